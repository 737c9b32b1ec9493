package org.packetboat.protocols.smtp.syntax;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;

/** Reads the parameters of MAIL and RCPT (RFC 5321 section 4.1.2, {@code Mail-parameters}). */
public final class Parameters {
    /** Gets the parameters, one after the other. */
    public interface Taker {
        /**
         * @param keyword in upper case
         * @param value   empty if there is no equals sign
         * @return what is wrong with it
         */
        Optional<SmtpReply> take(String keyword, String value);
    }

    private Parameters() {}

    /** @return what is wrong with the first wrong one; those behind it are not read */
    public static Optional<SmtpReply> read(String text, Taker taker) {
        if (text.isEmpty()) return Optional.empty();
        Set<String> seen = new HashSet<>();
        for (StringTokenizer rest = new StringTokenizer(text, " "); rest.hasMoreTokens();) {
            Optional<SmtpReply> wrong = readOne(rest.nextToken(), seen, taker);
            if (wrong.isPresent()) return wrong;
        }
        return Optional.empty();
    }

    private static Optional<SmtpReply> readOne(String text, Set<String> seen, Taker taker) {
        int equals = text.indexOf('=');
        String keyword = (equals < 0 ? text : text.substring(0, equals)).toUpperCase(Locale.ROOT);
        boolean valueMissing = equals == text.length() - 1;
        if (valueMissing || !seen.add(keyword)) return Optional.of(SmtpReplies.SYNTAX);
        return taker.take(keyword, equals < 0 ? "" : text.substring(equals + 1));
    }
}
