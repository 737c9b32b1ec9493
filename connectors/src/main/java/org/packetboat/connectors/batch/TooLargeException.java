package org.packetboat.connectors.batch;

import java.io.IOException;

/** A batch is beyond our {@link BatchLimits}. Never leaves the package. */
final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(String message) {
        super(message);
    }
}
