package org.packetboat.engine.forward;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.site.Site;
import org.packetboat.engine.site.SiteWalk;

/**
 * One server at work: whom it has on the line, and how its lines do. Two calls in a row that reach nobody make it
 * believe that the line is dead; it leaves its sites to other servers then, until it has rested. Used by the node only.
 */
final class CallSlot {
    /** So many calls in a row that reach nobody are the line's fault. */
    private static final int TOO_MANY = 2;

    /** A site whose queue is being looked through, to see whether there is anything to call it for. */
    record Probe(Site site, SiteWalk walk) {}

    /** How a line does. */
    private static final class Health {
        private final Set<String> unreached = new LinkedHashSet<>();
        /** The sites that calls since the last good one did not reach. */
        private final Set<String> silent = new HashSet<>();
        private int failures;
        private Instant restsUntil = Instant.MIN;
    }

    private final String name;
    private final Map<String, Health> lines = new HashMap<>();
    Optional<SiteSession> current = Optional.empty();
    Optional<Probe> probe = Optional.empty();

    CallSlot(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Whether its line for a link is believed dead. */
    boolean isDead(String link, Instant now) {
        return Optional.ofNullable(lines.get(link)).filter(h -> h.restsUntil.isAfter(now)).isPresent();
    }

    /** Its lines that are believed dead, not only by a site that doesn't answer. */
    Stream<DeadLine> dead(Instant now) {
        return lines.entrySet().stream()
                .filter(line -> isDead(line.getKey(), now) && line.getValue().silent.size() >= TOO_MANY)
                .map(line -> new DeadLine(name, line.getKey(), line.getValue().restsUntil));
    }

    /** When the first of its dead lines is tried again. */
    Optional<Instant> wake(Instant now) {
        return lines.values().stream().map(h -> h.restsUntil).filter(now::isBefore).min(Instant::compareTo);
    }

    /** A session over one of its lines has ended. @return the sites that may have been blamed for a dead line */
    Set<String> ended(SiteSession session, Ending ending, Duration rest, Instant now) {
        Health line = lines.computeIfAbsent(session.link(), _ -> new Health());
        boolean reached = !(ending instanceof Ending.Unreached);
        if (reached) {
            line.unreached.clear();
            line.silent.clear();
            line.failures = 0;
            return Set.of();
        }
        line.failures++;
        line.unreached.add(session.site().name());
        line.silent.add(session.site().name());
        if (line.failures < TOO_MANY) return Set.of();
        line.restsUntil = now.plus(rest);
        Set<String> blamed = Set.copyOf(line.unreached);
        line.unreached.clear();
        return blamed;
    }
}
