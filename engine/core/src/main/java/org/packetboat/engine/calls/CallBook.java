package org.packetboat.engine.calls;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.time.AgeClock;

/**
 * The calls of the last day, what they count for, and how many calls the limits leave. It is kept on disk, so that a
 * restart gives nobody a fresh budget; a kill in mid-call does not either. Times are age time ({@link AgeClock}), so a
 * clock that is put forward or back changes nothing. What the disk does not take counts as long as the server runs, and
 * is written with the next call. Used by the node only.
 */
public final class CallBook {
    /** How often it is written how long a call lasts, where that is limited: a kill costs no more than this. */
    public static final Duration MARK = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    /** What is left of a day's minutes is no use to a call if it is less. */
    private static final Duration LEAST = Duration.ofMinutes(1);

    private final Store store;
    private final AgeClock clock;
    /** In the order in which they began. */
    private final Map<String, List<CountedCall>> counted = new HashMap<>();
    private final Map<Long, CountedCall> underWay = new HashMap<>();
    private final Queue<CountedCall> unwritten = new ConcurrentLinkedQueue<>();
    private final RateBook rates;
    private final DataBook data;
    private long next;

    public CallBook(Store store, AgeClock clock) {
        this.store = store;
        this.clock = clock;
        this.rates = new RateBook(store, clock);
        this.data = new DataBook(store);
    }

    /** The server starts: the clock goes. What can't be read of it does not count. */
    public void open() {
        List<CountedCall> read = new ArrayList<>();
        try (Store.Cursor calls = store.scan(Family.META, CountedCall.FIRST_KEY, CountedCall.END_KEY)) {
            while (calls.next())
                readOne(calls.key(), calls.value()).ifPresent(read::add);
        } catch (StoreException damaged) {
            // what was read before it counts
        }
        long now = now();
        read.stream().filter(call -> call.afterStart(MARK, now)).forEach(unwritten::add);
        read.stream().sorted(Comparator.comparingLong(CountedCall::began)).forEach(this::count);
        next = read.stream().mapToLong(CountedCall::number).max().orElse(0) + 1;
        rates.open();
        data.open();
    }

    /** The messages that were handed out. */
    public RateBook rates() {
        return rates;
    }

    /** The data of each month. */
    public DataBook data() {
        return data;
    }

    /** What the machine's clock shows, as far as the node has seen. */
    Instant wall() {
        return clock.toWall(clock.now(Instant.EPOCH));
    }

    private static Optional<CountedCall> readOne(byte[] key, byte[] value) {
        try {
            return Optional.of(CountedCall.read(key, value));
        } catch (RuntimeException damaged) {
            return Optional.empty();
        }
    }

    private long now() {
        return clock.now(Instant.EPOCH).toEpochMilli();
    }

    private void count(CountedCall call) {
        call.callee().counted().forEach(name -> counted.computeIfAbsent(name, _ -> new ArrayList<>()).add(call));
    }

    private List<CountedCall> of(String name) {
        return counted.getOrDefault(name, List.of());
    }

    /** A call begins. @param timed whether its minutes are limited @return its number */
    public long begin(Callee callee, boolean timed) {
        CountedCall call = CountedCall.begun(next++, callee, now(), timed);
        count(call);
        underWay.put(call.number(), call);
        write(List.of(call));
        return call.number();
    }

    /** It is over. @param reached whether it reached anybody; else it costs no minutes */
    public void end(long number, boolean reached) {
        Optional.ofNullable(underWay.remove(number)).ifPresent(call -> {
            call.end(reached, now());
            write(List.of(call));
        });
    }

    /** From now on the minutes of a call under way are limited. */
    public void time(long number) {
        Optional.ofNullable(underWay.get(number)).ifPresent(CountedCall::time);
    }

    /** There was no call: nothing was dialled. */
    public void cancel(long number) {
        Optional.ofNullable(underWay.remove(number)).ifPresent(call -> {
            call.callee().counted().forEach(name -> counted.get(name).remove(call));
            unwritten.remove(call);
            store.commit(new Batch().delete(Family.META, CountedCall.key(number)), _ -> {});
        });
    }

    /** Notes how long the calls under way last so far: {@link #MARK}. */
    public void mark() {
        List<CountedCall> timed = underWay.values().stream().filter(CountedCall::isTimed).toList();
        timed.forEach(call -> call.seen(now()));
        if (!timed.isEmpty()) write(timed);
    }

    /** Whether the minutes of a call under way are limited. */
    public boolean isTimed() {
        return underWay.values().stream().anyMatch(CountedCall::isTimed);
    }

