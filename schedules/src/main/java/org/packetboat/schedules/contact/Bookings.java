package org.packetboat.schedules.contact;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Interval;

/**
 * The contact plan of everyone's windows, with what is booked on it. Mail takes the way by which it arrives first
 * (Dijkstra's search over time), each contact being used when it is open and not booked; it is kept at each site until
 * then. A value for one forecast, filled by one thread.
 */
public final class Bookings {
    private final List<Contact> contacts;
    private final Map<String, List<Timeline>> from;
    private final Map<Timeline, Contact> ends = new HashMap<>();

    /** A site with the earliest time of being there, and how. */
    private record Reached(String site, Instant at, Optional<Leg> leg) {}

    private record Leg(Reached before, Timeline line, List<Interval> stretches) {}

    public Bookings(List<Contact> contacts) {
        this.contacts = List.copyOf(contacts);
        this.from = contacts.stream().collect(Collectors.groupingBy(Contact::from, Collectors.mapping(this::timeline,
                Collectors.toList())));
    }

    private Timeline timeline(Contact contact) {
        Timeline line = new Timeline(contact);
        ends.put(line, contact);
        return line;
    }

    /** The site that serves a domain behind another; empty if none does. The closest pattern wins. */
    public Optional<String> home(Domain domain) {
        return contacts.stream().filter(c -> c.domains().stream().anyMatch(p -> closeness(p, domain) > 0))
                .max(Comparator.comparingInt(c -> c.domains().stream().mapToInt(p -> closeness(p, domain)).max()
                        .orElse(0)))
                .map(Contact::to);
    }

    private static int closeness(DomainPattern pattern, Domain domain) {
        return switch (pattern) {
            case DomainPattern.Exactly(Domain exact) -> exact.equals(domain) ? Integer.MAX_VALUE : 0;
            case DomainPattern.Below(Domain parent) ->
                domain.name().endsWith("." + parent.name()) ? 1 + parent.name().length() : 0;
            case DomainPattern.Any() -> 1;
        };
    }

    /**
     * When mail that is at one site would be at another, booking its way.
     *
     * @return empty if it never gets there
     */
    public Optional<Instant> book(String site, String home, long bytes, Instant at) {
        Optional<Reached> reached = search(new Reached(site, at, Optional.empty()), home, bytes);
        Deque<Leg> legs = new ArrayDeque<>();
        for (Optional<Leg> leg = reached.flatMap(Reached::leg); leg.isPresent(); leg = leg.get().before().leg())
            legs.push(leg.get());
        legs.forEach(leg -> leg.line().book(leg.stretches()));
        return reached.map(Reached::at);
    }

    private Optional<Reached> search(Reached start, String home, long bytes) {
        PriorityQueue<Reached> open = new PriorityQueue<>(
                Comparator.comparing(Reached::at).thenComparing(Reached::site));
        Set<String> closed = new HashSet<>();
        open.add(start);
        while (!open.isEmpty()) {
            Reached next = open.remove();
            if (next.site().equals(home)) return Optional.of(next);
            if (!closed.add(next.site())) continue;
            for (Timeline line : from.getOrDefault(next.site(), List.of())) {
                line.free(bytes, next.at())
                        .ifPresent(s -> open.add(new Reached(ends.get(line).to(), s.getLast().close(),
                                Optional.of(new Leg(next, line, s)))));
            }
        }
        return Optional.empty();
    }
}
