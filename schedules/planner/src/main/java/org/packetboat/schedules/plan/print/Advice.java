package org.packetboat.schedules.plan.print;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.packetboat.schedules.plan.answer.Remedy;
import org.packetboat.schedules.plan.question.WindowGroup;

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
            case Remedy.MoreServers(var count, _) -> "add " + Words.count(count, "server")
                    + (count == 1 ? " with a line" : ", each with a line");
            case Remedy.LongerWindows(var windows, _) -> windows("close", windows, "later");
            case Remedy.EarlierStart(var windows, _) -> windows("open", windows, "earlier");
            case Remedy.SmallerBatch(var bytes, _) -> "send no site more than " + Words.size(bytes);
        };
    }

    private String windows(String change, List<Remedy.Stretch> windows, String direction) {
        if (windows.size() <= MOST_NAMED)
            return windows.stream()
                    .map(one -> change + " " + window(one.window()) + " " + Words.length(one.by()) + " " + direction)
                    .collect(Collectors.joining(" and "));
        Duration most = windows.stream().map(Remedy.Stretch::by).max(Comparator.naturalOrder()).orElseThrow();
        return change + " " + windows.size() + " windows up to " + Words.length(most) + " " + direction;
    }

    private String window(WindowGroup group) {
        return "window \"" + group.window() + "\" (" + group.times().intervals().stream().limit(MOST_NAMED)
                .map(interval -> words.time(interval.open()) + " to " + words.time(interval.close()))
                .collect(Collectors.joining(", ")) + "; " + Words.count(group.sites().size(), "site") + ")";
    }
}