    private void write(Collection<CountedCall> calls) {
        Batch batch = new Batch();
        forgetOld(batch);
        List<CountedCall> all = new ArrayList<>(calls);
        for (CountedCall late = unwritten.poll(); late != null; late = unwritten.poll())
            all.add(late);
        all.forEach(call -> batch.put(Family.META, CountedCall.key(call.number()), call.value()));
        store.commit(batch, failure -> failure.ifPresent(_ -> unwritten.addAll(all)));
    }

    private void forgetOld(Batch batch) {
        long now = now();
        counted.values().forEach(calls -> calls.removeIf(call -> {
            boolean old = !call.isUnderWay() && call.ended(now) <= now - DAY.toMillis();
            if (old) batch.delete(Family.META, CountedCall.key(call.number()));
            return old;
        }));
        counted.values().removeIf(List::isEmpty);
    }

    /** The calls to a site, by its name. */
    public CallCount count(String site) {
        long now = now();
        List<CountedCall> calls = of(Callee.site(site));
        long lasted = calls.stream().filter(c -> c.ended(now) > now - DAY.toMillis()).mapToLong(c -> c.lasted(now))
                .sum();
        return new CallCount(since(calls, now - HOUR.toMillis()), since(calls, now - DAY.toMillis()),
                Duration.ofMillis(lasted));
    }

    /** All calls that count, in the order in which they began. */
    public List<MadeCall> made() {
        long now = now();
        return counted.entrySet().stream()
                .flatMap(e -> e.getValue().stream().filter(call -> call.callee().site().equals(e.getKey())))
                .filter(call -> call.began() > now - DAY.toMillis() || call.ended(now) > now - DAY.toMillis())
                .sorted(Comparator.comparingLong(CountedCall::began).thenComparingLong(CountedCall::number))
                .map(call -> new MadeCall(call.callee(), wall(call.began()), wall(call.began() + call.lasted(now)),
                        call.isUnderWay()))
                .toList();
    }

    private Instant wall(long age) {
        return clock.toWall(Instant.ofEpochMilli(age)).truncatedTo(ChronoUnit.MILLIS);
    }

    private static int since(List<CountedCall> calls, long from) {
        return (int) calls.stream().filter(call -> call.began() > from).count();
    }

    /** The limit that leaves no call now; of several, the one that lasts longest. */
    Optional<LimitReached> reached(Callee callee, CallBudget budget) {
        long now = now();
        return Stream.concat(reached(callee.far(), budget.far(), now), reached(callee.link(), budget.link(), now))
                .max(Comparator.comparing(LimitReached::until));
    }

    private Stream<LimitReached> reached(String of, CallLimits limits, long now) {
        List<CountedCall> calls = of(of);
        return Stream.of(
                limits.callsPerHour().flatMap(most -> until(calls, most, HOUR, now)
                        .map(at -> new LimitReached("calls-per-hour", most, of, at))),
                limits.callsPerDay().flatMap(most -> until(calls, most, DAY, now)
                        .map(at -> new LimitReached("calls-per-day", most, of, at))),
                limits.minutesPerDay().flatMap(most -> until(calls, most, now)
                        .map(at -> new LimitReached("minutes-per-day", most.toMinutes(), of, at))))
                .flatMap(Optional::stream);
    }

    /** Until when so many calls were made in this time, if they were. */
    private Optional<Instant> until(List<CountedCall> calls, int most, Duration per, long now) {
        if (calls.size() < most) return Optional.empty();
        return future(calls.get(calls.size() - most).began() + per.toMillis(), now);
    }

    /** Until when the calls of a day have lasted so long that no minute is left. */
    private Optional<Instant> until(List<CountedCall> calls, Duration most, long now) {
        long lasted = 0;
        for (CountedCall call : calls.stream().sorted(Comparator.comparingLong((CountedCall c) -> -c.ended(now)))
                .toList()) {
            lasted += call.lasted(now);
            if (lasted > most.minus(LEAST).toMillis()) return future(call.ended(now) + DAY.toMillis(), now);
        }
        return Optional.empty();
    }

    private Optional<Instant> future(long at, long now) {
        return at > now ? Optional.of(clock.toWall(Instant.ofEpochMilli(at))) : Optional.empty();
    }

    /** How many of the day's minutes are left for a call; empty if they are not limited. */
    Optional<Duration> left(Callee callee, CallBudget budget) {
        return Stream.concat(left(callee.far(), budget.far()), left(callee.link(), budget.link()))
                .min(Duration::compareTo);
    }

    private Stream<Duration> left(String of, CallLimits limits) {
        long now = now();
        long lasted = of(of).stream().filter(c -> c.ended(now) > now - DAY.toMillis()).mapToLong(c -> c.lasted(now))
                .sum();
        return limits.minutesPerDay().map(most -> most.minusMillis(lasted)).stream();
    }
}
