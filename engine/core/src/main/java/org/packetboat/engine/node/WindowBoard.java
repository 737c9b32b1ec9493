package org.packetboat.engine.node;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.packetboat.engine.forward.RouteBacklog;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;

/**
 * Tells when routes of our own open and close, and at each close who was missed: a site for which mail still waits. It
 * only reports; whether a route is open is asked of its window, always. Used by the node only.
 */
final class WindowBoard {
    private final Watcher watcher;
    private final BiFunction<Route, Interval, RouteBacklog> waiting;
    private final Missed missed;
    private final Map<String, Row> rows = new HashMap<>();
    private final TreeSet<Row> agenda = new TreeSet<>(
            Comparator.comparing(Row::changes).thenComparing(row -> row.route().site()));
    private Instant last = Instant.MIN;

    private record Row(Route route, boolean open, Instant changes) {}

    /** What windows are asked for one instant: once each, for a few of them are shared by ten thousand routes. */
    private record Openings(Instant at, Map<Window, Optional<Interval>> known) {
        private Openings(Instant at) {
            this(at, new IdentityHashMap<>());
        }

        private Optional<Interval> of(Route route) {
            return known.computeIfAbsent(route.window(), window -> window.from(at));
        }
    }

    /** Hears of a route that has closed while mail waited for it. */
    interface Missed {
        /** @param opening that has closed */
        void by(Route route, Interval opening, RouteBacklog left);
    }

    /** @param waiting what waits for a route, and could have gone in an opening that has closed */
    WindowBoard(Watcher watcher, BiFunction<Route, Interval, RouteBacklog> waiting, Missed missed) {
        this.watcher = watcher;
        this.waiting = waiting;
        this.missed = missed;
    }

    /** The routes have changed. */
    void replace(RouteTable table, Instant now) {
        Map<String, Row> earlier = Map.copyOf(rows);
        rows.clear();
        agenda.clear();
        Step step = new Step(now);
        for (Route route : table.own()) {
            boolean wasOpen = Optional.ofNullable(earlier.get(route.site())).map(Row::open).orElse(false);
            step.update(route, wasOpen);
        }
    }

    /** Reports what has opened or closed since the last step. */
    void step(Instant now) {
        Step step = new Step(now);
        if (now.isBefore(last)) List.copyOf(rows.values()).forEach(step::update);
        last = now;
        while (!agenda.isEmpty() && !agenda.first().changes().isAfter(now))
            step.update(agenda.first());
    }

    Instant wake() {
        return agenda.isEmpty() ? Instant.MAX : agenda.first().changes();
    }

    /** What opens and closes at one instant. */
    private final class Step {
        private final Instant now;
        private final Openings openings;
        private final Openings before;

        Step(Instant now) {
            this.now = now;
            this.openings = new Openings(now);
            this.before = new Openings(now.minusMillis(1));
        }

        void update(Row row) {
            agenda.remove(row);
            update(row.route(), row.open());
        }

        void update(Route route, boolean wasOpen) {
            Optional<Interval> window = openings.of(route);
            boolean open = window.filter(w -> w.contains(now)).isPresent();
            Instant changes = window.map(w -> open ? w.close() : w.open()).orElse(Instant.MAX);
            Row row = new Row(route, open, changes);
            rows.put(route.site(), row);
            agenda.add(row);
            boolean always = open && changes.equals(Instant.MAX);
            if (open && !wasOpen && !always) watcher.on(new StatusEvent.WindowOpened(now, route.site(), changes));
            if (!open && wasOpen) closed(route);
        }

        private void closed(Route route) {
            watcher.on(new StatusEvent.WindowClosed(now, route.site()));
            Interval opening = lastBefore(route);
            RouteBacklog left = waiting.apply(route, opening);
            if (left.envelopes() == 0) return;
            watcher.on(new StatusEvent.WindowMissed(now, route.site(), left.envelopes(), left.lastReply()));
            missed.by(route, opening, left);
        }

        /** The opening that has closed; where a new window takes the place of one that was open, that moment. */
        private Interval lastBefore(Route route) {
            return before.of(route).filter(last -> last.contains(before.at()))
                    .orElseGet(() -> new Interval(before.at(), now));
        }
    }
}
