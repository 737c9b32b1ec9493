package org.packetboat.protocols.bundle.content;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.packetboat.protocols.bundle.codec.DamagedException;

/** Bytes of which no more than so many may come: the end of a bomb. */
public final class BoundedInput extends FilterInputStream {
    private long left;

    public BoundedInput(InputStream in, long most) {
        super(in);
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        spent(next < 0 ? -1 : 1);
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return spent(super.read(into, offset, length));
    }

    private int spent(int count) throws IOException {
        left -= Math.max(0, count);
        if (left < 0) throw new DamagedException("more content than told");
        return count;
    }
}
