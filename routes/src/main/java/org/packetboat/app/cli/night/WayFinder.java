package org.packetboat.app.cli.night;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.packetboat.app.compose.Setup;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.route.Bookings;
import org.packetboat.engine.route.ContactPath;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Pace;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.route.choice.Choice;
import org.packetboat.engine.route.choice.RouteCondition;
import org.packetboat.engine.route.choice.Weighing;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.schedules.file.ScheduleOutline;
import org.packetboat.schedules.file.link.CommandLink;
import org.packetboat.schedules.file.link.DialUpLink;
import org.packetboat.schedules.yaml.Place;

/**
 * Finds the way of mail as the schedule files have it: nothing waits, nothing rests after a failure, no link is up that
 * has to be brought up, nothing was learned from other servers.
 */
final class WayFinder {
    private final Setup setup;
    private final Policy policy;
    private final ScheduleOutline outline;

    WayFinder(Setup setup) {
        this.setup = setup;
        this.policy = setup.policy();
        this.outline = ScheduleOutline.of(setup.configuration().scheduleFiles());
    }

    Policy policy() {
        return policy;
    }

    /**
     * All ways of so much mail, the one that is taken first; none if no route serves the domain. They are weighed by
     * the windows of routes, as servers do; when it goes and is there has the windows in it that such mail waits for.
     */
    List<Weighing.Weighed> ways(Domain domain, Priority priority, long bytes, Instant by, Instant at) {
        List<RouteCondition> conditions = policy.candidates(domain).stream()
                .map(this::condition).toList();
        if (conditions.isEmpty()) return List.of();
        Bookings bookings = new Bookings(policy.routes().contacts());
        Choice.Forecast onward = (route, there) -> {
            Set<String> homes = policy.routes().contacts().onward(route.site(), domain);
            if (there.equals(Instant.MAX)) return ContactPath.never();
            return homes.isEmpty() ? ContactPath.arrived(there) : bookings.find(route.site(), homes, bytes, there);
        };
        return Weighing.of(conditions, by, bytes, at, onward).explained().stream()
                .map(way -> inItsWindows(way, priority, bytes, at, onward)).toList();
    }

    private RouteCondition condition(Route route) {
        return new RouteCondition(route, Instant.MIN, !isBroughtUp(route), 0, Pace.NOMINAL);
    }

    /** No time is known of what goes only once it was asked for. */
    private Weighing.Weighed inItsWindows(Weighing.Weighed way, Priority priority, long bytes, Instant at,
            Choice.Forecast onward) {
        if (isOffered(way.route(), bytes)) return at(way, Optional.empty(), Optional.empty());
        Window window = way.route().windowFor(priority, bytes);
        if (window == way.route().window()) return way;
        RouteCondition own = condition(way.route().within(window));
        return at(way, own.start(at), Optional.of(onward.from(own.route(), own.arrival(bytes, at)).arrival())
                .filter(Instant.MAX::isAfter));
    }

    private static Weighing.Weighed at(Weighing.Weighed way, Optional<Instant> goes, Optional<Instant> there) {
        return new Weighing.Weighed(way.route(), way.state(), way.cost(), goes, there, way.taken(), way.why());
    }

    /** Whether so large a mail is offered by a route, and goes once somebody has asked for it. */
    static boolean isOffered(Route route, long bytes) {
        return route.terms().large().filter(LargeMail.Offered.class::isInstance).filter(l -> l.isLarge(bytes))
                .isPresent();
    }

    private boolean isBroughtUp(Route route) {
        var link = setup.schedules().links().get(route.link());
        return link instanceof DialUpLink || link instanceof CommandLink;
    }

    /** The pattern by which a route serves a domain; empty if it serves what goes on from its site. */
    Optional<DomainPattern> rule(Route route, Domain domain) {
        return route.domains().stream().filter(pattern -> pattern.fits(domain))
                .max(Comparator.comparingInt(pattern -> pattern.text().length()));
    }

    /** Where that is written. */
    Place place(Route route, Domain domain) {
        List<DomainPattern> patterns = List.copyOf(route.domains());
        Optional<DomainPattern> rule = rule(route, domain);
        return IntStream.range(0, patterns.size()).filter(i -> rule.filter(patterns.get(i)::equals).isPresent())
                .mapToObj(i -> outline.route(route.site(), "domains", String.valueOf(i))).findFirst()
                .orElseGet(() -> outline.route(route.site()));
    }
}
