package org.packetboat.connectors.uucp;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.packetboat.engine.sim.SimNoise;

/** A pair of streams as noisy as one likes, which goes dead after so many bytes, both ways together. */
final class BadWire {
    private final InputStream in;
    private final OutputStream out;
    private final long cutAfter;
    private final AtomicLong carried = new AtomicLong();

    BadWire(InputStream from, OutputStream to, long cutAfter, SimNoise inwards, SimNoise outwards) {
        this.cutAfter = cutAfter;
        this.in = new FilterInputStream(from) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                byte[] heard = {};
                while (heard.length == 0) {
                    int n = super.read(bytes, offset, Math.min(length, 256));
                    if (n < 0) return -1;
                    cross(n);
                    heard = inwards.on(Arrays.copyOfRange(bytes, offset, offset + n));
                }
                System.arraycopy(heard, 0, bytes, offset, Math.min(heard.length, length));
                return Math.min(heard.length, length);
            }
        };
        this.out = new FilterOutputStream(to) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                for (int at = 0; at < length; at += 64) {
                    int n = Math.min(64, length - at);
                    cross(n);
                    out.write(outwards.on(Arrays.copyOfRange(bytes, offset + at, offset + at + n)));
                }
            }
        };
    }

    private void cross(int bytes) throws IOException {
        if (carried.addAndGet(bytes) > cutAfter) throw new IOException("carrier lost");
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    long carried() {
        return carried.get();
    }
}
