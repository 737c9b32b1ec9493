package org.packetboat.engine.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.engine.forward.RouteBacklog;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;

/**
 * Tells when routes open and close, and at each close who was missed: a site for which mail still waits. It only
 * reports; whether a route is open is asked of its window, always. Used by the node only.
 */
final class WindowBoard {
    private final Watcher watcher;
    private final Function<Route, RouteBacklog> waiting;
    private final Map<String, Row> rows = new HashMap<>();
    private Instant next = Instant.MIN;
    private Instant last = Instant.MIN;

    private record Row(Route route, boolean open, Instant changes) {}

    WindowBoard(Watcher watcher, Function<Route, RouteBacklog> waiting) {
        this.watcher = watcher;
        this.waiting = waiting;
    }

    /** The routes have changed. */
    void replace(RouteTable table, Instant now) {
        Map<String, Row> earlier = Map.copyOf(rows);
        rows.clear();
        for (Route route : table.routes()) {
            boolean wasOpen = Optional.ofNullable(earlier.get(route.site())).map(Row::open).orElse(false);
            update(route, wasOpen, now);
        }
        findNext();
    }

    /** Reports what has opened or closed since the last step. */
    void step(Instant now) {
        boolean clockWentBack = now.isBefore(last);
        last = now;
        if (!clockWentBack && now.isBefore(next)) return;
        for (Row row : new ArrayList<>(rows.values())) {
            if (clockWentBack || !row.changes().isAfter(now)) update(row.route(), row.open(), now);
        }
        findNext();
    }

    Instant wake() {
        return next;
    }

    private void update(Route route, boolean wasOpen, Instant now) {
        Optional<Interval> window = route.window().from(now);
        boolean open = window.filter(w -> w.contains(now)).isPresent();
        Instant changes = window.map(w -> open ? w.close() : w.open()).orElse(Instant.MAX);
        rows.put(route.site(), new Row(route, open, changes));
        boolean always = open && changes.equals(Instant.MAX);
        if (open && !wasOpen && !always) watcher.on(new StatusEvent.WindowOpened(now, route.site(), changes));
        if (!open && wasOpen) closed(route, now).forEach(watcher::on);
    }

    private List<StatusEvent> closed(Route route, Instant now) {
        List<StatusEvent> events = new ArrayList<>();
        events.add(new StatusEvent.WindowClosed(now, route.site()));
        RouteBacklog left = waiting.apply(route);
        if (left.envelopes() > 0) {
            events.add(new StatusEvent.WindowMissed(now, route.site(), left.envelopes(), left.lastReply()));
        }
        return events;
    }

    private void findNext() {
        next = rows.values().stream().map(Row::changes).min(Instant::compareTo).orElse(Instant.MAX);
    }
}
