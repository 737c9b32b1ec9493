package org.packetboat.engine.route.choice;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.route.ContactPath;
import org.packetboat.engine.route.Route;

/**
 * All the ways that a domain's mail may take, weighed against each other by the rules of {@link Choice}, and the one
 * that is taken.
 */
public final class Weighing {
    /** A route with when it could be used, when all would be at its site, and how it gets on from there. */
    record Way(RouteCondition condition, Instant start, ContactPath path, Instant now) {
        int cost() {
            return condition.route().cost() + path.cost();
        }

        Instant arrival() {
            return path.arrival();
        }

        int hops() {
            return condition.state(now).hops();
        }

        /** What it is weighed by against routes of the other kind. */
        int count() {
            if (condition.route().costSaid()) return cost();
            return condition.state(now) instanceof RouteState.Open && !condition.isLearned() ? cost() : hops();
        }
    }

    private static final Comparator<Way> CHEAPEST = Comparator.comparingInt(Way::cost).thenComparingInt(Way::hops)
            .thenComparing(Way::arrival);
    private static final Comparator<Way> NEAREST = Comparator.comparingInt(Way::hops).thenComparing(Way::arrival);
    private static final Comparator<Way> EARLIEST = Comparator.comparing(Way::arrival).thenComparing(Way::start)
            .thenComparing(CHEAPEST);

    private final List<Way> ways;
    private final List<Way> inTime;
    private final Way taken;

    private Weighing(List<Way> ways, List<Way> inTime, Way taken) {
        this.ways = ways;
        this.inTime = inTime;
        this.taken = taken;
    }

    /**
     * Weighs.
     *
     * @param conditions all routes of the domain; at least one
     * @param by         when the mail has to be there
     * @param bytes      how much of it there is
     * @param forecast   what is behind the routes' sites
     */
    public static Weighing of(List<RouteCondition> conditions, Instant by, long bytes, Instant now,
            Choice.Forecast forecast) {
        List<Way> ways = conditions.stream().map(s -> new Way(s, s.start(now).orElse(Instant.MAX),
                forecast.from(s.route(), s.arrival(bytes, now)), now)).toList();
        List<Way> inTime = ranked(
                ways.stream().filter(w -> !w.arrival().isAfter(by) && w.arrival().isBefore(Instant.MAX)).toList());
        Way taken = inTime.stream().filter(w -> !isPassedOver(w, inTime)).findFirst()
                .orElseGet(() -> ways.stream().min(EARLIEST).orElseThrow());
        return new Weighing(ways, inTime, taken);
    }

    Way taken() {
        return taken;
    }

    List<Way> ways() {
        return ways;
    }

    /** Our own and those learned, each in their order, the better of both first; of equals our own. */
    private static List<Way> ranked(List<Way> ways) {
        Deque<Way> own = new ArrayDeque<>(ways.stream().filter(w -> !w.condition().isLearned()).sorted(CHEAPEST)
                .toList());
        Deque<Way> learned = new ArrayDeque<>(ways.stream().filter(w -> w.condition().isLearned()).sorted(NEAREST)
                .toList());
        List<Way> all = new ArrayList<>();
        while (!own.isEmpty() && !learned.isEmpty())
            all.add((own.peek().count() <= learned.peek().count() ? own : learned).remove());
        all.addAll(own);
        all.addAll(learned);
        return all;
    }

    private static boolean isPassedOver(Way way, List<Way> others) {
        return way.condition().rests(way.now()) && others.stream().anyMatch(o -> o.start().isBefore(way.start()));
    }

    /**
     * How one way stands.
     *
     * @param state   of its route
     * @param cost    its cost to the end, with what is behind its site
     * @param start   when it can be used; empty if never
     * @param arrival when all would be there; empty if never
     * @param taken   whether it is the one
     * @param why     why it is, or what speaks against it
     */
    public record Weighed(Route route, RouteState state, int cost, Optional<Instant> start, Optional<Instant> arrival,
            boolean taken, Reason why) {}

    /** What decides about a way. */
    public enum Reason {
        /** There is no other. */
        ONLY("it is the only way"),
        /** It is taken by the rules. */
        BEST("it is the best of those by which mail is there in time"),
        /** None is in time. */
        FIRST("no way is in time, and mail is there first by this"),
        NEVER("mail would never get there by it"),
        TOO_LATE("mail would be there too late by it"),
        LATER("mail would be there later by it"),
        RESTS("it rests after a failure, and another can go earlier"),
        DEARER("its cost is higher"),
        /** It has the higher count, as the original has it: 1 to 14, 15, 16. */
        FARTHER("its hop count is higher"),
        /** Own and learned ways of the same count. */
        LEARNED("a route of our own goes before it"),
        WRITTEN_LATER("another that is as good was written first");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** As a sentence. */
        public String words() {
            return words;
        }
    }

    /** Each way, the one that is taken first, then those that come next. */
    public List<Weighed> explained() {
        List<Way> order = new ArrayList<>(inTime);
        ways.stream().filter(w -> !inTime.contains(w)).sorted(EARLIEST).forEach(order::add);
        order.remove(taken);
        order.addFirst(taken);
        return order.stream().map(w -> new Weighed(w.condition().route(), w.condition().state(w.now()), w.cost(),
                known(w.start()), known(w.arrival()), w == taken, w == taken ? why() : against(w))).toList();
    }

    private static Optional<Instant> known(Instant at) {
        return Optional.of(at).filter(Instant.MAX::isAfter);
    }

    private Reason why() {
        if (!inTime.contains(taken)) return Reason.FIRST;
        return ways.size() == 1 ? Reason.ONLY : Reason.BEST;
    }

    private Reason against(Way way) {
        if (way.arrival().equals(Instant.MAX)) return Reason.NEVER;
        if (!inTime.contains(taken)) return Reason.LATER;
        if (!inTime.contains(way)) return Reason.TOO_LATE;
        if (inTime.indexOf(way) < inTime.indexOf(taken)) return Reason.RESTS;
        boolean bothOwn = !way.condition().isLearned() && !taken.condition().isLearned();
        if (way.condition().isLearned() != taken.condition().isLearned())
            return way.count() > taken.count() ? Reason.FARTHER : Reason.LEARNED;
        if (bothOwn && way.cost() > taken.cost()) return Reason.DEARER;
        if (way.hops() > taken.hops()) return Reason.FARTHER;
        return way.arrival().isAfter(taken.arrival()) ? Reason.LATER : Reason.WRITTEN_LATER;
    }
}
