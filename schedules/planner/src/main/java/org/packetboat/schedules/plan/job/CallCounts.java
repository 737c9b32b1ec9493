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

    /** The calls that one limit counts, in the order in which they begin. */
    private static final class Row {
        private final List<Counted> calls = new ArrayList<>();
        private long lasted;

        void add(Counted call) {
            calls.add(behind(call.start()), call);
            lasted += call.length();
        }

        void remove(Counted call) {
            if (calls.remove(call)) lasted -= call.length();
        }

        /** How many begin at an instant or before it. */
        private int behind(long at) {
            int low = 0;
            int high = calls.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (calls.get(middle).start() <= at) low = middle + 1;
                else high = middle;
            }
            return low;
        }

        long next(Counted call) {
            int behind = behind(call.start());
            long own = Math.max(byCalls(call, behind), byMinutes(call, behind));
            if (own > call.start()) return own;
            int first = behind(call.start() - 1);
            for (int i = first; i < calls.size() && calls.get(i).start() < call.end() + DAY; i++) {
                Counted other = calls.get(i);
                if (!leaves(call, other)) return Math.max(call.start() + 1, other.start());
            }
            return call.start();
        }

        private long byCalls(Counted call, int behind) {
            long hour = call.limits().callsPerHour().map(most -> after(behind - most, HOUR)).orElse(Long.MIN_VALUE);
            long day = call.limits().callsPerDay().map(most -> after(behind - most, DAY)).orElse(Long.MIN_VALUE);
            return Math.max(hour, day);
        }

        private long after(int place, long per) {
            return place < 0 ? Long.MIN_VALUE : calls.get(place).start() + per;
        }

        private long byMinutes(Counted call, int behind) {
            long most = call.limits().minutesPerDay().map(Duration::toMillis).orElse(Long.MAX_VALUE);
            if (lasted + call.length() <= most || endedIn(call.start(), behind) + call.length() <= most)
                return Long.MIN_VALUE;
            long first = calls.subList(0, behind).stream().mapToLong(Counted::end)
                    .filter(end -> end > call.start() - DAY).min().orElse(call.start());
            return first + DAY;
        }

        /** How long those lasted that begin by then and have not ended a day before. */
        private long endedIn(long at, int behind) {
            long sum = 0;
            for (int i = 0; i < behind; i++)
                if (calls.get(i).end() > at - DAY) sum += calls.get(i).length();
            return sum;
        }

        /** Whether one that begins with the other, or before it, leaves that one. */
        private boolean leaves(Counted call, Counted other) {
            int behind = behind(other.start());
            CallLimits limits = other.limits();
            boolean hour = limits.callsPerHour().filter(most -> begun(call, other, behind, HOUR) >= most).isEmpty();
            boolean day = limits.callsPerDay().filter(most -> begun(call, other, behind, DAY) >= most).isEmpty();
            boolean time = limits.minutesPerDay().filter(most -> lasted + call.length() > most.toMillis())
                    .filter(most -> endedIn(other.start(), behind) + call.length() > most.toMillis()).isEmpty();
            return hour && day && time;
        }

        /** How many begin in the time before the other one, and with it. */
        private int begun(Counted call, Counted other, int behind, long per) {
            int those = behind - behind(other.start() - per) - 1;
            return call.start() > other.start() - per ? those + 1 : those;
        }
    }
}
