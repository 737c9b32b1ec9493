package org.packetboat.protocols.bundle.codec;

import java.io.IOException;
import java.io.InputStream;

/**
 * One way to compress bytes against a reference that both sides hold. Without state. Expanding takes at most 40 MB
 * beside the reference, whatever the bytes say.
 */
public interface Coder {
    /** @throws CodecFailedException if it can't, here and now, whatever the content is */
    byte[] compress(byte[] content, byte[] reference, Effort effort) throws CodecFailedException;

    /**
     * The content, of this length if it is right, as it is asked for; reading it throws an {@link IOException} if the
     * bytes are damaged, a {@link CodecFailedException} if it can't, here and now, whatever the bytes are.
     */
    InputStream expand(InputStream packed, int length, byte[] reference) throws IOException;
}
