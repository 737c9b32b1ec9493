package org.packetboat.connectors.serial;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.LockSupport;
import org.packetboat.connectors.serial.practice.Pty;

/** The far end of a cable as streams: it ends when the program at the near end has closed its port. */
final class PtyStreams extends InputStream {
    private static final int LOOK_MILLIS = 20;

    private final Pty pty;
    private volatile boolean closed;
    private boolean opened;

    PtyStreams(Pty pty) {
        this.pty = pty;
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException("one byte at a time");
    }

    @Override
    public int read(byte[] piece, int from, int length) throws IOException {
        byte[] bytes = new byte[length];
        while (!closed) {
            int n = pty.read(bytes, LOOK_MILLIS);
            if (n > 0) {
                opened = true;
                System.arraycopy(bytes, 0, piece, from, n);
                return n;
            }
            if (n < 0 && opened) return -1;
            if (n < 0) LockSupport.parkNanos(1_000_000);
        }
        throw new IOException("closed");
    }

    @Override
    public void close() {
        closed = true;
    }

    OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int one) {
                write(new byte[]{(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                pty.write(java.util.Arrays.copyOfRange(bytes, from, from + length));
            }
        };
    }
}
