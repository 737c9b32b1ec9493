package org.packetboat.protocols.uucp.mail;

import java.util.Arrays;
import org.packetboat.engine.link.Body;

/**
 * A message with other line ends, worked out while it is read, so that no copy is kept. Reading forward costs one pass;
 * going back starts again from the beginning.
 */
final class RewrittenBody implements Body {
    /** The line ends to be had. */
    enum Ends {
        /** As Unix programs expect: LF. */
        LF,
        /** As the engine keeps them: CRLF. */
        CRLF
    }

    private static final int PIECE = 8192;

    private final byte[] head;
    private final Body source;
    private final long from;
    private final long until;
    private final Ends ends;
    private long read;
    private long written;
    private byte[] ready;
    private boolean afterReturn;
    private long size = -1;

    /**
     * @param head   put before it as it is
     * @param source where the rest comes from
     * @param from   first byte of the source, inclusive
     * @param until  last byte of the source, exclusive
     */
    RewrittenBody(byte[] head, Body source, long from, long until, Ends ends) {
        this.head = head.clone();
        this.source = source;
        this.from = from;
        this.until = until;
        this.ends = ends;
        rewind();
    }

    @Override
    public long size() {
        if (size < 0) {
            rewind();
            while (advance())
                continue;
            size = written;
        }
        return size;
    }

    @Override
    public byte[] read(long offset, int most) {
        if (offset < written) rewind();
        while (written + ready.length <= offset) {
            if (!advance()) throw new IllegalArgumentException("offset " + offset + " is beyond the end");
        }
        int begin = (int) (offset - written);
        return Arrays.copyOfRange(ready, begin, Math.min(ready.length, begin + most));
    }

    private void rewind() {
        read = from;
        written = 0;
        ready = head;
        afterReturn = false;
    }

    private boolean advance() {
        written += ready.length;
        ready = new byte[0];
        while (ready.length == 0 && (read < until || afterReturn))
            ready = rewritten();
        return ready.length > 0;
    }

    private byte[] rewritten() {
        if (read >= until) return lastReturn();
        byte[] bytes = source.read(read, (int) Math.min(PIECE, until - read));
        read += bytes.length;
        byte[] out = new byte[2 * bytes.length];
        int length = ends == Ends.LF ? withoutReturns(bytes, out) : withReturns(bytes, out);
        return Arrays.copyOf(out, length);
    }

    private byte[] lastReturn() {
        afterReturn = false;
        return ends == Ends.LF ? new byte[]{'\r'} : new byte[0];
    }

    private int withoutReturns(byte[] bytes, byte[] out) {
        int length = 0;
        for (byte b : bytes) {
            if (afterReturn && b != '\n') out[length++] = '\r';
            if (b != '\r') out[length++] = b;
            afterReturn = b == '\r';
        }
        return length;
    }

    private int withReturns(byte[] bytes, byte[] out) {
        int length = 0;
        for (byte b : bytes) {
            if (b == '\n' && !afterReturn) out[length++] = '\r';
            out[length++] = b;
            afterReturn = b == '\r';
        }
        return length;
    }
}
