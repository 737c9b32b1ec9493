package org.packetboat.protocols.smtp.server;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.packetboat.protocols.smtp.syntax.Command;
import org.packetboat.protocols.smtp.syntax.SmtpReplies;
import org.packetboat.protocols.smtp.syntax.SmtpReply;

/**
 * Cuts bytes into command lines. A line ends with LF; one that is too long, lacks the CR, holds control characters or
 * is not UTF-8 is refused as a whole, and the next line is read as usual. But a greeting in some other character set is
 * handed on with U+FFFD where that stands, since many a machine says its name so. At most {@link #LONGEST} bytes are
 * kept.
 */
final class LineReader implements InputBuffer.Reader {
    /** 512 (RFC 5321 section 4.5.3.1.4) and ample room for what the extensions add; CRLF included. */
    static final int LONGEST = 4096;

    /** Gets the lines. */
    interface Taker {
        /**
         * @param line without its CRLF
         * @param end  where the bytes behind it begin
         */
        void line(String line, int end);

        /** A line came that is none. */
        void malformed(SmtpReply why);
    }

    private final Taker taker;
    private final BooleanSupplier bearsLf;
    private byte[] kept = {};
    private int length;
    private boolean tooLong;
    private boolean endedWithLf;

    /** @param bearsLf whether LF alone may end a line now */
    LineReader(BooleanSupplier bearsLf, Taker taker) {
        this.bearsLf = bearsLf;
        this.taker = taker;
    }

    /** Whether LF alone ended the line that was handed on last. */
    boolean endedWithLf() {
        return endedWithLf;
    }

    @Override
    public int read(byte[] bytes, int from, int to) {
        int end = lineEnd(bytes, from, to);
        boolean complete = bytes[end - 1] == '\n';
        if (!complete || length > 0 || tooLong) {
            keep(bytes, from, end);
            if (complete) takeKept(end);
        } else {
            take(bytes, from, end, end);
        }
        return end;
    }

    private static int lineEnd(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') return i + 1;
        }
        return to;
    }

    private void keep(byte[] bytes, int from, int end) {
        int more = end - from;
        tooLong |= length + more > LONGEST;
        if (tooLong) return;
        if (length + more > kept.length) kept = Arrays.copyOf(kept, Math.min(LONGEST, 2 * (length + more)));
        System.arraycopy(bytes, from, kept, length, more);
        length += more;
    }

    private void takeKept(int end) {
        boolean refused = tooLong;
        int size = length;
        length = 0;
        tooLong = false;
        if (refused) taker.malformed(SmtpReplies.LINE_TOO_LONG);
        else take(kept, 0, size, end);
    }

    /** @param to behind the LF */
    private void take(byte[] bytes, int from, int to, int end) {
        endedWithLf = (to - 2 < from || bytes[to - 2] != '\r') && bearsLf.getAsBoolean();
        int last = endedWithLf ? to - 1 : to - 2;
        if (to - from > LONGEST) taker.malformed(SmtpReplies.LINE_TOO_LONG);
        else if (last < from || !endedWithLf && bytes[last] != '\r' || has('\r', bytes, from, last)) {
            taker.malformed(SmtpReplies.BAD_LINE_END);
        } else if (hasControl(bytes, from, last)) taker.malformed(SmtpReplies.CONTROL_CHARACTER);
        else takeText(new String(bytes, from, last - from, StandardCharsets.UTF_8), end);
    }

    private void takeText(String line, int end) {
        if (line.indexOf('\ufffd') >= 0 && !Command.of(line).verb().isGreeting()) taker.malformed(SmtpReplies.NOT_UTF8);
        else taker.line(line, end);
    }

    private static boolean has(char wanted, byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) return true;
        }
        return false;
    }

    private static boolean hasControl(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] >= 0 && bytes[i] < ' ' || bytes[i] == 0x7f) return true;
        }
        return false;
    }
}
