package org.packetboat.connectors.kafka;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The text of a message, fit for the queue: every line ends with CRLF; an LF by itself was made one. What can't be
 * mended (a CR by itself, NUL, a line beyond 65,536 bytes, no header) is {@link Unfit}.
 *
 * @param hops       trace lines in its header
 * @param isEightBit whether it has bytes beyond US-ASCII
 */
record MessageText(byte[] bytes, int hops, boolean isEightBit) {
    private static final int LONGEST_LINE = 65_536;
    private static final byte[] TRACE = "received:".getBytes(StandardCharsets.US_ASCII);

    static MessageText of(byte[] raw) {
        return new Reader(raw).read();
    }

    private static final class Reader {
        private final byte[] raw;
        private final ByteArrayOutputStream out;
        private boolean eightBit;
        private boolean inHeader = true;
        private int hops;

        Reader(byte[] raw) {
            this.raw = raw;
            this.out = new ByteArrayOutputStream(raw.length + raw.length / 32 + 2);
        }

        MessageText read() {
            mustStartWithAField();
            for (int from = 0; from < raw.length;)
                from = line(from);
            return new MessageText(out.toByteArray(), hops, eightBit);
        }

        /** @return where the next line starts */
        private int line(int from) {
            int end = from;
            while (end < raw.length && raw[end] != '\n')
                look(raw[end++]);
            int textEnd = end > from && raw[end - 1] == '\r' ? end - 1 : end;
            mustBeALine(from, textEnd);
            header(from, textEnd);
            out.write(raw, from, textEnd - from);
            out.write('\r');
            out.write('\n');
            return end + 1;
        }

        private void look(byte b) {
            if (b < 0) eightBit = true;
            if (b == 0) throw new Unfit("the message has a NUL byte");
        }

        private void mustBeALine(int from, int to) {
            if (to - from > LONGEST_LINE) throw new Unfit("the message has a line of " + (to - from) + " bytes");
            for (int i = from; i < to; i++)
                if (raw[i] == '\r') throw new Unfit("the message has a CR without LF");
        }

        private void header(int from, int to) {
            if (from == to) inHeader = false;
            if (inHeader && isTrace(from, to)) hops++;
        }

        private boolean isTrace(int from, int to) {
            if (to - from < TRACE.length) return false;
            for (int i = 0; i < TRACE.length; i++)
                if (Character.toLowerCase(raw[from + i]) != TRACE[i]) return false;
            return true;
        }

        /** RFC 5322 section 2.2: printable US-ASCII without a colon, then a colon. */
        private void mustStartWithAField() {
            int at = 0;
            while (at < raw.length && raw[at] > ' ' && raw[at] < 0x7f && raw[at] != ':')
                at++;
            if (at == 0 || at == raw.length || raw[at] != ':')
                throw new Unfit("the message does not begin with a header field");
        }
    }
}
