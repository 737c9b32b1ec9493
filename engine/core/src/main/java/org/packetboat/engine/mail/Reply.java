package org.packetboat.engine.mail;

import java.util.Optional;

/**
 * What one mail program tells another: a three-digit code (RFC 5321 section 4.2), an enhanced status (RFC 3463) and a
 * text of one line. Used for what peers told us, for what we tell them, and for reasons of our own.
 *
 * @param host the mail server that said so; empty where it is our own word. It is not kept on disk
 */
public record Reply(int code, String status, String text, Optional<String> host) {
    /** The disk is full, or in trouble of another kind (RFC 5321 section 4.2.3). To be tried again later. */
    public static final Reply NO_SPACE = new Reply(452, "4.3.1", "Insufficient system storage");

    /** @throws IllegalArgumentException if the code is not 200 to 599 or the text has a line break */
    public Reply {
        if (code < 200 || code > 599) throw new IllegalArgumentException("reply code " + code);
        if (text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("reply text with a line break");
        }
    }

    /** One of our own. */
    public Reply(int code, String status, String text) {
        this(code, status, text, Optional.empty());
    }

    /** 2xx. */
    public boolean isPositive() {
        return code < 300;
    }

    /** 5xx: will never work as it stands. */
    public boolean isPermanent() {
        return code >= 500;
    }

    /**
     * Whether it says that nothing can be taken now, whatever it is, so that other mail need not be tried: the disk is
     * full, or the system accepts no messages (RFC 3463 section 3.4).
     */
    public boolean concernsAll() {
        return equals(NO_SPACE) || status.equals("4.3.2");
    }

    @Override
    public String toString() {
        return status.isEmpty() ? code + " " + text : code + " " + status + " " + text;
    }
}
