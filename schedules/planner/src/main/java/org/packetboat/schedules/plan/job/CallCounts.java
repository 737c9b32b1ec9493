package org.packetboat.schedules.plan.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.packetboat.engine.calls.CallLimits;

/**
 * The planned calls that are counted, by what counts them. As the engine counts: a call may begin if there were fewer
 * than the limit in the hour and the day before, and if the calls that ended in the day before leave time enough for
 * it. Of two that begin at once, each counts for the other.
 */
public final class CallCounts {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final Map<String, Row> rows = new HashMap<>();

    private record Counted(long start, long end, CallLimits limits) {
        long length() {
            return end - start;
        }
    }

    /** How many looks at what is planned all questions took so far: the measure of effort. */
    long steps() {
        return rows.values().stream().mapToLong(Row::steps).sum();
    }

    /** Counts a call. */
    public void add(List<Quota> quotas, long start, long end) {
        quotas.forEach(quota -> row(quota).add(new Counted(start, end, quota.limits())));
    }

    /** Counts it no more. */
    public void remove(List<Quota> quotas, long start, long end) {
        quotas.forEach(quota -> row(quota).remove(new Counted(start, end, quota.limits())));
    }

    private Row row(Quota quota) {
        return rows.computeIfAbsent(quota.of(), _ -> new Row());
    }

    /** When a call of this length could begin, as far as one look tells; {@code from} itself if it can begin then. */
    long next(List<Quota> quotas, long from, long length) {
        for (Quota quota : quotas) {
            long next = row(quota).next(new Counted(from, from + length, quota.limits()));
            if (next > from) return next;
        }
        return from;
    }

    /**
     * The calls that one limit counts, in the order in which they begin, with what each of them leaves for others. All
     * that is asked when a place is looked for is found by halving.
     */
    private static final class Row {
        private final List<Counted> calls = new ArrayList<>();
        private final RunningSums begun = new RunningSums();
        private final RunningSums ended = new RunningSums();
        private final RoomLeft inHour = new RoomLeft();
        private final RoomLeft inDay = new RoomLeft();
        private final RoomLeft time = new RoomLeft();

        long steps() {
            return begun.steps() + ended.steps() + inHour.steps() + inDay.steps() + time.steps();
        }

        void add(Counted call) {
            take(call, 1);
            long hour = call.limits().callsPerHour().map(most -> calls(call, most, HOUR)).orElse(RoomLeft.ANY);
            long day = call.limits().callsPerDay().map(most -> calls(call, most, DAY)).orElse(RoomLeft.ANY);
            int place = begun.add(call.start(), call.length());
            ended.add(call.end(), call.length());
            calls.add(place, call);
            inHour.add(place, hour);
            inDay.add(place, day);
            time.add(place, call.limits().minutesPerDay().map(most -> most.toMillis() - endedIn(call.start()))
                    .orElse(RoomLeft.ANY));
        }

        void remove(Counted call) {
            int place = begun.upTo(call.start()) - 1;
            while (place >= 0 && !calls.get(place).equals(call))
                place--;
            if (place < 0) return;
            calls.remove(place);
            begun.remove(place);
            ended.remove(ended.place(call.end(), call.length()));
            inHour.remove(place);
            inDay.remove(place);
            time.remove(place);
            take(call, -1);
        }

        /** Those that begin with a call, or behind it, leave so many calls like it less. */
        private void take(Counted call, int times) {
            int from = begun.upTo(call.start() - 1);
            inHour.take(from, begun.upTo(call.start() + HOUR - 1), times);
            inDay.take(from, begun.upTo(call.start() + DAY - 1), times);
            time.take(from, begun.upTo(call.end() + DAY - 1), times * call.length());
        }

        /** How many more may begin before a call, or with it. */
        private long calls(Counted call, int most, long per) {
            return most - 1L - (begun.upTo(call.start()) - begun.upTo(call.start() - per));
        }

        /** Between {@code call} and what this returns it can't begin. */
        long next(Counted call) {
            long own = Math.max(byCalls(call), byMinutes(call));
            return own > call.start() ? own : byOthers(call);
        }

        private long byCalls(Counted call) {
            int behind = begun.upTo(call.start());
            long hour = call.limits().callsPerHour().map(most -> after(behind - most, HOUR)).orElse(Long.MIN_VALUE);
            long day = call.limits().callsPerDay().map(most -> after(behind - most, DAY)).orElse(Long.MIN_VALUE);
            return Math.max(hour, day);
        }

        private long after(int place, long per) {
            return place < 0 ? Long.MIN_VALUE : begun.time(place) + per;
        }

        private long byMinutes(Counted call) {
            long most = call.limits().minutesPerDay().map(Duration::toMillis).orElse(Long.MAX_VALUE);
            int behind = begun.upTo(call.start());
            if (most == Long.MAX_VALUE || begun.sum(behind) + call.length() <= most
                    || endedIn(call.start()) + call.length() <= most)
                return Long.MIN_VALUE;
            int forgotten = ended.reaching(begun.sum(behind) + call.length() - most);
            return forgotten < 0 ? call.start() + DAY : ended.time(forgotten - 1) + DAY;
        }

        /** How long those lasted that begin by then and have not ended a day before. */
        private long endedIn(long at) {
            return begun.sum(begun.upTo(at)) - ended.sum(ended.upTo(at - DAY));
        }

        /** Behind the last of those that leave too little for it, of all that begin with it or behind it. */
        private long byOthers(Counted call) {
            int from = begun.upTo(call.start() - 1);
            int last = Math.max(inHour.lastBelow(from, begun.upTo(call.start() + HOUR - 1), 1),
                    inDay.lastBelow(from, begun.upTo(call.start() + DAY - 1), 1));
            last = Math.max(last, time.lastBelow(from, begun.upTo(call.end() + DAY - 1), call.length()));
            return last < 0 ? call.start() : begun.time(last) + 1;
        }
    }
}
