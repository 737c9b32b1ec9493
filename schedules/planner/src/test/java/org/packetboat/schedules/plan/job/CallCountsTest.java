package org.packetboat.schedules.plan.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.calls.CallLimits;

/** Where a limited call may begin, found among thousands. */
class CallCountsTest {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private record Call(long start, long end, CallLimits limits) {
        long length() {
            return end - start;
        }
    }

    private static List<Quota> quotas(CallLimits limits) {
        return List.of(new Quota("link modem", limits));
    }

    /** From the first look on, as a plan asks: until a look tells no later instant. */
    private static long earliest(CallCounts counts, CallLimits limits, long from, long length) {
        long at = from;
        for (long next = counts.next(quotas(limits), at, length); next > at;) {
            at = next;
            next = counts.next(quotas(limits), at, length);
        }
        return at;
    }

    /** 1200 an hour, asked for in any order: the hour before is full, or the one behind. */
    @Test
    void eachOfTenThousandIsFoundAPlaceInAFewHundredLooks() {
        CallCounts counts = new CallCounts();
        CallLimits limits = new CallLimits(Optional.of(1200), Optional.of(20_000),
                Optional.of(Duration.ofMinutes(30_000)), Optional.empty());
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            long length = MINUTE + random.nextLong(4 * MINUTE);
            long start = earliest(counts, limits, random.nextLong(9 * HOUR), length);
            counts.add(quotas(limits), start, start + length);
        }
        assertTrue(counts.steps() < 10_000 * 1_000, () -> counts.steps() + " looks");
    }

    /** Against the rule itself, looked at minute by minute. */
    @Test
    void findsWhatTheRuleLeaves() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            CallCounts counts = new CallCounts();
            List<Call> planned = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                CallLimits limits = limits(random);
                long from = random.nextInt(40 * 60) * MINUTE;
                long length = (1 + random.nextInt(20)) * MINUTE;
                long start = wholeMinute(counts, limits, from, length);
                assertEquals(plain(planned, limits, from, length), start, "seed " + seed + ", call " + i);
                Call call = new Call(start, start + length, limits);
                counts.add(quotas(limits), call.start(), call.end());
                planned.add(call);
                if (random.nextInt(5) == 0) {
                    Call gone = planned.remove(random.nextInt(planned.size()));
                    counts.remove(quotas(gone.limits()), gone.start(), gone.end());
                }
            }
        }
    }

    private static long wholeMinute(CallCounts counts, CallLimits limits, long from, long length) {
        long start = earliest(counts, limits, from, length);
        while (start % MINUTE != 0)
            start = earliest(counts, limits, Math.ceilDiv(start, MINUTE) * MINUTE, length);
        return start;
    }

    private static CallLimits limits(Random random) {
        return new CallLimits(Optional.of(1 + random.nextInt(4)).filter(_ -> random.nextInt(3) == 0),
                Optional.of(3 + random.nextInt(20)).filter(_ -> random.nextInt(3) == 0),
                Optional.of(Duration.ofMinutes(20 + random.nextInt(200))).filter(_ -> random.nextInt(3) == 0),
                Optional.empty());
    }

    private static long plain(List<Call> planned, CallLimits limits, long from, long length) {
        for (long at = from;; at += MINUTE) {
            Call call = new Call(at, at + length, limits);
            if (!isLeft(planned, call)) continue;
            List<Call> with = new ArrayList<>(planned);
            with.add(call);
            boolean leavesOthers = planned.stream().filter(other -> other.start() >= call.start())
                    .allMatch(other -> isLeft(without(with, other), other));
            if (leavesOthers) return at;
        }
    }

    private static List<Call> without(List<Call> calls, Call one) {
        List<Call> others = new ArrayList<>(calls);
        others.remove(one);
        return others;
    }

    private static boolean isLeft(List<Call> others, Call call) {
        long hour = others.stream().filter(o -> o.start() <= call.start() && o.start() > call.start() - HOUR).count();
        long day = others.stream().filter(o -> o.start() <= call.start() && o.start() > call.start() - DAY).count();
        long time = others.stream().filter(o -> o.start() <= call.start() && o.end() > call.start() - DAY)
                .mapToLong(Call::length).sum();
        return call.limits().callsPerHour().filter(most -> hour >= most).isEmpty()
                && call.limits().callsPerDay().filter(most -> day >= most).isEmpty()
                && call.limits().minutesPerDay().filter(most -> time + call.length() > most.toMillis()).isEmpty();
    }
}
