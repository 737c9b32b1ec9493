package org.packetboat.engine.route.choice;

import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.ContactPath;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which of its routes a domain's mail takes for now: the one of the lowest cost by which all of it can still be there
 * in time. One that rests after a failure is passed over as long as another can go earlier. If nothing can be there in
 * time, the one by which it is there first. Among equals the state decides (open before available before
 * unavailable), then the earlier arrival, then what was written first.
 *
 * @param route  the route
 * @param by     when all of the mail has to be there
 * @param bytes  how much it was
 * @param review when to choose anew, though nothing new has come in; {@link Instant#MAX} if never
 * @param path how it gets on from the route's site
 */
public record Choice(Route route, Instant by, long bytes, Instant review, ContactPath path) {
    /** So much more mail, in bytes, does not make a choice wrong. */
    private static final long SMALL = 64 * 1024;

    /** How mail would get on from the site of a route, if all of it were there at that time. */
    public interface Forecast {
        /** No site leads on. */
        Forecast NONE = (_, at) -> ContactPath.arrived(at);

        ContactPath from(Route route, Instant at);
    }

    /** A route with when it could be used, when all would be at its site, and how it gets on from there. */
    private record Way(RouteCondition condition, Instant start, ContactPath path, Instant now) {
        int cost() {
            return condition.route().cost() + path.cost();
        }

        Instant arrival() {
            return path.arrival();
        }

        int hops() {
            return condition.state(now).hops();
        }
    }

    private static final Comparator<Way> CHEAPEST = Comparator.comparingInt(Way::cost).thenComparingInt(Way::hops)
            .thenComparing(Way::arrival);
    private static final Comparator<Way> EARLIEST = Comparator.comparing(Way::arrival).thenComparing(Way::start)
            .thenComparing(CHEAPEST);

    /**
     * Chooses.
     *
     * @param conditions all routes of the domain; at least one
     * @param by        when the mail has to be there
     * @param bytes     how much of it there is
     * @param forecast  what is behind the routes' sites
     */
    public static Choice of(List<RouteCondition> conditions, Instant by, long bytes, Instant now, Forecast forecast) {
        List<Way> ways = conditions.stream().map(s -> new Way(s, s.start(now).orElse(Instant.MAX),
                forecast.from(s.route(), s.arrival(bytes, now)), now)).toList();
        List<Way> inTime = ways.stream().filter(w -> !w.arrival().isAfter(by) && w.arrival().isBefore(Instant.MAX))
                .sorted(CHEAPEST).toList();
        Way way = inTime.stream().filter(w -> !isPassedOver(w, inTime)).findFirst()
                .orElseGet(() -> ways.stream().min(EARLIEST).orElseThrow());
        return new Choice(way.condition().route(), by, bytes, review(way, ways, by, bytes), way.path());
    }

    private static boolean isPassedOver(Way way, List<Way> others) {
        return way.condition().rests(way.now()) && others.stream().anyMatch(o -> o.start().isBefore(way.start()));
    }

    /** When a rest ends, the window has closed, it becomes too late to start, or it has missed what it goes on by. */
    private static Instant review(Way chosen, List<Way> ways, Instant by, long bytes) {
        Stream<Instant> rests = ways.stream().map(w -> w.condition().restsUntil());
        Optional<Instant> close = chosen.condition().route().window().from(chosen.now()).map(Interval::close);
        Stream<Instant> tooLate = Stream.of(by).filter(Instant.MAX::isAfter)
                .map(b -> b.minus(chosen.condition().transfer(bytes)).plusMillis(1));
        Stream<Instant> missed = Stream.of(chosen.path()).filter(p -> !p.legs().isEmpty()).map(ContactPath::latest)
                .filter(Instant.MAX::isAfter).map(l -> l.plusMillis(1));
        return Stream.of(rests, close.stream(), tooLate, missed).flatMap(s -> s)
                .filter(chosen.now()::isBefore).min(Comparator.naturalOrder()).orElse(Instant.MAX);
    }

    /** Whether it stands though more mail has come in. @param otherBy when that has to be there */
    public boolean stands(Instant otherBy, long nowBytes) {
        return !otherBy.isBefore(by) && nowBytes <= bytes + bytes / 4 + SMALL;
    }
}
