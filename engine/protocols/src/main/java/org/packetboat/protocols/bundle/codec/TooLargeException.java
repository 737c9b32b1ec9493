package org.packetboat.protocols.bundle.codec;

import java.io.IOException;
import org.packetboat.protocols.bundle.content.BundleLimits;

/** A batch is beyond our {@link BundleLimits}. Never leaves the package. */
public final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    public TooLargeException(String message) {
        super(message);
    }
}
