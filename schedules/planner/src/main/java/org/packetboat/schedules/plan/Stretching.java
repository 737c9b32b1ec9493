package org.packetboat.schedules.plan;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.packetboat.engine.route.Interval;
import org.packetboat.schedules.plan.answer.Remedy;
import org.packetboat.schedules.plan.question.OpenTimes;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.WindowGroup;

/** Makes some windows longer until everything fits: all by the same first, and then each by no more than it needs. */
final class Stretching {
    /** Of more windows than these none is looked at by itself. */
    private static final int MOST_ALONE = 8;

    /** Which end of a window gives way. */
    enum Side {
        OPEN, CLOSE
    }

    private final PlanQuestion question;
    private final List<WindowGroup> windows;
    private final Side side;
    private final Trial trial;
    /** When each site's window is open in the horizon: a longer horizon is for the windows that are stretched only. */
    private final Map<String, OpenTimes> times = new HashMap<>();

    Stretching(PlanQuestion question, List<WindowGroup> windows, Side side, Trial trial) {
        this.question = question;
        this.windows = windows;
        this.side = side;
        this.trial = trial;
        for (WindowGroup group : WindowGroup.of(question))
            group.sites().forEach(site -> times.put(site, group.times()));
    }

    /** By how much at least, each window by at most so many minutes; empty if that isn't enough. */
    Optional<List<Remedy.Stretch>> least(long most) {
        if (windows.isEmpty()) return Optional.empty();
        long guess = trial.lacking().toMinutes() / question.servers().size();
        OptionalLong all = Bisection.least(guess, most, minutes -> trial.fits(stretched(same(minutes))));
        if (all.isEmpty()) return Optional.empty();
        long[] minutes = same(all.getAsLong());
        for (int i = 0; i < windows.size() && 1 < windows.size() && windows.size() <= MOST_ALONE; i++)
            minutes[i] = leastOf(i, minutes);
        OptionalLong more = Bisection.from(0, most, n -> trial.holds(stretched(plus(minutes, n))));
        return more.stream().mapToObj(n -> stretches(plus(minutes, n))).findFirst();
    }

    private static long[] plus(long[] minutes, long more) {
        return LongStream.of(minutes).map(n -> n == 0 ? 0 : n + more).toArray();
    }

    private List<Remedy.Stretch> stretches(long[] minutes) {
        return IntStream.range(0, minutes.length).filter(i -> minutes[i] > 0)
                .mapToObj(i -> new Remedy.Stretch(windows.get(i), Duration.ofMinutes(minutes[i]))).toList();
    }

    private long[] same(long minutes) {
        return LongStream.generate(() -> minutes).limit(windows.size()).toArray();
    }

    private long leastOf(int window, long[] minutes) {
        long[] tried = minutes.clone();
        return Bisection.between(-1, minutes[window], less -> {
            tried[window] = less;
            return trial.fits(stretched(tried));
        });
    }

    /** The question with each window longer by its minutes. */
    private PlanQuestion stretched(long[] minutes) {
        Map<String, OpenTimes> longer = new HashMap<>(times);
        for (int i = 0; i < minutes.length; i++) {
            OpenTimes stretched = stretched(windows.get(i).times(), Duration.ofMinutes(minutes[i]));
            windows.get(i).sites().forEach(site -> longer.put(site, stretched));
        }
        Interval horizon = new Interval(question.start(), question.horizon().close());
        Duration most = Duration.ofMinutes(Arrays.stream(minutes).max().orElse(0));
        return question.with(stretched(OpenTimes.of(horizon), most).intervals().getFirst(),
                site -> site.with(longer.get(site.name())));
    }

    private OpenTimes stretched(OpenTimes window, Duration by) {
        return switch (side) {
            case OPEN -> window.stretched(by, Duration.ZERO);
            case CLOSE -> window.stretched(Duration.ZERO, by);
        };
    }
}
