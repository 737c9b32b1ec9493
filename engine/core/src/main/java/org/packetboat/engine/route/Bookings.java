package org.packetboat.engine.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * What is booked on a contact plan. Mail takes the way by which it arrives first (Dijkstra's search over time, as in
 * contact graph routing), each contact being used when it is open and not booked; it is kept at each site until then.
 * For one thread.
 */
public final class Bookings {
    private final ContactPlan plan;
    private final Map<Contact, Timeline> lines = new HashMap<>();

    /** A site, with the earliest time of being there and how. */
    private record Reached(String site, Instant at, int cost, List<ContactPath.Leg> legs) {
        Reached by(Contact contact, ContactPath.Leg leg) {
            List<ContactPath.Leg> all = new ArrayList<>(legs);
            all.add(leg);
            return new Reached(contact.to(), leg.stretches().getLast().close(), cost + contact.cost(), all);
        }

        ContactPath path() {
            return new ContactPath(at, cost, legs.isEmpty() ? at : legs.getFirst().latest(), legs);
        }
    }

    private static final Comparator<Reached> FIRST = Comparator.comparing(Reached::at).thenComparing(Reached::cost)
            .thenComparing(Reached::site);

    public Bookings(ContactPlan plan) {
        this.plan = plan;
    }

    /** The plan that this is booked on. */
    public ContactPlan plan() {
        return plan;
    }

    /** How so many bytes get from a site to one of these others, if they are there at that time. Books nothing. */
    public ContactPath find(String site, Set<String> homes, long bytes, Instant at) {
        PriorityQueue<Reached> open = new PriorityQueue<>(FIRST);
        Set<String> closed = new HashSet<>();
        open.add(new Reached(site, at, 0, List.of()));
        while (!open.isEmpty()) {
            Reached next = open.remove();
            if (homes.contains(next.site())) return next.path();
            if (!closed.add(next.site())) continue;
            for (Contact contact : plan.from(next.site())) {
                Timeline line = lines.computeIfAbsent(contact, Timeline::new);
                line.free(bytes, next.at()).map(s -> next.by(contact, new ContactPath.Leg(line, s)))
                        .ifPresent(open::add);
            }
        }
        return ContactPath.never();
    }

    /** Nobody else gets the time that this takes. */
    public void book(ContactPath path) {
        path.legs().forEach(leg -> leg.line().book(leg.stretches()));
    }

    /** It does not go, or not so. */
    public void cancel(ContactPath path) {
        path.legs().forEach(leg -> leg.line().cancel(leg.stretches()));
    }

    /** Forgets what is over. */
    public void forget(Instant before) {
        lines.values().forEach(line -> line.forget(before));
    }
}
