package org.packetboat.protocols.smtp.syntax;

import java.util.Optional;
import org.packetboat.engine.mail.Address;

/**
 * The argument of MAIL or RCPT, taken apart (RFC 5321 section 4.1.2). A source route is dropped (appendix C).
 *
 * @param mailbox    what stands between the angle brackets, without its source route; may be empty
 * @param parameters what stands behind them
 */
public record Path(String mailbox, String parameters) {
    /**
     * Reads an argument.
     *
     * @param keyword {@code FROM:} or {@code TO:}
     * @return empty if it is none
     */
    public static Optional<Path> read(String argument, String keyword) {
        if (!argument.regionMatches(true, 0, keyword, 0, keyword.length())) return Optional.empty();
        String text = argument.substring(keyword.length()).strip();
        int end = text.startsWith("<") ? closing(text) : -1;
        if (end < 0 || end + 1 < text.length() && text.charAt(end + 1) != ' ') return Optional.empty();
        return Optional.of(new Path(withoutRoute(text.substring(1, end)), text.substring(end + 1)));
    }

    /** Where the angle bracket closes; those in a quoted local part don't count. */
    private static int closing(String text) {
        boolean quoted = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') quoted = !quoted;
            else if (c == '\\' && quoted) i++;
            else if (c == '>' && !quoted) return i;
        }
        return -1;
    }

    private static String withoutRoute(String path) {
        return path.startsWith("@") ? path.substring(path.indexOf(':') + 1) : path;
    }

    /** The address it names; empty if it is none. */
    public Optional<Address> address() {
        try {
            return Optional.of(Address.parse(mailbox));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Whether it is the null path {@code <>}. */
    public boolean isNull() {
        return mailbox.isEmpty();
    }

    /** Whether it is {@code <postmaster>}, who needs no domain (RFC 5321 section 4.5.1). */
    public boolean isPostmaster() {
        return mailbox.equalsIgnoreCase("postmaster");
    }
}
