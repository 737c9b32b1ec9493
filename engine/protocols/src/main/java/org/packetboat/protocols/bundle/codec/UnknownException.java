package org.packetboat.protocols.bundle.codec;

import java.io.IOException;

/** A batch asks for something that this program does not know. Never leaves the package. */
public final class UnknownException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnknownException(String message) {
        super(message);
    }
}
