package org.packetboat.protocols.bundle.codec;

import java.io.IOException;

/**
 * A codec that this program has does not work here, whatever the bytes are: its library does not fit this machine.
 * Another codec will do. Never leaves the package.
 */
public final class CodecFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    public CodecFailedException(Codec codec, Throwable why) {
        super("codec " + codec.number() + " fails here: " + why, why);
    }
}
