package org.packetboat.protocols.smtp.syntax;

import java.util.Locale;
import java.util.Set;

/** What a command asks for. */
public enum Verb {
    MAIL,
    RCPT,
    DATA,
    BDAT,
    EHLO,
    HELO,
    /** RFC 2033. */
    LHLO,
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
    XCLIENT,
    XFLEET,
    /** Known and deliberately not done (RFC 5321 section 4.2.4: 502). */
    EXPN,
    TURN,
    SEND,
    SOML,
    SAML,
    /**
     * No SMTP: the first word of an HTTP request, or the name of a header field. A browser that was sent here by a web
     * page says such things, and what follows may be commands that somebody else wrote.
     */
    FOREIGN,
    /** Anything else: 500. */
    UNKNOWN;

    private static final Verb[] ALL = values();
    /** The methods of RFC 9110 section 9.1, PATCH, and how HTTP/2 begins. */
    private static final Set<String> HTTP = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS",
            "TRACE",
            "PATCH", "PRI");

    /** The verb that is the text up to {@code end}, in either case. */
    static Verb of(String line, int end) {
        for (Verb verb : ALL) {
            if (verb == FOREIGN) break;
            String name = verb.name();
            if (name.length() == end && line.regionMatches(true, 0, name, 0, end)) return verb;
        }
        return isForeign(line, end) ? FOREIGN : UNKNOWN;
    }

    /** Whether somebody says who he is. */
    public boolean isGreeting() {
        return this == HELO || this == EHLO || this == LHLO;
    }

    private static boolean isForeign(String line, int end) {
        boolean field = end > 1 && line.charAt(end - 1) == ':';
        return field || HTTP.contains(line.substring(0, end).toUpperCase(Locale.ROOT));
    }
}
