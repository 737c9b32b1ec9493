package org.packetboat.engine.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.packetboat.engine.log.LogWalk.Step;
import org.packetboat.engine.log.ReplicatedLog.Page;
import org.packetboat.engine.log.ReplicatedLog.Placed;
import org.packetboat.engine.log.entry.LogEntry;
import org.packetboat.engine.log.entry.LogEntry.Content;
import org.packetboat.engine.log.entry.LogPosition;
import org.packetboat.engine.log.entry.LogRecord;

/**
 * Reads the log to its end, again and again, and brings the replica what counts. Each reading begins with the last
 * record that was read before: if another lies there, or none, brokers have lost records.
 */
final class LogTail {
    /**
     * How the replica stands to the log, at its end. A log that had records and no longer says where it stands is not a
     * new one: brokers have lost them, and a store that has nothing lacks something.
     */
    enum ReplicaState {
        /** It has all of the log. */
        IN_SYNC,
        /** It has more than the log, and the log's last opening led to it. */
        AHEAD,
        /** Something between it and the log's end is not in the log. */
        BEHIND,
        /** It has entries of a branch that the log has left. */
        DIVERGED
    }

    /**
     * Who hears what is read.
     *
     * @param counted each entry that the replica lacks, with its place
     * @param foreign the place of each record that no machine of a hub has written; again with each reading
     */
    record Hears(BiConsumer<LogEntry, Long> counted, LongConsumer foreign) {}

    /** What should not be in a log: each is told once in a machine's life. And which openings this life has written. */
    static final class Oddities {
        /** What an earlier life has sent is in the log by then. */
        private static final Duration FORMER_LIFE = Duration.ofSeconds(30);
        private static final Duration ALIVE = Duration.ofSeconds(1);

        private final String machine;
        private final LogWatcher watcher;
        private final Set<Long> mine = new HashSet<>();
        private Optional<Duration> begun = Optional.empty();
        private boolean namesake;
        private long foreign;
        private long beyond = -1;

        Oddities(String machine, LogWatcher watcher) {
            this.machine = machine;
            this.watcher = watcher;
        }

        void opens(LogPosition at) {
            mine.add(at.opening());
        }

        boolean isMine(LogPosition at) {
            return mine.contains(at.opening());
        }

        void foreign(long offset) {
            if (offset <= beyond) return;
            beyond = offset;
            if (foreign++ == 0) watcher.foreign(offset);
        }

        /** Whether an owner of this machine's name is alive that is not this life. */
        void look(LogTail reader, Duration now) {
            if (begun.isEmpty()) begun = Optional.of(now);
            boolean other = reader.owner().equals(machine) && !isMine(reader.end());
            boolean alive = reader.silent(now).compareTo(ALIVE) < 0;
            if (namesake || !other || !alive || now.minus(begun.get()).compareTo(FORMER_LIFE) < 0) return;
            namesake = true;
            watcher.namesake();
        }

        @Override
        public String toString() {
            return foreign == 0 ? "" : ", " + foreign + " records that are none of the log's";
        }
    }

    private record Anchor(long offset, Predicate<byte[]> same) {}

    /** The last record that was read, and since when nothing came behind it. */
    record LastRecord(long offset, byte[] bytes, Duration quiet) {
        /** Nobody has looked. */
        static final LastRecord NOTHING = new LastRecord(-2, new byte[0], Duration.ZERO);
        private static final LastRecord NO_RECORD = new LastRecord(-1, new byte[0], Duration.ZERO);
    }

    private final ReplicatedLog log;
    private final LogRules rules;
    private final Replica replica;
    private final Hears hears;
    private final EventQueue.Request<Page> reading;
    private final List<LogSnapshot> snapshots;
    private final List<LogSnapshot> fitting = new ArrayList<>();
    private final boolean searching;
    private LogWalk walk;
    private Optional<Anchor> anchor = Optional.empty();
    private OptionalLong first = OptionalLong.empty();
    private OptionalLong fork = OptionalLong.empty();
    private String owner;
    private Duration quiet;
    private Duration looked;
    private Duration due;
    private boolean atEnd;
    private boolean lost;
    private boolean blank;
    private Optional<String> next = Optional.empty();
    /** Whether what is read now was written while this machine looked on; and whether {@link #next} was. */
    private boolean following;
    private boolean nextSeen;
    private LastRecord lastRecord = LastRecord.NO_RECORD;
    private LastRecord earlier = LastRecord.NOTHING;

