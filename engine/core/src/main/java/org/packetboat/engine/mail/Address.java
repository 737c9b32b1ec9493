package org.packetboat.engine.mail;

import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A mailbox address (RFC 5321 section 4.1.2, RFC 6531 for Unicode): a local part, kept exactly as given including its
 * quotes, and a domain. Two addresses are equal if their local parts are the same to the letter and their domains are
 * the same after folding.
 *
 * <p>A local part may have 255 characters. RFC 5321 section 4.5.3.1.1 asks servers for 64 at least, and rewritten
 * senders (SRS, VERP) have more; what a server takes of strangers is for it to say.
 */
public record Address(String localPart, Domain domain) {
    private static final int LONGEST_LOCAL_PART = 255;
    private static final Pattern QUOTED_PAIR = Pattern.compile("\\\\(.)");
    private static final String ATEXT_MARKS = "!#$%&'*+-/=?^_`{|}~";

    /** @throws IllegalArgumentException if the local part is empty, too long or holds characters it may not */
    public Address {
        if (!isDotString(localPart) && !isQuotedString(localPart)) {
            throw new IllegalArgumentException("not a local part of an address: \"" + localPart + "\"");
        }
    }

    /**
     * Reads {@code local@domain}, without angle brackets.
     *
     * @throws IllegalArgumentException with what was found and what is expected
     */
    public static Address parse(String text) {
        return parse(text, Domain::new);
    }

    /**
     * Reads one that was on disk before; its domain may be none any more ({@link Domain#stored}).
     *
     * @throws IllegalArgumentException with what was found and what is expected
     */
    public static Address stored(String text) {
        return parse(text, Domain::stored);
    }

    private static Address parse(String text, Function<String, Domain> domain) {
        int at = text.lastIndexOf('@');
        if (at <= 0 || at == text.length() - 1) {
            throw new IllegalArgumentException("not an address: \"" + text + "\"; expected local-part@domain");
        }
        return new Address(text.substring(0, at), domain.apply(text.substring(at + 1)));
    }

    /**
     * Reads the same, and what stands for it in the world: dots at the ends of a local part, and one after the other.
     * Such a local part gets quotes, which makes it right and means the same: {@code "try..this."@example.com}.
     *
     * @throws IllegalArgumentException with what was found and what is expected
     */
    public static Address parseLoosely(String text) {
        int at = text.lastIndexOf('@');
        boolean dotted = at > 0 && text.chars().limit(at).allMatch(c -> c == '.' || isAtext((char) c));
        boolean wrong = dotted && !isDotString(text.substring(0, at));
        return wrong ? parse('"' + text.substring(0, at) + '"' + text.substring(at)) : parse(text);
    }

    /** Whether it needs SMTPUTF8 (RFC 6531) to be carried: a domain never does, it has its A-labels. */
    public boolean isInternational() {
        return !Domain.isAscii(localPart);
    }

    private static boolean isDotString(String text) {
        if (text.isEmpty() || text.length() > LONGEST_LOCAL_PART || text.endsWith(".")) return false;
        char before = '.';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' ? before == '.' : !isAtext(c)) return false;
            before = c;
        }
        return true;
    }

    private static boolean isAtext(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c > 0x9f
                || ATEXT_MARKS.indexOf(c) >= 0;
    }

    private static boolean isQuotedString(String text) {
        int last = text.length() - 1;
        if (last < 1 || last >= LONGEST_LOCAL_PART || text.charAt(0) != '"' || text.charAt(last) != '"') return false;
        for (int i = 1; i < last; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 0x7f || c == '"') return false;
            if (c == '\\' && ++i >= last) return false;
        }
        return true;
    }

    /** A local part as its mailbox is called: without the quotes that are about its spelling (RFC 5321 4.1.2). */
    public static String unquoted(String localPart) {
        return localPart.startsWith("\"")
                ? QUOTED_PAIR.matcher(localPart.substring(1, localPart.length() - 1)).replaceAll("$1")
                : localPart;
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }
}
