package org.packetboat.engine.forward;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.site.Site;

/**
 * The servers of this machine, and who of them may call a site: those that carry its link; of a route with a list of
 * preference the first of the list that is not down. If all are down, it is as if none were. A site that did not answer
 * one of them twice in a row is left to another, if there is one. Used by the node only.
 */
final class CallSlots {
    /** What a route asks for. @param servers by preference; none if any will do */
    private record Asked(List<String> servers, String link) {}

    /** Who can do that, and the names of those who do while no line is dead. */
    private record Carriers(List<CallSlot> slots, Set<String> names) {}

    private final List<Server> servers;
    private final List<CallSlot> slots;
    private final Map<Asked, Carriers> carriers = new HashMap<>();
    private Instant somethingDeadUntil = Instant.MIN;
    private Optional<Instant> regroups = Optional.empty();

    CallSlots(List<Server> servers) {
        this.servers = List.copyOf(servers);
        this.slots = servers.stream().map(s -> new CallSlot(s.name())).toList();
    }

    List<CallSlot> all() {
        return slots;
    }

    Stream<SiteSession> sessions() {
        return slots.stream().flatMap(CallSlot::sessions);
    }

    /** A session is over. @return the slot that it had */
    Optional<CallSlot> remove(SiteSession over) {
        return slots.stream().filter(slot -> slot.remove(over)).findFirst();
    }

    /** The names of the servers that may call a site. */
    Set<String> able(Site site, Instant now) {
        Route route = site.route();
        Carriers carriers = carriers(route);
        if (!somethingDeadUntil.isAfter(now) && site.avoided().isEmpty()) return carriers.names();
        List<CallSlot> alive = some(carriers.slots(), slot -> !slot.isDead(route.link(), now));
        return names(route.servedBy(), some(alive, slot -> !site.avoided().equals(Optional.of(slot.name()))));
    }

    /** Those of which that is true; all if it is true of none. */
    private static List<CallSlot> some(List<CallSlot> all, Predicate<CallSlot> wanted) {
        List<CallSlot> found = all.stream().filter(wanted).toList();
        return found.isEmpty() ? all : found;
    }

    private static Set<String> names(List<String> preferred, List<CallSlot> slots) {
        return slots.stream().limit(preferred.isEmpty() ? Long.MAX_VALUE : 1).map(CallSlot::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a server could do it whose line is not believed dead. */
    boolean isCarried(Route route, Instant now) {
        return carriers(route).slots().stream().anyMatch(slot -> !slot.isDead(route.link(), now));
    }

    private Carriers carriers(Route route) {
        return carriers.computeIfAbsent(new Asked(route.servedBy(), route.link()), asked -> {
            List<CallSlot> found = find(asked);
            return new Carriers(found, names(asked.servers(), found));
        });
    }

    private List<CallSlot> find(Asked asked) {
        Stream<CallSlot> those = asked.servers().isEmpty()
                ? slots.stream()
                : asked.servers().stream().flatMap(name -> slots.stream().filter(slot -> slot.name().equals(name)));
        return those.filter(slot -> carries(slot.name(), asked.link())).toList();
    }

    private boolean carries(String server, String link) {
        boolean everybodys = servers.stream().noneMatch(s -> s.links().contains(link));
        return everybodys || servers.stream().anyMatch(s -> s.name().equals(server) && s.links().contains(link));
    }

    /** A session of one of them has ended. @return the sites that may have been blamed for a dead line */
    Set<String> ended(CallSlot slot, SiteSession session, Ending ending, Instant now) {
        Duration rest = session.site().route().retry();
        Set<String> blamed = slot.ended(session, ending, rest, now);
        if (!blamed.isEmpty() && now.plus(rest).isAfter(somethingDeadUntil)) somethingDeadUntil = now.plus(rest);
        return blamed;
    }

    /** The lines of all servers that are believed dead. */
    List<DeadLine> dead(Instant now) {
        return slots.stream().flatMap(slot -> slot.dead(now)).sorted(Comparator.comparing(DeadLine::server)
                .thenComparing(DeadLine::link)).toList();
    }

    /** Whether a dead line has rested by now, so that other servers than before may call some sites. */
    boolean isRegroupingDue(Instant now) {
        return regroups.filter(at -> !at.isAfter(now)).isPresent();
    }

    /** It was found out anew who may call whom. */
    void regrouped(Instant now) {
        regroups = slots.stream().map(slot -> slot.wake(now)).flatMap(Optional::stream).min(Instant::compareTo);
    }

    /** When {@link #isRegroupingDue} turns true. */
    Optional<Instant> wake() {
        return regroups;
    }

    /** The clock went back: nobody knows when they have rested. */
    void forgetDeadLines() {
        slots.forEach(CallSlot::forgetDeadLines);
        somethingDeadUntil = Instant.MIN;
        regroups = Optional.empty();
    }

    /** Forgets all looks that are not finished. */
    void forgetLooks() {
        slots.forEach(CallSlot::forgetLook);
    }

    /** Forgets looks through this site's queue. */
    void forgetLook(Site site) {
        slots.forEach(slot -> slot.forgetLook(site));
    }
}