    /** Goes on where the replica is. */
    static LogTail resumed(ReplicatedLog log, LogRules rules, EventQueue events, Replica replica,
            Hears hears, Duration now) {
        LogCheckpoint checkpoint = replica.last();
        LogTail tail = new LogTail(log, rules, events, replica, hears, now, List.of(), checkpoint.at().number() == 0);
        if (checkpoint.at().number() == 0) return tail;
        tail.walk = new LogWalk(rules, Optional.of(checkpoint.at()));
        tail.anchor = Optional.of(new Anchor(checkpoint.offset(), bytes -> ends(bytes, checkpoint.at())));
        return tail;
    }

    /** Reads the whole log, to find out where in it the replica is, and which snapshots lead on. */
    static LogTail searching(ReplicatedLog log, LogRules rules, EventQueue events, Replica replica,
            Hears hears, Duration now, List<LogSnapshot> snapshots, LastRecord earlier) {
        LogTail tail = new LogTail(log, rules, events, replica, hears, now, snapshots, true);
        tail.earlier = earlier;
        return tail;
    }

    private LogTail(ReplicatedLog log, LogRules rules, EventQueue events, Replica replica,
            Hears hears, Duration now, List<LogSnapshot> snapshots, boolean searching) {
        this.log = log;
        this.rules = rules;
        this.replica = replica;
        this.hears = hears;
        this.snapshots = snapshots;
        this.searching = searching;
        this.reading = events.new Request<>(rules.settings().timeout());
        this.walk = new LogWalk(rules, Optional.empty());
        this.owner = replica.last().owner();
        this.quiet = now;
        this.looked = now;
        this.due = now;
    }

    /** Whether this record is the last one of the entry there. */
    static boolean ends(byte[] bytes, LogPosition at) {
        return LogRecord.read(bytes).filter(record -> record.at().equals(at)).filter(record -> switch (record) {
            case LogRecord.Opened _ -> true;
            case LogRecord.Piece piece -> piece.last();
            case LogRecord.Heartbeat _ -> false;
        }).isPresent();
    }

    void step(Duration now) {
        reading.expire(now);
        if (!reading.isOpen() && now.compareTo(due) >= 0)
            reading.send(now, answer -> log.read(from(), answer), this::pageRead);
    }

    Duration wake() {
        return due;
    }

    /** Stops: an answer that is under way is dropped. */
    void stop() {
        reading.forget();
    }

    private long from() {
        return anchor.map(Anchor::offset).orElse(0L);
    }

    private void pageRead(EventQueue.Response<Page> answer) {
        Duration now = answer.now();
        due = now.plus(rules.settings().poll());
        if (answer.value().isEmpty()) return;
        following = atEnd && rules.isFresh(now.minus(looked));
        Page page = answer.value().get();
        List<Placed> records = page.records();
        if (anchor.isPresent() && !begins(records, anchor.get())) {
            lost = true;
            return;
        }
        for (Placed placed : anchor.isPresent() ? records.subList(1, records.size()) : records)
            take(placed, now);
        atEnd = page.reaches(anchor.map(a -> a.offset() + 1).orElse(0L));
        blank = walk.at().isEmpty() && page.end() > 0;
        if (!atEnd) due = now;
        if (!atEnd) return;
        boolean nothingNew = lastRecord.offset() == earlier.offset()
                && Arrays.equals(lastRecord.bytes(), earlier.bytes());
        if (nothingNew) quiet = earlier.quiet();
        earlier = LastRecord.NOTHING;
        looked = answer.asked();
    }

    private static boolean begins(List<Placed> records, Anchor anchor) {
        return !records.isEmpty() && records.getFirst().offset() == anchor.offset()
                && anchor.same().test(records.getFirst().bytes());
    }

    private void take(Placed placed, Duration now) {
        byte[] bytes = placed.bytes();
        anchor = Optional.of(new Anchor(placed.offset(), there -> Arrays.equals(there, bytes)));
        lastRecord = new LastRecord(placed.offset(), bytes, now);
        Optional<LogRecord> record = read(placed);
        if (record.isEmpty()) {
            hears.foreign().accept(placed.offset());
            return;
        }
        Optional<LogPosition> before = walk.at();
        Step step = walk.next(record.get());
        if (!(step instanceof Step.Ignored)) heard(step, now);
        switch (step) {
            case Step.Counted(LogEntry entry, LogPosition base) -> count(entry, base, before, placed.offset());
            case Step.Began(LogPosition at) -> began(at);
            case Step.Alive _, Step.Ignored _ -> {
            }
        }
    }

    private void heard(Step step, Duration now) {
        quiet = now;
        next = step instanceof Step.Alive(Optional<String> machine) ? machine : Optional.empty();
        nextSeen = following;
    }

