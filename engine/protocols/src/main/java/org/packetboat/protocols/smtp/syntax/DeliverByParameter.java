package org.packetboat.protocols.smtp.syntax;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.packetboat.engine.mail.DeliverBy;

/**
 * The parameter BY of MAIL (RFC 2852 section 4): seconds, what happens then, and whether each hop is told.
 *
 * <pre>
 * by-time ";" ("N" / "R") ["T"]       by-time = ["+" / "-"] 1*9DIGIT
 * </pre>
 */
public final class DeliverByParameter {
    /** The shortest time that mail is taken for which is to be returned after it: min-by-time. */
    public static final Duration SHORTEST = Duration.ofSeconds(5);

    private static final Pattern VALUE = Pattern.compile("([+-]?[0-9]{1,9});([NR])(T?)", Pattern.CASE_INSENSITIVE);

    private Optional<DeliverBy> asked = Optional.empty();

    /** What was asked for. */
    public Optional<DeliverBy> asked() {
        return asked;
    }

    /** @return what is wrong with it: mail that is to be returned needs time, mail that is overdue goes on */
    public Optional<SmtpReply> take(String value, Instant now) {
        Matcher parts = VALUE.matcher(value);
        if (!parts.matches()) return Optional.of(SmtpReplies.SYNTAX);
        long seconds = Long.parseLong(parts.group(1));
        boolean returned = parts.group(2).equalsIgnoreCase("R");
        if (returned && seconds <= 0) return Optional.of(SmtpReplies.SYNTAX);
        if (returned && seconds < SHORTEST.toSeconds()) return Optional.of(SmtpReplies.TOO_SOON);
        asked = Optional.of(new DeliverBy(now.plusSeconds(seconds),
                returned ? DeliverBy.Mode.RETURN : DeliverBy.Mode.NOTIFY, !parts.group(3).isEmpty()));
        return Optional.empty();
    }
}
