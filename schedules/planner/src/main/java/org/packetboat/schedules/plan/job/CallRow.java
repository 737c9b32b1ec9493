package org.packetboat.schedules.plan.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.packetboat.engine.calls.CallLimits;

/**
 * The calls that one limit counts, in the order in which they begin, with what each of them leaves for others. All
 * that is asked when a place is looked for is found by halving.
 */
final class CallRow {
    /** No call. */
    static final CallRow NONE = new CallRow(List.of(), new RunningSums(), new RunningSums());
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final List<Counted> calls;
    private final RunningSums begun;
    private final RunningSums ended;
    private final RoomLeft inHour;
    private final RoomLeft inDay;
    private final RoomLeft time;

    /** A call. @param start in ms of the night; negative if it was made before */
    record Counted(long start, long end, CallLimits limits) {
        long length() {
            return end - start;
        }
    }

    private CallRow(List<Counted> calls, RunningSums begun, RunningSums ended) {
        this.calls = new ArrayList<>(calls);
        this.begun = begun;
        this.ended = ended;
        this.inHour = new RoomLeft(calls.size());
        this.inDay = new RoomLeft(calls.size());
        this.time = new RoomLeft(calls.size());
    }

    /** What was counted before the night. @param calls in the order in which they began */
    static CallRow of(List<Counted> calls) {
        CallRow row = NONE.copy();
        calls.forEach(row::add);
        return row;
    }

    /** The same calls, for others to be added; none of them may be limited. */
    CallRow copy() {
        return new CallRow(calls, begun.copy(), ended.copy());
    }

    /** How many calls it has. */
    int size() {
        return calls.size();
    }

    /** How long all of them lasted. */
    long lasted() {
        return begun.sum(begun.size());
    }

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
