package org.packetboat.connectors.serial;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.packetboat.protocols.modem.Pacer;

/** Writes to a stream no faster than a route says: the line is shared with others. A write returns when it has left. */
final class PacedStream extends OutputStream {
    /** Smaller ones would be more header than content. */
    private static final int SMALLEST_PIECE = 512;

    private final OutputStream out;
    private final Pacer pacer;

    PacedStream(OutputStream out, long bytesPerSecond) {
        this.out = out;
        this.pacer = new Pacer(bytesPerSecond);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[]{(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int at = 0; at < length;) {
            int piece = Math.min(Math.max(pacer.piece(), SMALLEST_PIECE), length - at);
            out.write(bytes, offset + at, piece);
            out.flush();
            at += piece;
            pacer.sent(piece, System.nanoTime());
            pause();
        }
    }

    private void pause() throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(pacer.untilFree(System.nanoTime()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the line is being closed");
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
