package org.packetboat.protocols.bundle.content;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.packetboat.engine.link.Body;

/** A message in a batch, restored as it is read. Quick in order; any other order begins anew. */
public final class MailBody implements Body {
    private final BundleContent content;
    private final List<Chunk> chunks;
    private final long size;
    private ChunkInput input;
    private int next;
    private byte[] piece = {};
    private long pieceAt;

    public MailBody(BundleContent content, Entry entry) {
        this.content = content;
        this.chunks = entry.chunks();
        this.size = entry.size();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public byte[] read(long offset, int most) {
        try {
            if (offset < pieceAt || !content.isStillOf(this)) rewind();
            while (offset >= pieceAt + piece.length)
                advance();
        } catch (IOException gone) {
            throw new IllegalStateException("the batch cannot be read any more", gone);
        }
        int from = (int) (offset - pieceAt);
        return Arrays.copyOfRange(piece, from, (int) Math.min(piece.length, (long) from + most));
    }

    private void rewind() throws IOException {
        next = 0;
        pieceAt = 0;
        piece = new byte[0];
        open();
    }

    private void open() throws IOException {
        Chunk chunk = chunks.get(next++);
        input = new ChunkInput(content.seek(chunk.at(), this), chunk);
    }

    private void advance() throws IOException {
        pieceAt += piece.length;
        piece = input.next();
        if (piece.length == 0) open();
    }
}
