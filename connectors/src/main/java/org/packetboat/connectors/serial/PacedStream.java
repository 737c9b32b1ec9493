package org.packetboat.connectors.serial;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.packetboat.protocols.modem.Pacer;

/** Writes to a stream no faster than a route says: the line is shared with others. A write returns when it has left. */
final class PacedStream extends OutputStream {
    /** Smaller ones would be more header than content. */
    private static final int SMALLEST_PIECE = 512;

    /** How fast a stream may go, which may change while somebody waits for it. For any thread. */
    static final class Pace {
        private final Pacer pacer;

        /** @param most bytes per second; empty for any number */
        Pace(Optional<Long> most) {
            this.pacer = new Pacer(most.orElse(Pacer.UNLIMITED));
        }

        /** From now on it has this rate, also for what was written and has not left. */
        synchronized void set(Optional<Long> most) {
            pacer.changeRate(most.orElse(Pacer.UNLIMITED), System.nanoTime());
            notifyAll();
        }

        /** How many bytes may be written at a time. */
        synchronized int piece() {
            return pacer.piece();
        }

        /** So many bytes were written: waits until they have left. */
        synchronized void sent(int bytes) throws IOException {
            pacer.sent(bytes, System.nanoTime());
            try {
                for (long left = left(); left > 0; left = left())
                    TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("the line is being closed");
            }
        }

        private long left() {
            return pacer.untilFree(System.nanoTime());
        }
    }

    private final OutputStream out;
    private final Pace pace;

    PacedStream(OutputStream out, Pace pace) {
        this.out = out;
        this.pace = pace;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[]{(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int at = 0; at < length;) {
            int piece = Math.min(Math.max(pace.piece(), SMALLEST_PIECE), length - at);
            out.write(bytes, offset + at, piece);
            out.flush();
            at += piece;
            pace.sent(piece);
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
