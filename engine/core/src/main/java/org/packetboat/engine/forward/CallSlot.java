package org.packetboat.engine.forward;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.Position;
import org.packetboat.engine.site.Site;
import org.packetboat.engine.site.SiteWalk;

/**
 * One server's place for sessions: which it has, and how its lines do. It has one session at a time, or over a link
 * that carries several as many as that does. A session that waits for a reply while others wait for their turn may be
 * parked: it goes on, and takes no place. After calls to two sites in a row that reach nobody a line is believed dead:
 * until it has rested, its sites are left to other servers. That one site does not answer is no sign of that. Used by
 * the node only.
 */
final class CallSlot {
    /** So many sites in a row that are not reached are the line's fault. */
    private static final int TOO_MANY = 2;
    /** No more sessions wait beside those under way: each of them keeps a connection. */
    private static final int MOST_PARKED = 50;

    /** A site whose queue is being looked through, to see whether there is anything to call it for. */
    private record Look(Site site, SiteWalk walk) {}

    /** How a line does. */
    private static final class Health {
        private final Set<String> unreached = new LinkedHashSet<>();
        /** The first of the sites that calls since the last good one did not reach. */
        private final Set<String> silent = new HashSet<>();
        private Instant restsUntil = Instant.MIN;
    }

    private final String name;
    private final Map<String, Health> lines = new HashMap<>();
    private final List<SiteSession> active = new ArrayList<>();
    private final List<SiteSession> parked = new ArrayList<>();
    private Optional<Look> look = Optional.empty();

    CallSlot(String name) {
        this.name = name;
    }

    /** The server's name. */
    String name() {
        return name;
    }

    /** The sessions that it has, parked ones included. */
    Stream<SiteSession> sessions() {
        return Stream.concat(active.stream(), parked.stream());
    }

    /** The sessions that take a place. */
    List<SiteSession> active() {
        return active;
    }

    void begin(SiteSession called) {
        active.add(called);
    }

    /** A session is over. @return whether it was one of these */
    boolean remove(SiteSession over) {
        return active.remove(over) || parked.remove(over);
    }

    /** Whether a session goes on beside the others, and has no place. */
    boolean isParked(SiteSession session) {
        return parked.contains(session);
    }

    /** Whether a session has a place that it could leave. */
    boolean mayPark(SiteSession session) {
        return parked.size() < MOST_PARKED && active.contains(session);
    }

    /** Parks the sessions that have waited for a reply for long. @param may whether a session may be parked */
    void park(Predicate<SiteSession> may) {
        for (SiteSession session : List.copyOf(active)) {
            if (!mayPark(session) || !may.test(session)) continue;
            active.remove(session);
            parked.add(session);
            session.park();
        }
    }

    /** Keeps a look that is not finished. */
    void keepLook(Site site, SiteWalk walk) {
        look = Optional.of(new Look(site, walk));
    }

    /** Hands out the look that was kept, if it is through this site's queue, and forgets it in any case. */
    Optional<SiteWalk> takeLook(Site site) {
        Optional<SiteWalk> kept = look.filter(l -> l.site() == site).map(Look::walk);
        look = Optional.empty();
        return kept;
    }

    void forgetLook() {
        look = Optional.empty();
    }

    /** Forgets the look that was kept, if it is through this site's queue. */
    void forgetLook(Site site) {
        look = look.filter(l -> l.site() != site);
    }

    /** Mail came in for a site whose queue may be being looked through. */
    void arrived(Site site, DomainQueue domain, Position lowest) {
        look.filter(l -> l.site() == site).ifPresent(l -> l.walk().arrived(domain, lowest));
    }

    /** Whether its line for a link is believed dead. */
    boolean isDead(String link, Instant now) {
        return Optional.ofNullable(lines.get(link)).filter(h -> h.restsUntil.isAfter(now)).isPresent();
    }

    /** Its lines that are believed dead. */
    Stream<DeadLine> dead(Instant now) {
        return lines.entrySet().stream().filter(line -> isDead(line.getKey(), now))
                .map(line -> new DeadLine(name, line.getKey(), line.getValue().restsUntil));
    }

    void forgetDeadLines() {
        lines.clear();
    }

    /** When the first of its dead lines is tried again. */
    Optional<Instant> wake(Instant now) {
        return lines.values().stream().map(h -> h.restsUntil).filter(now::isBefore).min(Instant::compareTo);
    }

    /** A session over one of its lines has ended. @return the sites that may have been blamed for a dead line */
    Set<String> ended(SiteSession over, Ending ending, Duration rest, Instant now) {
        Health line = lines.computeIfAbsent(over.link(), _ -> new Health());
        boolean reached = !(ending instanceof Ending.Unreached);
        if (reached) {
            line.unreached.clear();
            line.silent.clear();
            line.restsUntil = Instant.MIN;
            return Set.of();
        }
        line.unreached.add(over.site().name());
        if (line.silent.size() < TOO_MANY) line.silent.add(over.site().name());
        if (line.silent.size() < TOO_MANY) return Set.of();
        line.restsUntil = now.plus(rest);
        Set<String> blamed = Set.copyOf(line.unreached);
        line.unreached.clear();
        return blamed;
    }
}
