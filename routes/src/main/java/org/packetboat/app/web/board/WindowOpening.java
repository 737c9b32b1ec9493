package org.packetboat.app.web.board;

import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;

/** When a window is open, and for how many sites. */
public record WindowOpening(String window, String open, String close, int sites) {
    /** What is always open says nothing; of more than so many different openings the first are told. */
    private static final int MOST = 400;

    private record Key(String window, Interval interval) {}

    /** The openings of these routes within this time. */
    public static List<WindowOpening> of(List<Route> routes, Instant from, Instant to) {
        Map<Window, List<Interval>> intervals = new IdentityHashMap<>();
        Map<Key, Integer> sites = new LinkedHashMap<>();
        for (Route route : routes) {
            for (Interval interval : intervals.computeIfAbsent(route.window(), w -> within(w, from, to)))
                if (sites.size() < MOST) sites.merge(new Key(route.windowName(), interval), 1, Integer::sum);
        }
        return sites.entrySet().stream().map(e -> new WindowOpening(e.getKey().window(),
                e.getKey().interval().open().toString(), e.getKey().interval().close().toString(), e.getValue()))
                .toList();
    }

    private static List<Interval> within(Window window, Instant from, Instant to) {
        List<Interval> found = new ArrayList<>();
        Optional<Interval> next = window.from(from);
        while (next.filter(i -> i.open().isBefore(to)).isPresent() && found.size() < MOST) {
            if (next.get().close().equals(Instant.MAX)) break;
            found.add(next.get());
            next = window.from(next.get().close());
        }
        return found;
    }
}
