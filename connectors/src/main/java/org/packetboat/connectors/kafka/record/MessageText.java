package org.packetboat.connectors.kafka.record;

import org.packetboat.engine.intake.TextRule;
import org.packetboat.engine.mail.HeaderField;

/**
 * The text of a message, fit for the queue: every line ends with CRLF; an LF by itself was made one. What can't be
 * mended (what {@link TextRule} refuses, a line beyond 65,536 bytes, no header) is {@link Unfit}.
 *
 * @param hops       trace lines in its header
 * @param isEightBit whether it has bytes beyond US-ASCII
 */
record MessageText(byte[] bytes, int hops, boolean isEightBit) {
    private static final int LONGEST_LINE = 65_536;

    static MessageText of(byte[] raw) {
        return new Reader(raw).read();
    }

    /** Looks at each byte once; copies only if there are line ends to mend. */
    private static final class Reader {
        private final byte[] raw;
        private boolean eightBit;
        private boolean inHeader = true;
        private int hops;
        private int bareLineEnds;

        Reader(byte[] raw) {
            this.raw = raw;
        }

        MessageText read() {
            mustStartWithAField();
            for (int from = 0; from < raw.length;)
                from = line(from);
            return new MessageText(bareLineEnds == 0 ? raw : mended(), hops, eightBit);
        }

        /** @return where the next line starts */
        private int line(int from) {
            int end = from;
            int bits = 0;
            for (byte b; end < raw.length && (b = raw[end]) != '\n'; end++) {
                bits |= b;
                if (b <= '\r' && b >= 0) control(end);
            }
            if (bits < 0) eightBit = true;
            boolean bare = end == raw.length || end == from || raw[end - 1] != '\r';
            if (bare) bareLineEnds++;
            int textEnd = bare ? end : end - 1;
            if (textEnd - from > LONGEST_LINE)
                throw new Unfit("the message has a line of " + (textEnd - from) + " bytes");
            if (inHeader) header(from, textEnd);
            return end + 1;
        }

        private void control(int at) {
            if (raw[at] == 0) throw new Unfit(TextRule.NUL.text());
            if (raw[at] == '\r' && (at + 1 == raw.length || raw[at + 1] != '\n'))
                throw new Unfit(TextRule.BARE_CR.text());
        }

        /** With CRLF at the end of every line, the last one too. */
        private byte[] mended() {
            byte[] out = new byte[raw.length + bareLineEnds + (raw[raw.length - 1] == '\n' ? 0 : 1)];
            int length = 0;
            for (int from = 0; from < raw.length;) {
                int end = from;
                while (end < raw.length && raw[end] != '\n')
                    end++;
                int textEnd = end < raw.length && end > from && raw[end - 1] == '\r' ? end - 1 : end;
                System.arraycopy(raw, from, out, length, textEnd - from);
                length += textEnd - from;
                out[length++] = '\r';
                out[length++] = '\n';
                from = end + 1;
            }
            return out;
        }

        private void header(int from, int to) {
            if (from == to) inHeader = false;
            if (inHeader && HeaderField.isNamed("received", raw, from, to)) hops++;
        }

        private void mustStartWithAField() {
            if (HeaderField.colon(raw, 0, raw.length) < 0)
                throw new Unfit("the message does not begin with a header field");
        }
    }
}
