package org.packetboat.engine.route.large;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;

/** How long a window is open, each looked for once, when somebody asks. */
public final class WindowLengths {
    private final Window window;
    /** This time, or the next. */
    private Optional<Duration> present = Optional.empty();
    /** At most, as far as that is known. */
    private Optional<Optional<Duration>> longest = Optional.empty();

    public WindowLengths(Window window) {
        this.window = window;
    }

    public Window window() {
        return window;
    }

    /** Whether it is never open for so long. */
    public boolean areTooShort(Duration needs, Instant now) {
        if (present.isEmpty()) present = Optional.of(length(window.from(now)));
        if (present.get().compareTo(needs) > 0) return false;
        if (longest.isEmpty()) longest = Optional.of(window.longest(now));
        return longest.get().filter(open -> open.compareTo(needs) <= 0).isPresent();
    }

    private static Duration length(Optional<Interval> window) {
        return window.map(w -> Duration.between(w.open(), w.close())).orElse(Duration.ZERO);
    }
}
