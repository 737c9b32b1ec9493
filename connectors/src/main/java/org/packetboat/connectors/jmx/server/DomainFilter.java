package org.packetboat.connectors.jmx.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.packetboat.engine.find.MailFilter;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.node.DomainStatus;

/**
 * Chooses domains with mail: one is meant if it satisfies every condition that is given.
 *
 * @param domain its name, whole; an asterisk stands for any text
 * @param site   the site of its route, whole
 * @param state  as {@link DomainStatus} has it
 * @param age    the oldest of its mail has waited so long, or longer
 * @param size   bytes of its messages, or more
 */
record DomainFilter(Optional<Pattern> domain, Optional<String> site, Optional<String> state, Optional<Duration> age,
        long size) {
    private static final Set<String> KEYS = Set.of("domain", "site", "state", "age", "size");
    private static final List<String> STATES = List.of("sending", "open", "closed", "resting", "down", "held",
            "no-route");

    /**
     * Reads one from texts by name; {@code age} is a number of seconds, {@code size} one of bytes.
     *
     * @throws IllegalArgumentException with what was found and what is expected
     */
    static DomainFilter of(Map<String, String> texts) {
        texts.keySet().stream().filter(key -> !KEYS.contains(key)).findFirst().ifPresent(key -> {
            throw new IllegalArgumentException("found \"" + key + "\"; expected one of "
                    + String.join(", ", new TreeSet<>(KEYS)));
        });
        Optional<String> state = Optional.ofNullable(texts.get("state")).map(text -> STATES.stream()
                .filter(text::equalsIgnoreCase).findFirst().orElseThrow(() -> new IllegalArgumentException(
                        "state: found \"" + text + "\"; expected one of " + String.join(", ", STATES))));
        return new DomainFilter(Optional.ofNullable(texts.get("domain")).map(MailFilter::whole),
                Optional.ofNullable(texts.get("site")), state,
                Optional.ofNullable(texts.get("age"))
                        .map(text -> Duration.ofSeconds(MailFilter.number("age", "seconds", text))),
                MailFilter.number("size", "bytes", texts.getOrDefault("size", "0")));
    }

    /** Whether a domain may be meant: what its name tells. */
    boolean mayBe(Domain name) {
        return domain.isEmpty() || domain.get().matcher(name.name()).matches();
    }

    /** Whether nothing but the name tells which domains are meant. */
    boolean isByName() {
        return site.isEmpty() && state.isEmpty() && age.isEmpty() && size == 0;
    }

    /** Whether a domain is meant. */
    boolean matches(DomainStatus status, Instant now) {
        return mayBe(status.domain())
                && site.filter(s -> !s.equalsIgnoreCase(status.site().orElse(""))).isEmpty()
                && state.filter(s -> !s.equals(status.state())).isEmpty()
                && age.filter(a -> status.oldest().filter(o -> Duration.between(o, now).compareTo(a) >= 0).isEmpty())
                        .isEmpty()
                && status.bytes() >= size;
    }
}
