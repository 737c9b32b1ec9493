package org.packetboat.protocols.bundle.content;

import java.io.IOException;
import java.util.Arrays;

/** The restored bytes of one chunk, in pieces, from a content that stands at its begin. */
final class ChunkInput {
    private static final int RAW_PIECE = 12 * 1024; // whole groups of three bytes

    private final ContentInput in;
    private final Chunk chunk;
    private final Base64Lines lines;
    private final byte[] raw = new byte[RAW_PIECE];
    private long left;

    ChunkInput(ContentInput in, Chunk chunk) {
        this.in = in;
        this.chunk = chunk;
        this.lines = new Base64Lines(Math.max(1, chunk.columns()));
        this.left = chunk.length();
    }

    /** The next piece; of no length at the end. */
    byte[] next() throws IOException {
        int length = 0;
        int wanted = (int) Math.min(RAW_PIECE, left);
        byte[] piece = new byte[RAW_PIECE];
        while (length < wanted) {
            int more = in.read(raw, wanted - length);
            System.arraycopy(raw, 0, piece, length, more);
            length += more;
        }
        left -= length;
        return chunk.columns() == 0 ? Arrays.copyOf(piece, length) : lines.next(piece, length);
    }
}
