package org.packetboat.simulator.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.packetboat.engine.log.ReplicatedLog.Page;
import org.packetboat.engine.log.ReplicatedLog.Placed;
import org.packetboat.engine.log.entry.LogPosition;
import org.packetboat.engine.log.entry.LogRecord;
import org.packetboat.engine.sim.SimTime;

/**
 * The brokers: a log, and a shelf for snapshots. They may lose what they acknowledged, when they elect a leader that
 * does not have it; then its places are given again.
 *
 * <p>Who is fenced is known at once to the coordinator; the log itself may learn it only with the next record of the
 * new writer. Until then it takes the old one's.
 */
final class Brokers {
    /** Longer than a transaction may stay open. */
    private static final Duration TRANSACTION = Duration.ofSeconds(60);
    /** What they have lost lately may have been seen. */
    private static final Duration LATELY = Duration.ofSeconds(60);
    private static final int PAGE = 50;

    /** Who sees to it that nobody does what nobody may. */
    interface Watch {
        void complain(String machine, String what);

        /** @param quiet since the last record of the opening that it goes on from; empty if none is left */
        void opens(String machine, LogRecord.Opened opened, Optional<Duration> quiet);

        /** @param gone what nobody can read any more */
        void cuts(String machine, List<LogPosition> gone);
    }

    /** Somebody's right to write. */
    static final class Right {
        private final long epoch;
        private final String machine;
        private boolean broken;
        private Optional<Instant> transaction = Optional.empty();

        private Right(long epoch, String machine) {
            this.epoch = epoch;
            this.machine = machine;
        }
    }

    private record Kept(long offset, long epoch, Instant time, byte[] bytes) {
        LogPosition at() {
            return LogRecord.of(bytes).at();
        }
    }

    private record Lost(Instant time, LogPosition at) {}

    private final SimTime time;
    private final SplittableRandom random;
    private final boolean fencing;
    private final Watch watch;
    private final List<Kept> records = new ArrayList<>();
    private final List<Right> rights = new ArrayList<>();
    private final Map<String, byte[]> shelf = new TreeMap<>();
    private Instant troubled = Instant.MIN;
    private long end;
    private long start;
    private long epochs;
    private long known;
    private boolean away;
    private final List<Lost> lost = new ArrayList<>();
    private boolean lying;
    private boolean forgetful;

    /** @param fencing whether they keep old writers out */
    Brokers(SimTime time, SplittableRandom random, boolean fencing, Watch watch) {
        this.time = time;
        this.random = random;
        this.fencing = fencing;
        this.watch = watch;
    }

    /** Too few of them are there, or enough again. */
    void away(boolean gone) {
        away = gone;
        troubled();
    }

    boolean isAway() {
        return away;
    }

    void troubled() {
        troubled = time.now();
    }

    /** When they, or the way to them, were last in trouble. */
    Instant lastTrouble() {
        return troubled;
    }

    /** Now and then they acknowledge a chunk of a snapshot, and lose it. */
    void lying(boolean lies) {
        lying = lies;
    }

    /** Now and then a broker that has lost its state takes an old writer's record; nobody hears of it. */
    void forgetful(boolean forgets) {
        forgetful = forgets;
    }

    /** The new leader lacks the last records. */
    void elect(int most) {
        troubled();
        int gone = Math.min(1 + random.nextInt(most), records.size());
        for (int i = 0; i < gone; i++)
            lost.add(new Lost(time.now(), records.removeLast().at()));
        if (gone == 0) return;
        end = records.isEmpty() ? start : records.getLast().offset() + 1;
        known = records.stream().mapToLong(Kept::epoch).max().orElse(0);
        rights.forEach(right -> right.broken |= random.nextInt(3) > 0);
    }

    /** How many records they have lost. */
    int lost() {
        return lost.size();
    }

    /** Where the records stand that machines can have seen: those in the log, and those that were lost lately. */
    Stream<LogPosition> seen() {
        Instant since = time.now().minus(LATELY);
        return Stream.concat(records.stream().map(Kept::at),
                lost.stream().filter(l -> l.time().isAfter(since)).map(Lost::at));
    }

    Right fence(String machine) {
        Right right = new Right(++epochs, machine);
        if (random.nextBoolean()) known = epochs;
        rights.add(right);
        return right;
    }

    /** @return the place, or nothing if it was refused */
    Optional<Long> append(Right right, byte[] bytes) {
        expire(right);
        if (right.broken) return Optional.empty();
        if (fencing && right.epoch < known) {
            if (forgetful && random.nextInt(4) == 0)
                records.add(new Kept(end++, right.epoch, time.now(), bytes.clone()));
            return Optional.empty();
        }
        known = Math.max(known, right.epoch);
        if (right.transaction.isEmpty()) right.transaction = Optional.of(time.now());
        if (LogRecord.of(bytes) instanceof LogRecord.Opened opened)
            watch.opens(right.machine, opened, quiet(right, opened));
        records.add(new Kept(end, right.epoch, time.now(), bytes.clone()));
        return Optional.of(end++);
    }

    /** Since the last record of the opening before; what the machine itself has sent in its name does not count. */
    private Optional<Duration> quiet(Right right, LogRecord.Opened opened) {
        long before = opened.opening().after().opening();
        return records.reversed().stream().filter(r -> r.epoch() != right.epoch)
                .filter(r -> r.at().opening() == before).findFirst()
                .map(last -> Duration.between(last.time(), time.now()));
    }

    private void expire(Right right) {
        boolean open = right.transaction.filter(t -> t.plus(TRANSACTION).isBefore(time.now())).isPresent();
        if (!open) return;
        right.broken = true;
        watch.complain(right.machine, "left a transaction open for a minute");
        right.transaction = Optional.empty();
    }

    void lose(Right right) {
        right.broken = true;
    }

    void endTransaction(Right right) {
        right.transaction = Optional.empty();
    }

    Page read(long from) {
        int first = 0;
        for (int beyond = records.size(); first < beyond;) {
            int middle = (first + beyond) >>> 1;
            if (records.get(middle).offset() < from) first = middle + 1;
            else beyond = middle;
        }
        return new Page(records.subList(first, Math.min(first + PAGE, records.size())).stream()
                .map(record -> new Placed(record.offset(), record.bytes())).toList(), end);
    }

    void cut(String machine, long before) {
        watch.cuts(machine, records.stream().filter(r -> r.offset() < before).map(Kept::at).toList());
        records.removeIf(record -> record.offset() < before);
        start = Math.max(start, before);
        end = Math.max(start, end);
    }

    /** The first place that is left. */
    long start() {
        return start;
    }

    void put(String name, byte[] bytes) {
        if (!lying || random.nextInt(300) > 0) shelf.put(name, bytes.clone());
    }

    byte[] get(String name) {
        return shelf.getOrDefault(name, new byte[0]);
    }

    List<String> list(String prefix) {
        return shelf.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }

    void remove(String name) {
        shelf.remove(name);
    }

    /** For stories. */
    @Override
    public String toString() {
        return "log " + start + ".." + end + ", shelf " + shelf.size() + ", lost " + lost.size();
    }
}
