package org.packetboat.protocols.mail;

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

    private static final long LONGEST = 999_999_999;

    private Optional<DeliverBy> asked = Optional.empty();

    /** The value that asks a peer for this. What has passed since it was asked for here is taken off. */
    public static String value(DeliverBy by, Instant now) {
        return Math.clamp(by.secondsLeft(now), -LONGEST, LONGEST) + ";" + by.letters();
    }

    /** What was asked for. */
    public Optional<DeliverBy> asked() {
        return asked;
    }

    /** @return what is wrong with it: mail that is to be returned needs time, mail that is overdue goes on */
    public Optional<Fault> take(String value, Instant now) {
        Matcher parts = VALUE.matcher(value);
        if (!parts.matches()) return Optional.of(Fault.MALFORMED);
        long seconds = Long.parseLong(parts.group(1));
        boolean returned = parts.group(2).equalsIgnoreCase("R");
        if (returned && seconds <= 0) return Optional.of(Fault.MALFORMED);
        if (returned && seconds < SHORTEST.toSeconds()) return Optional.of(Fault.TOO_SOON);
        asked = Optional.of(DeliverBy.within(now.plusSeconds(seconds),
                returned ? DeliverBy.Mode.RETURN : DeliverBy.Mode.NOTIFY, !parts.group(3).isEmpty()));
        return Optional.empty();
    }
}
