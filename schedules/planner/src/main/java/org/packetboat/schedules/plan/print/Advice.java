package org.packetboat.schedules.plan.print;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.packetboat.schedules.plan.Remedy;
import org.packetboat.schedules.plan.WindowGroup;

/** Says what a remedy asks for. */
final class Advice {
    /** Of more windows than these only the number is told. */
    private static final int MOST_NAMED = 4;

    private final Words words;

    Advice(Words words) {
        this.words = words;
    }

    String of(Remedy remedy) {
        return switch (remedy) {
            case Remedy.MoreServers(var count, _) -> Words.count(count, "more server")
                    + (count == 1 ? " with a line" : ", each with a line");
            case Remedy.LongerWindows(var windows, _) -> windows(windows, "later", "closing");
            case Remedy.EarlierStart(var windows, _) -> windows(windows, "earlier", "opening");
            case Remedy.SmallerBatch(var bytes, _) -> "no more than " + Words.size(bytes) + " for any site";
        };
    }

    private String windows(List<Remedy.Stretch> windows, String direction, String what) {
        if (windows.size() <= MOST_NAMED)
            return windows.stream()
                    .map(one -> window(one.window()) + " " + what + " " + Words.length(one.by()) + " " + direction)
                    .collect(Collectors.joining(" and "));
        Duration most = windows.stream().map(Remedy.Stretch::by).max(Comparator.naturalOrder()).orElseThrow();
        return windows.size() + " windows " + what + " up to " + Words.length(most) + " " + direction;
    }

    private String window(WindowGroup group) {
        return "window \"" + group.window() + "\" (" + group.times().intervals().stream().limit(MOST_NAMED)
                .map(interval -> words.time(interval.open()) + " to " + words.time(interval.close()))
                .collect(Collectors.joining(", ")) + "; " + Words.count(group.sites().size(), "site") + ")";
    }
}
