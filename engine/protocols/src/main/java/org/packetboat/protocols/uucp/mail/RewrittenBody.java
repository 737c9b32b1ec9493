package org.packetboat.protocols.uucp.mail;

import java.nio.charset.StandardCharsets;
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
        CRLF,
        /** As in a batch of SMTP on Unix: LF, a dot more before those that begin a line, and the end of the batch. */
        BATCH
    }

    private static final byte[] END = ".\nQUIT\n".getBytes(StandardCharsets.US_ASCII);

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
    private boolean atLineStart;
    private boolean ended;
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
        atLineStart = true;
        ended = ends != Ends.BATCH;
    }

    private boolean advance() {
        written += ready.length;
        ready = new byte[0];
        while (ready.length == 0 && (read < until || afterReturn || !ended))
            ready = rewritten();
        return ready.length > 0;
    }

    private byte[] rewritten() {
        if (read >= until) return afterReturn ? lastReturn() : end();
        byte[] bytes = source.read(read, (int) Math.min(PIECE, until - read));
        read += bytes.length;
        byte[] out = new byte[3 * bytes.length];
        int length = ends == Ends.CRLF ? withReturns(bytes, out) : withoutReturns(bytes, out);
        return Arrays.copyOf(out, length);
    }

    private byte[] lastReturn() {
        afterReturn = false;
        atLineStart = false;
        return ends == Ends.CRLF ? new byte[0] : new byte[]{'\r'};
    }

    private byte[] end() {
        ended = true;
        byte[] end = new byte[END.length + (atLineStart ? 0 : 1)];
        end[0] = '\n';
        System.arraycopy(END, 0, end, end.length - END.length, END.length);
        return end;
    }

    private int withoutReturns(byte[] bytes, byte[] out) {
        int length = 0;
        for (byte b : bytes) {
            if (afterReturn && b != '\n') length = put((byte) '\r', out, length);
            if (b != '\r') length = put(b, out, length);
            afterReturn = b == '\r';
        }
        return length;
    }

    private int put(byte b, byte[] out, int length) {
        int at = length;
        if (ends == Ends.BATCH && atLineStart && b == '.') out[at++] = b;
        out[at++] = b;
        atLineStart = b == '\n';
        return at;
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
