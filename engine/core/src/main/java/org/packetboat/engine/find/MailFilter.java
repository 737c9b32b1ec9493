package org.packetboat.engine.find;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Reply;

/**
 * Chooses mail: an envelope matches if it satisfies every condition that is given. Upper and lower case are the same. A
 * text with an asterisk has to match as a whole; any other text matches wherever it occurs.
 *
 * @param from    the sender's address; {@code <>} is none
 * @param to      the address of one of its recipients
 * @param subject its subject, encoded words decoded
 * @param age     it came in so long ago, or longer
 * @param site    the site of the route that it takes, whole
 * @param reply   what the last attempt was told
 * @param state   how it stands
 * @param domain  its destination domain, whole
 * @param size    its message has so many bytes, or more
 * @param batch   the big send that it is part of, whole
 */
public record MailFilter(Optional<Pattern> from, Optional<Pattern> to, Optional<Pattern> subject,
        Optional<Duration> age, Optional<String> site, Optional<Pattern> reply, Optional<State> state,
        Optional<Pattern> domain, long size, Optional<String> batch) {
    /** The names of what it can be made of, as {@link #of} takes them. */
    public static final Set<String> KEYS = Set.of("from", "to", "subject", "age", "site", "reply", "state", "domain",
            "size", "batch");

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;

    /** Nothing is older. */
    private static final Duration OLDEST = Duration.ofDays(36_500);
    /** All mail. */
    public static final MailFilter ALL = made(Map.of());

    /** An age that no mail can have is a hundred years. */
    public MailFilter {
        age = age.map(a -> a.compareTo(OLDEST) > 0 ? OLDEST : a);
    }

    /** How mail that waits stands. */
    public enum State {
        /** It is being sent. */
        SENDING,
        /** An operator holds it, or its domain. */
        HELD,
        /** It was tried, and waits for another attempt. */
        TRIED,
        /** It was not tried yet. */
        UNTRIED
    }

    /**
     * Reads one from texts by name; {@code age} is a number of seconds.
     *
     * @throws IllegalArgumentException with what was found and what is expected; also if nothing is asked for
     */
    public static MailFilter of(Map<String, String> texts) {
        if (texts.isEmpty())
            throw new IllegalArgumentException("nothing says which mail is meant; expected one of " + names(KEYS));
        texts.keySet().stream().filter(key -> !KEYS.contains(key)).findFirst().ifPresent(key -> {
            throw new IllegalArgumentException("found \"" + key + "\"; expected one of " + names(KEYS));
        });
        return made(texts);
    }

    private static MailFilter made(Map<String, String> texts) {
        return new MailFilter(pattern(texts, "from"), pattern(texts, "to"), pattern(texts, "subject"),
                Optional.ofNullable(texts.get("age")).map(MailFilter::age), Optional.ofNullable(texts.get("site")),
                pattern(texts, "reply"), Optional.ofNullable(texts.get("state")).map(MailFilter::state),
                Optional.ofNullable(texts.get("domain")).map(MailFilter::whole),
                number("size", "bytes", texts.getOrDefault("size", "0")),
                Optional.ofNullable(texts.get("batch")));
    }

    private static String names(Set<String> keys) {
        return keys.stream().sorted().collect(Collectors.joining(", "));
    }

    private static Optional<Pattern> pattern(Map<String, String> texts, String key) {
        return Optional.ofNullable(texts.get(key)).map(MailFilter::pattern);
    }

    private static Pattern pattern(String text) {
        return text.contains("*") ? whole(text) : Pattern.compile(".*" + Pattern.quote(text) + ".*", FLAGS);
    }

    /** What has to match as a whole; an asterisk stands for any text. Upper and lower case are the same. */
    public static Pattern whole(String text) {
        return Pattern.compile(Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                FLAGS);
    }

    private static Duration age(String text) {
        return Duration.ofSeconds(number("age", "seconds", text));
    }

    /** @throws IllegalArgumentException if the text of that key is no number from 0 on */
    public static long number(String key, String unit, String text) {
        try {
            long number = Long.parseLong(text);
            if (number < 0) throw new NumberFormatException("negative");
            return number;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + ": found \"" + text + "\"; expected a number of " + unit
                    + " from 0 on", e);
        }
    }

    private static State state(String text) {
        return Stream.of(State.values()).filter(s -> s.name().equalsIgnoreCase(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("state: found \"" + text + "\"; expected one of "
                        + Stream.of(State.values()).map(s -> s.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    /** What is known of an envelope beyond itself. */
    public interface Facts {
        /** The site of the route that a domain's mail takes. */
        Optional<String> site(Domain domain);

        State state(Envelope envelope);

        /** What the last attempt was told, calls that did not reach the site included. */
        Optional<Reply> reply(Envelope envelope);

        /** Its subject, decoded; read from the disk. */
        Optional<String> subject(Envelope envelope);
    }

    /** Whether mail for a domain may be meant: what can be told without looking at it. */
    public boolean mayBeFor(Domain domain, Facts facts) {
        return isIn(this.domain, domain.name())
                && (site.isEmpty() || facts.site(domain).filter(site.get()::equalsIgnoreCase).isPresent());
    }

    /** Whether it is meant. What costs most is looked at last. */
    public boolean matches(Envelope e, Instant now, Facts facts) {
        return age.filter(a -> e.message().arrived().plus(a).isAfter(now)).isEmpty()
                && e.message().size() >= size
                && batch.filter(b -> e.message().batch().filter(b::equals).isEmpty()).isEmpty()
                && isIn(from, e.message().sender().map(Address::toString).orElse("<>"))
                && (to.isEmpty() || e.recipients().stream().anyMatch(r -> isIn(to, r.address().toString())))
                && state.filter(s -> s != facts.state(e)).isEmpty()
                && mayBeFor(e.destination(), facts)
                && (reply.isEmpty() || facts.reply(e).filter(r -> isIn(reply, r.toString())).isPresent())
                && (subject.isEmpty() || facts.subject(e).filter(s -> isIn(subject, s)).isPresent());
    }

    private static boolean isIn(Optional<Pattern> pattern, String text) {
        return pattern.isEmpty() || pattern.get().matcher(text).matches();
    }
}
