package org.packetboat.engine.intake;

import java.util.Arrays;
import java.util.Optional;
import org.packetboat.engine.mail.Reply;

/**
 * What the text of a message may not have, whatever way it comes: NUL, and CR or LF by itself (RFC 5321 sections 2.3.8
 * and 4.5.2). Mail programs differ in what they make of those, and somebody could hide a second message in the
 * difference.
 */
public final class TextRule {
    public static final Reply NUL = new Reply(554, "5.6.0", "Message has a NUL byte");
    public static final Reply BARE_CR = new Reply(554, "5.6.0", "Message has a CR without LF");
    public static final Reply BARE_LF = new Reply(554, "5.6.0", "Message has an LF without CR");
    /** To mail of which it is only known that it breaks the rule. */
    public static final Reply BROKEN = new Reply(554, "5.6.0", "Message has a bare CR, a bare LF or a NUL byte");

    private TextRule() {}

    /** The same message with CRLF wherever an LF stood by itself, as in files of this machine. */
    public static byte[] withCrlf(byte[] message) {
        byte[] mended = new byte[2 * message.length];
        int length = 0;
        byte before = 0;
        for (byte b : message) {
            if (b == '\n' && before != '\r') mended[length++] = '\r';
            mended[length++] = b;
            before = b;
        }
        return Arrays.copyOf(mended, length);
    }

    /** The same text with a question mark for each byte that it may not have. */
    public static byte[] harmless(byte[] text) {
        byte[] harmless = text.clone();
        for (int i = 0; i < text.length; i++) {
            boolean beforeLf = i + 1 < text.length && text[i + 1] == '\n';
            boolean afterCr = i > 0 && text[i - 1] == '\r';
            if (text[i] == 0 || text[i] == '\r' && !beforeLf || text[i] == '\n' && !afterCr) harmless[i] = '?';
        }
        return harmless;
    }

    /** What is wrong with a message, if anything. */
    public static Optional<Reply> flaw(byte[] message) {
        Watch watch = new Watch();
        watch.see(message, 0, message.length);
        return watch.flaw();
    }

    /** Looks at a message that goes by in pieces. */
    public static final class Watch {
        private boolean afterCr;
        private Optional<Reply> flaw = Optional.empty();

        /** The next piece. What comes behind a flaw is not looked at. */
        public void see(byte[] bytes, int offset, int length) {
            for (int i = offset; i < offset + length && flaw.isEmpty(); i++)
                see(bytes[i]);
        }

        private void see(byte b) {
            if (b == 0) flaw = Optional.of(NUL);
            else if (afterCr && b != '\n') flaw = Optional.of(BARE_CR);
            else if (b == '\n' && !afterCr) flaw = Optional.of(BARE_LF);
            afterCr = b == '\r';
        }

        /** Whether nothing wrong was seen. */
        public boolean isWellSoFar() {
            return flaw.isEmpty();
        }

        /** What is wrong with it, if this was its end. */
        public Optional<Reply> flaw() {
            return flaw.isEmpty() && afterCr ? Optional.of(BARE_CR) : flaw;
        }
    }
}
