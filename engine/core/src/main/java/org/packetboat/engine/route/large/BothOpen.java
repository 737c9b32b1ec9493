package org.packetboat.engine.route.large;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;

/** Open while two windows are. If they don't meet within {@value Window#MOST_LOOKS} openings, it never opens. */
public record BothOpen(Window one, Window other) implements Window {
    /** One window that is open while both are. */
    public static Window of(Window one, Window other) {
        if (one == Window.ALWAYS) return other;
        return other == Window.ALWAYS ? one : new BothOpen(one, other);
    }

    @Override
    public Optional<Interval> from(Instant since) {
        Instant at = since;
        for (int i = 0; i < MOST_LOOKS; i++) {
            Optional<Interval> first = one.from(at);
            Optional<Interval> second = other.from(at);
            if (first.isEmpty() || second.isEmpty()) return Optional.empty();
            Instant open = later(first.get().open(), second.get().open());
            Instant close = earlier(first.get().close(), second.get().close());
            if (open.isBefore(close)) return Optional.of(new Interval(open, close));
            at = later(at, close);
        }
        return Optional.empty();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
