package org.packetboat.connectors.batch;

import java.io.IOException;

/** A batch asks for something that this program does not know. Never leaves the package. */
final class UnknownException extends IOException {
    private static final long serialVersionUID = 1L;

    UnknownException(String message) {
        super(message);
    }
}