    /** What a later program has written may be mail: this one can't go on without it. */
    private static Optional<LogRecord> read(Placed placed) {
        try {
            return LogRecord.read(placed.bytes());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the hub's log has, at offset " + placed.offset() + ", " + e.getMessage()
                    + "; expected what this program knows. Install the version that the hub's other machines have", e);
        }
    }

    private void count(LogEntry entry, LogPosition base, Optional<LogPosition> before, long offset) {
        if (before.filter(base::equals).isEmpty()) began(base);
        if (entry.content() instanceof Content.Opening opening) {
            owner = opening.machine();
            if (!replica.last().cameThrough(entry.at().opening()) && fork.isEmpty())
                fork = OptionalLong.of(opening.after().number());
        }
        if (base.equals(replica.last().at())) hears.counted().accept(entry, offset);
        snapshots.stream().filter(s -> s.checkpoint().at().equals(entry.at())).forEach(fitting::add);
    }

    /** The log goes on from here; what lay before it leads nowhere. */
    private void began(LogPosition at) {
        if (first.isEmpty()) first = OptionalLong.of(at.number());
        fitting.clear();
        snapshots.stream().filter(s -> s.checkpoint().at().equals(at)).forEach(fitting::add);
    }

    /** Whether it has to be searched where the replica is, since its place in the log holds something else. */
    boolean isLost() {
        return lost;
    }

    /** Whether all was read that was in the log at this time: that was asked for later. */
    boolean hasSeen(Duration time) {
        return atEnd && !lost && looked.compareTo(time) > 0;
    }

    /** For the next search: what is at the end now is no sign of life then. */
    LastRecord lastRecord() {
        return atEnd ? new LastRecord(lastRecord.offset(), lastRecord.bytes(), quiet) : earlier;
    }

    /** Whether it was read to its end. */
    boolean isAtEnd() {
        return atEnd && !lost;
    }

    ReplicaState replicaState() {
        LogCheckpoint mine = replica.last();
        LogPosition end = end();
        if (end.equals(mine.at())) return blank ? ReplicaState.BEHIND : ReplicaState.IN_SYNC;
        if (end.number() == 0 || rules.isOnTheBranch(mine.cameThrough(end.opening())))
            return mine.at().number() > end.number() ? ReplicaState.AHEAD : ReplicaState.BEHIND;
        return given() > 0 ? ReplicaState.DIVERGED : ReplicaState.BEHIND;
    }

    /** How many entries of the replica are not part of the log's history. */
    long given() {
        long common = fork.orElse(first.orElse(0));
        return Math.max(0, replica.last().at().number() - Math.max(common, first.orElse(0)));
    }

    /** Where the log stands at its end. */
    LogPosition end() {
        return walk.at().orElse(LogPosition.START);
    }

    /** How many entries brokers have lost, so that nobody can come to the replica's state by the log. */
    long missing() {
        long end = end().number();
        long mine = replica.last().at().number();
        if (replicaState() != ReplicaState.IN_SYNC) return Math.abs(end - mine);
        return hasAll() ? 0 : walk.missing();
    }

    /** Whether somebody without a store can come to the log's end: by the log, or by a snapshot and what follows. */
    boolean hasAll() {
        return replicaState() == ReplicaState.IN_SYNC && (!searching || !fitting.isEmpty() || end().number() == 0);
    }

    /**
     * The best snapshot from which the log leads on to its end; or one that is ahead of a log that lost its end.
     *
     * @param broken the names of those that are not to be had
     */
    Optional<LogSnapshot> best(Set<String> broken) {
        Optional<LogSnapshot> best = fitting.stream().filter(s -> !broken.contains(s.name()))
                .max(LogSnapshot.BY_NUMBER);
        if (best.isPresent()) return best;
        return snapshots.stream().filter(s -> !broken.contains(s.name()))
                .filter(s -> s.checkpoint().at().number() > Math.max(end().number(),
                        replica.last().at().number()))
                .filter(s -> end().number() == 0 || s.checkpoint().cameThrough(end().opening()))
                .max(LogSnapshot.BY_NUMBER);
    }

    /** The machine whose opening counted last; empty if there was none. */
    String owner() {
        return owner;
    }

    /** Whom the owner has handed over to, in the last thing that it said. */
    Optional<String> next() {
        return next;
    }

    /** When this machine read that the owner hands over to it; empty if it did not look on. */
    Optional<Duration> handedOver(String machine) {
        return next.filter(machine::equals).filter(_ -> nextSeen).map(_ -> quiet);
    }

    /** For logs. */
    @Override
    public String toString() {
        return replicaState() + " with the log at " + end() + " of \"" + owner + "\"" + (lost ? ", lost" : "")
                + ", silent for "
                + looked.minus(quiet);
    }

    /** For how long the owner gave no sign of life, as far as this machine has looked. */
    Duration silent(Duration now) {
        return rules.silence(quiet, looked, now);
    }
}
