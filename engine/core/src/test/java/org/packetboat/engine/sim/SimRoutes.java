package org.packetboat.engine.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.intake.Names;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Contact;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Msdead;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Reporting;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.engine.route.Share;
import org.packetboat.engine.route.Terms;
import org.packetboat.engine.route.TooLarge;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;

/** Routes and policies for tests: a plain one to begin with, and what differs said by name. */
public final class SimRoutes {
    public static final Transport HOST = new Transport.Smtp(Optional.of("host"), 25, Tls.MAY);
    public static final Transport DNS = new Transport.Smtp(Optional.empty(), 25, Tls.MAY);

    /** Open at no time. */
    public static final Window NEVER = _ -> Optional.empty();

    private SimRoutes() {}

    /** A far side that may also call us. */
    public static Transport uucp(String node) {
        return new Transport.Uucp(node, Optional.of("5550100"), Optional.empty(), Optional.empty());
    }

    /** A route over link {@code line}: always open, cost 2, a cycle of a minute, msdead 12 h, drain, 1000 bytes/s. */
    public static Route route(String site, String... domains) {
        return new Route(site, Arrays.stream(domains).map(DomainPattern::parse).toList(), Window.ALWAYS, "always",
                "line", HOST, 2, Duration.ofMinutes(1), Duration.ofHours(12), AtClose.DRAIN, 1000);
    }

    public static Route with(Route r, Window window) {
        return new Route(r.site(), r.domains(), window, "set", r.link(), r.transport(), r.cost(), r.retry(), r.rate(),
                r.poll(), r.servedBy(), r.terms());
    }

    public static Route with(Route r, AtClose atClose) {
        return r.on(new Terms(r.msdead(), atClose, r.drainLimit(), r.tooLarge(), r.terms().maxQueued(),
                r.terms().maxRate(), r.terms().throttle(), r.terms().calls(), r.terms().tariff()));
    }

    public static Route with(Route r, TooLarge what) {
        return r.on(r.terms().with(what));
    }

    public static Route with(Route r, Share share) {
        return r.on(r.terms().with(share));
    }

    public static Route with(Route r, Transport transport) {
        return r.reachedBy(transport);
    }

    public static Route withCost(Route r, int cost) {
        return r.withCost(cost);
    }

    public static Route withLink(Route r, String link) {
        return new Route(r.site(), r.domains(), r.window(), r.windowName(), link, r.transport(), r.cost(), r.retry(),
                r.rate(), r.poll(), r.servedBy(), r.terms());
    }

    public static Route withTimes(Route r, Duration retry, Duration msdead) {
        return new Route(r.site(), r.domains(), r.window(), r.windowName(), r.link(), r.transport(), r.cost(), retry,
                r.rate(), r.poll(), r.servedBy(), r.terms().givenUp(Msdead.after(msdead)));
    }

    /** Open once. */
    public static Window once(Instant open, Instant close) {
        Interval interval = new Interval(open, close);
        return at -> at.isBefore(close) ? Optional.of(interval) : Optional.empty();
    }

    public static Instant hour(int hour) {
        return Rig.START.plus(Duration.ofHours(hour));
    }

    /** One site calls another once, between these hours, at 100 bytes a second. */
    public static Contact contact(String from, String to, int open, int close, String... domains) {
        return new Contact(from, to, Arrays.stream(domains).map(DomainPattern::parse).toList(),
                once(hour(open), hour(close)), 100, Contact.USUAL_COST);
    }

    /** Open again and again, for some time in each period, first at {@code phase} after the epoch. */
    public static Window every(Duration period, Duration phase, Duration length) {
        return at -> {
            long cycle = Math.floorDiv(at.toEpochMilli() - phase.toMillis(), period.toMillis());
            Instant open = Instant.ofEpochMilli(cycle * period.toMillis()).plus(phase);
            Instant next = at.isBefore(open.plus(length)) ? open : open.plus(period);
            return Optional.of(new Interval(next, next.plus(length)));
        };
    }

    /** The server {@code hub.example}, with an outlet over link {@code outlet} for {@code local.example}. */
    public static Policy policy(Route... routes) {
        return policy(Names.NONE, List.of(routes));
    }

    /** The same server, with contacts of other sites. */
    public static Policy policy(List<Contact> contacts, Route... routes) {
        return policy(routes).with(new RouteTable(List.of(routes), contacts));
    }

    public static Policy policy(Names names, List<Route> routes) {
        Route outlet = new Route("local", List.of(), Window.ALWAYS, "always", "outlet", new Transport.Maildir("mail"),
                1,
                Duration.ofMinutes(1), Duration.ofHours(12), AtClose.DRAIN, 1_000_000);
        return new Policy("hub.example", Set.of(new Domain("local.example")), outlet, new RouteTable(routes), names,
                true, Duration.ofHours(12), Duration.ofHours(4), 10_000_000, Reporting.USUAL);
    }
}
