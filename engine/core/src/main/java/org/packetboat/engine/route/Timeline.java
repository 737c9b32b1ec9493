package org.packetboat.engine.route;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The time of one contact, of which some is booked. */
final class Timeline {
    /** Who needs more stretches of free time than this is taken to arrive never. */
    private static final int MOST = 1000;

    private final Contact contact;
    private final TreeMap<Instant, Instant> booked = new TreeMap<>();

    Timeline(Contact contact) {
        this.contact = contact;
    }

    /** The first free stretches, from this instant on, that carry so many bytes; empty if there never are enough. */
    Optional<List<Interval>> free(long bytes, Instant from) {
        List<Interval> found = new ArrayList<>();
        Duration left = contact.transfer(Math.max(1, bytes));
        Instant at = from;
        for (int i = 0; i < MOST; i++) {
            Optional<Interval> gap = gap(at);
            if (gap.isEmpty()) return Optional.empty();
            Duration length = gap.get().left(gap.get().open());
            boolean enough = left.compareTo(length) <= 0;
            found.add(enough ? new Interval(gap.get().open(), gap.get().open().plus(left)) : gap.get());
            if (enough) return Optional.of(found);
            left = left.minus(length);
            at = gap.get().close();
        }
        return Optional.empty();
    }

    /** The first stretch at or after this instant in which it is open and nothing is booked. */
    private Optional<Interval> gap(Instant from) {
        Instant at = from;
        for (int i = 0; i <= booked.size(); i++) {
            Optional<Interval> window = contact.window().from(at);
            if (window.isEmpty()) return Optional.empty();
            Instant open = window.get().open().isAfter(at) ? window.get().open() : at;
            Map.Entry<Instant, Instant> before = booked.floorEntry(open);
            if (before == null || !before.getValue().isAfter(open))
                return Optional.of(new Interval(open, end(open,
                        window.get().close())));
            at = before.getValue();
        }
        return Optional.empty();
    }

    private Instant end(Instant open, Instant close) {
        Instant next = booked.higherKey(open);
        return next != null && next.isBefore(close) ? next : close;
    }

    /** When the window closes that is open at an instant. */
    Instant closes(Instant at) {
        return contact.window().from(at).map(Interval::close).orElse(Instant.MAX);
    }

    void book(List<Interval> stretches) {
        stretches.forEach(s -> booked.put(s.open(), s.close()));
    }

    void cancel(List<Interval> stretches) {
        stretches.forEach(s -> booked.remove(s.open(), s.close()));
    }

    void forget(Instant before) {
        booked.values().removeIf(close -> !close.isAfter(before));
    }
}
