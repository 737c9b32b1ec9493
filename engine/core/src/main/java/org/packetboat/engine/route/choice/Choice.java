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
 * Which of its routes a domain's mail takes for now, of those by which all of it can still be there in time. One that
 * rests after a failure is passed over as long as another can go earlier. If nothing can be there in time, the one by
 * which it is there first.
 *
 * <p>Of our own routes that is the one of the lowest cost; among equals the state decides (open before available before
 * unavailable), then the earlier arrival, then what was written first. Of those learned from other servers it is the
 * one of the lowest hop count, 15 for what mail has to open and 16 for what is unavailable. Between the best of either
 * kind the hop counts decide, as in the original: a way that is open, whoever owns it, goes before a line that would
 * have to be dialled. If the operator has said the cost of our own route, that is its count, whatever its state.
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

    /**
     * Chooses.
     *
     * @param conditions all routes of the domain; at least one
     * @param by        when the mail has to be there
     * @param bytes     how much of it there is
     * @param forecast  what is behind the routes' sites
     */
    public static Choice of(List<RouteCondition> conditions, Instant by, long bytes, Instant now, Forecast forecast) {
        Weighing weighing = Weighing.of(conditions, by, bytes, now, forecast);
        Weighing.Way way = weighing.taken();
        return new Choice(way.condition().route(), by, bytes, review(way, weighing.ways(), by, bytes), way.path());
    }

    /**
     * What the operator's cost has overruled: a way through another server with a lower hop count than the state of the
     * chosen route has. Empty if there is none.
     */
    public static Optional<Overruled> overruled(Route chosen, List<RouteCondition> conditions, Instant now) {
        Optional<Integer> hops = conditions.stream().filter(c -> c.route().equals(chosen)).findFirst()
                .map(c -> c.state(now).hops());
        if (!chosen.costSaid() || hops.isEmpty()) return Optional.empty();
        return conditions.stream().filter(RouteCondition::isLearned)
                .map(c -> new Overruled(chosen.cost(), c.route().site(), c.state(now).hops()))
                .filter(o -> o.hops() < hops.get()).min(Comparator.comparingInt(Overruled::hops));
    }

    /**
     * A choice that the operator has made.
     *
     * @param cost what the operator has said
     * @param site the way through another server that is not taken for it
     * @param hops its hop count
     */
    public record Overruled(int cost, String site, int hops) {
        @Override
        public String toString() {
            return "by its cost " + cost + ", though " + site + " is at " + hops;
        }
    }

    /** When a rest ends, the window has closed, it becomes too late to start, or it has missed what it goes on by. */
    private static Instant review(Weighing.Way chosen, List<Weighing.Way> ways, Instant by, long bytes) {
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
