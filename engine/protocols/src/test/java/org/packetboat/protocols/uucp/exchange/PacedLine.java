package org.packetboat.protocols.uucp.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import org.packetboat.engine.sim.SimNoise;

/**
 * A line in real time for programs and sessions alike: full duplex, paced to its rate each way, as noisy as one likes,
 * and dead after so many bytes. A write returns when its bytes have left, so that nothing is swallowed.
 */
public final class PacedLine {
    private static final int PIECES_A_SECOND = 50;
    private static final long LATE_NANOS = 50_000_000;

    private final long rate;
    private final long cutAfter;
    private final Way there;
    private final Way back;

    /**
     * @param rate     bytes per second, each way
     * @param cutAfter how many bytes it carries, both ways together
     */
    public PacedLine(long rate, long cutAfter, SimNoise there, SimNoise back) {
        this.rate = rate;
        this.cutAfter = cutAfter;
        this.there = new Way(there);
        this.back = new Way(back);
    }

    /** One end: what comes, and what goes. */
    public record End(InputStream in, OutputStream out) {}

    public End a() {
        return new End(back.in(), there.out());
    }

    public End b() {
        return new End(there.in(), back.out());
    }

    /** How many bytes a has sent. */
    public long sentByA() {
        return there.carried;
    }

    /** How many bytes b has sent. */
    public long sentByB() {
        return back.carried;
    }

    /** The line goes dead: who reads finds the end, who writes is told. */
    public void hangUp() {
        there.close();
        back.close();
    }

    /** One direction. */
    private final class Way {
        private final SimNoise noise;
        private final Deque<byte[]> arrived = new ArrayDeque<>();
        private long free = System.nanoTime();
        private volatile long carried;
        private boolean closed;

        private Way(SimNoise noise) {
            this.noise = noise;
        }

        /** A late scheduler is made up for, a line that stood idle is not. */
        private void begin() {
            free = Math.max(free, System.nanoTime() - LATE_NANOS);
        }

        private void carry(byte[] piece) throws IOException {
            free += piece.length * 1_000_000_000L / rate;
            for (long left = free - System.nanoTime(); left > 0; left = free - System.nanoTime())
                LockSupport.parkNanos(left);
            synchronized (this) {
                if (closed) throw new IOException("carrier lost");
                carried += piece.length;
                arrived.add(noise.on(piece));
                notifyAll();
            }
            if (there.carried + back.carried >= cutAfter) hangUp();
        }

        private synchronized byte[] next() throws IOException {
            try {
                while (arrived.isEmpty() && !closed)
                    wait();
            } catch (InterruptedException stopped) {
                throw new IOException("stopped");
            }
            return arrived.isEmpty() ? new byte[0] : arrived.remove();
        }

        private synchronized void close() {
            closed = true;
            notifyAll();
        }

        private OutputStream out() {
            return new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    begin();
                    carry(new byte[]{(byte) b});
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    int piece = (int) Math.max(1, rate / PIECES_A_SECOND);
                    begin();
                    for (int at = from; at < from + length; at += piece)
                        carry(Arrays.copyOfRange(bytes, at, Math.min(from + length, at + piece)));
                }
            };
        }

        private InputStream in() {
            return new InputStream() {
                private byte[] rest = {};

                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    while (rest.length == 0) {
                        rest = next();
                        if (rest.length == 0 && ended()) return -1;
                    }
                    int n = Math.min(length, rest.length);
                    System.arraycopy(rest, 0, into, offset, n);
                    rest = Arrays.copyOfRange(rest, n, rest.length);
                    return n;
                }
            };
        }

        private synchronized boolean ended() {
            return closed && arrived.isEmpty();
        }
    }
}
