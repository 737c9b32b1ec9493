package org.packetboat.protocols.bundle.codec;

import java.io.IOException;

/** The bytes of a batch are not what its writer wrote, or its writer broke the format. Never leaves the package. */
public final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    public DamagedException(String message) {
        super(message);
    }
}
