package org.packetboat.schedules.plan.answer;

import java.time.Duration;
import java.util.List;
import org.packetboat.schedules.plan.question.Prices;
import org.packetboat.schedules.plan.question.WindowGroup;

/** A change with which everything fits; planned, and the least of its kind that was found to work. */
public sealed interface Remedy {
    /** What it costs by the {@link Prices} asked for. */
    double price();

    /** More servers, with one line for every link each. */
    record MoreServers(int count, double price) implements Remedy {}

    /** These windows close later, each by its own time. */
    record LongerWindows(List<Stretch> windows, double price) implements Remedy {
        public LongerWindows {
            windows = List.copyOf(windows);
        }
    }

    /** These windows open earlier, each by its own time. */
    record EarlierStart(List<Stretch> windows, double price) implements Remedy {
        public EarlierStart {
            windows = List.copyOf(windows);
        }
    }

    /**
     * A window that changes.
     *
     * @param window which
     * @param by     by how much, in whole minutes, more than none
     */
    record Stretch(WindowGroup window, Duration by) {}

    /** No site gets more than so many bytes before compression, a multiple of 1024. */
    record SmallerBatch(long bytes, double price) implements Remedy {}
}
