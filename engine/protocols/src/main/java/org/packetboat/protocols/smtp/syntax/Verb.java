package org.packetboat.protocols.smtp.syntax;

/** What a command asks for. */
public enum Verb {
    MAIL,
    RCPT,
    DATA,
    BDAT,
    EHLO,
    HELO,
    RSET,
    NOOP,
    QUIT,
    VRFY,
    HELP,
    STARTTLS,
    AUTH,
    ETRN,
    ATRN,
    XCLAIM,
    /** Known and deliberately not done (RFC 5321 section 4.2.4: 502). */
    EXPN,
    TURN,
    SEND,
    SOML,
    SAML,
    /** Anything else: 500. */
    UNKNOWN;

    private static final Verb[] ALL = values();

    /** The verb that is the text up to {@code end}, in either case. */
    static Verb of(String line, int end) {
        for (Verb verb : ALL) {
            String name = verb.name();
            if (name.length() == end && line.regionMatches(true, 0, name, 0, end)) return verb;
        }
        return UNKNOWN;
    }
}
