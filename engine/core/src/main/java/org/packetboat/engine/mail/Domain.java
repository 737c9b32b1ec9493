package org.packetboat.engine.mail;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A mail domain (RFC 5321 section 2.3.5) in the one spelling used everywhere: lower case, A-labels (RFC 5890), no final
 * dot. Whoever writes a name in Unicode means the same domain, in whatever case and normal form; so it is one for
 * routes, queues and recipients, can be asked for in DNS, and goes to hosts without SMTPUTF8. Address literals
 * ({@code [192.0.2.1]}) are kept as they are, in lower case.
 */
public record Domain(String name) implements Comparable<Domain> {
    private static final int LONGEST = 255;
    /** No longer one in Unicode has {@link #LONGEST} octets as A-labels, in whatever normal form it is written. */
    private static final int LONGEST_UNICODE = 1000;
    /** One alone: a pattern for all of them would need stack for each. */
    private static final Pattern LABEL = Pattern
            .compile("[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}\\p{M}_-]*[\\p{L}\\p{N}\\p{M}_])?");
    private static final Pattern ASCII_LABELS = Pattern.compile(
            "[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*");
    private static final Pattern LITERAL = Pattern.compile("\\[[\\x21-\\x5a\\x5e-\\x7e]+]");
    /** So much of a name that is none is told in what stands for it. */
    private static final int TOLD = 100;

    /** @throws IllegalArgumentException if the name is no domain; the message says what was found */
    public Domain {
        name = spelled(name);
        if (name.length() > LONGEST
                || !(isPlain(name) || ASCII_LABELS.matcher(name).matches() || LITERAL.matcher(name).matches())) {
            throw new IllegalArgumentException("not a mail domain: \"" + name + "\"");
        }
    }

    /**
     * One that was on disk before. An earlier version took names that are none by today's rules: such a name gets one
     * below {@code .invalid} (RFC 6761) in its place, always the same, so that its mail can be returned.
     */
    public static Domain stored(String name) {
        try {
            return new Domain(name);
        } catch (IllegalArgumentException e) {
            return new Domain(standIn(name));
        }
    }

    private static String standIn(String name) {
        String told = name.codePoints().limit(TOLD).mapToObj(Domain::told).collect(Collectors.joining());
        return "was-" + told.substring(0, Math.min(told.length(), TOLD)) + "-" + Integer.toHexString(name.hashCode())
                + ".invalid";
    }

    private static String told(int c) {
        if (c == '.') return "-";
        boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
        return plain ? Character.toString(c) : "u" + Integer.toHexString(c);
    }

    /** A host name as most are; told without the patterns, since each envelope read from the queue is checked. */
    private static boolean isPlain(String name) {
        char before = '.';
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean inner = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            if (!inner && (c != '.' && c != '-' || before == '.' || before == '-')) return false;
            before = c;
        }
        return before != '.' && before != '-';
    }

    private static String spelled(String raw) {
        if (isAscii(raw)) return withoutFinalDot(raw.toLowerCase(Locale.ROOT));
        if (raw.length() > LONGEST_UNICODE) return raw;
        String mapped = withoutFinalDot(ALabels.mapped(raw));
        boolean labels = Arrays.stream(mapped.split("\\.", -1)).allMatch(label -> LABEL.matcher(label).matches());
        return labels ? ALabels.of(mapped) : mapped;
    }

    private static String withoutFinalDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** Whether it is an address in brackets in place of a name (RFC 5321 section 4.1.3). */
    public boolean isLiteral() {
        return name.startsWith("[");
    }

    /** Whether the text has no character beyond US-ASCII. */
    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7e) return false;
        }
        return true;
    }

    @Override
    public int compareTo(Domain other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
