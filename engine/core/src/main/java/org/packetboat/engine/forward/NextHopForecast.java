package org.packetboat.engine.forward;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Bookings;
import org.packetboat.engine.route.ContactPath;
import org.packetboat.engine.route.ContactPlan;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.trace.Carriers;
import org.packetboat.engine.trace.Visited;

/**
 * When mail arrives that other sites carry on, and how much of their contacts it uses. Counted are the mail that waits
 * here and the mail that was handed on and should still be on its way. In memory: after a start, what was handed on
 * before is not known. Used by the node only.
 */
final class NextHopForecast {
    private static final Reply CARRIED = new Reply(451, "4.4.6",
            "This mail has to go another way: the next server has carried it");
    private static final Reply TOO_LARGE = new Reply(451, "4.3.4",
            "This mail has to go another way: it is too large for the windows of this route");

    /** Handed to a site. */
    private record Gone(String site, Domain domain, long bytes, Instant at) {}

    /** Mail for a domain, at a site. */
    private record Parcel(Route route, Domain domain) {}

    private final Supplier<Policy> policy;
    private final Map<Domain, ContactPath> waiting = new HashMap<>();
    private final Map<Gone, ContactPath> gone = new LinkedHashMap<>();
    private final Map<Parcel, Long> going = new LinkedHashMap<>();
    private Bookings bookings = new Bookings(ContactPlan.NONE);

    NextHopForecast(Supplier<Policy> policy) {
        this.policy = policy;
    }

    /** Whether mail for a domain goes on from the site of a route. */
    boolean leadsOn(Route route, Domain domain) {
        return !homes(route.site(), domain).isEmpty();
    }

    private Set<String> homes(String site, Domain domain) {
        return bookings().plan().onward(site, domain);
    }

    /** A changed schedule is booked anew: what has gone at once, what waits when it is chosen for again. */
    private Bookings bookings() {
        ContactPlan plan = policy.get().routes().contacts();
        if (bookings.plan() == plan) return bookings;
        bookings = new Bookings(plan);
        waiting.clear();
        List<Gone> before = new ArrayList<>(gone.keySet());
        gone.clear();
        before.forEach(this::onTheWay);
        return bookings;
    }

    /** How all that waits for a domain would go on, if it were at the site of a route at that time. */
    ContactPath path(Route route, Domain domain, long bytes, Instant at) {
        if (at.equals(Instant.MAX)) return ContactPath.never();
        Set<String> homes = homes(route.site(), domain);
        return homes.isEmpty() ? ContactPath.arrived(at) : bookings().find(route.site(), homes, bytes, at);
    }

    /** Why an envelope has to go by another route than this; empty if it may go by it. */
    Optional<Reply> elsewhere(Envelope envelope, Body body, Route route, Instant now) {
        if (policy.get().goesElsewhere(envelope, route, now)) return Optional.of(TOO_LARGE);
        return mayPass(body, route, envelope.destination()) ? Optional.empty() : Optional.of(CARRIED);
    }

    /**
     * Whether mail may go by a route: never to a router that has carried it, and never on from a site that it has been
     * at.
     */
    private boolean mayPass(Body body, Route route, Domain domain) {
        if (route.transport() instanceof Transport.Router(String _, int _, List<String> servers, boolean _))
            return Collections.disjoint(servers, Carriers.of(body));
        return !leadsOn(route, domain)
                || Collections.disjoint(Visited.names(route, policy.get().server()), Visited.by(body));
    }

    /** Books the contacts by which a domain's mail is to go on. */
    void book(Domain domain, ContactPath path) {
        cancel(domain);
        if (path.legs().isEmpty()) return;
        bookings().book(path);
        waiting.put(domain, path);
    }

    /** Nothing is booked for what waits for a domain any more. */
    void cancel(Domain domain) {
        ContactPath booked = waiting.remove(domain);
        if (booked != null) bookings().cancel(booked);
    }

    /** A site has taken so many bytes. */
    void took(Route route, Domain domain, long bytes) {
        if (leadsOn(route, domain)) going.merge(new Parcel(route, domain), bytes, Long::sum);
    }

    /**
     * A session with the site of a route is over: what it took is on its way from there. What waits on is booked when
     * it is chosen for again.
     */
    void ended(Route route, Instant now) {
        bookings().forget(now);
        gone.values().removeIf(p -> !p.arrival().isAfter(now));
        going.keySet().stream().filter(p -> p.route().site().equals(route.site())).map(Parcel::domain)
                .forEach(this::cancel);
        going.entrySet().removeIf(e -> {
            boolean there = e.getKey().route().site().equals(route.site());
            if (there) onTheWay(new Gone(route.site(), e.getKey().domain(), e.getValue(), now));
            return there;
        });
    }

    private void onTheWay(Gone mail) {
        ContactPath path = bookings().find(mail.site(), homes(mail.site(), mail.domain()), mail.bytes(), mail.at());
        if (path.legs().isEmpty()) return;
        bookings().book(path);
        gone.put(mail, path);
    }
}
