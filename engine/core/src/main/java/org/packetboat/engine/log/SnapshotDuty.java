package org.packetboat.engine.log;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.packetboat.engine.log.ReplicatedLog.Page;

/**
 * A standby's snapshots: written, read back, looked for in the log. Then the log is cut before the one before it, and
 * what both do without is removed: whoever is loading the older one has time, and the way on.
 */
final class SnapshotDuty {
    /** Names in the storage that begin so hold no snapshot: a machine that needs one writes them. */
    static final String WANTED = "wanted/";
    static final Duration ASK = Duration.ofSeconds(5);
    /** A wish that its machine has not withdrawn must not keep others writing. */
    private static final Duration WANTED_REST = Duration.ofMinutes(1);

    private final String machine;
    private final ReplicatedLog log;
    private final SnapshotStorage storage;
    private final LogRules rules;
    private final EventQueue events;
    private final Supplier<String> names;
    private final EventQueue.Request<Page> looking;
    private final EventQueue.Request<Boolean> cutting;
    private final EventQueue.Request<List<String>> listing;
    private final EventQueue.Request<List<String>> asking;
    private Optional<SnapshotWriter> writer = Optional.empty();
    private Optional<LogSnapshot> last = Optional.empty();
    private Optional<LogSnapshot> before = Optional.empty();
    private long from;
    private Optional<Duration> ended = Optional.empty();
    private Duration asked = Duration.ZERO;
    private boolean wanted;
    private long made;
    private long chunks;

    /** @param from the number of the entry from which on the first one's distance counts */
    SnapshotDuty(String machine, ReplicatedLog log, SnapshotStorage storage, LogRules rules, EventQueue events,
            Supplier<String> names, long from) {
        this.machine = machine;
        this.log = log;
        this.storage = storage;
        this.rules = rules;
        this.events = events;
        this.names = names;
        this.from = from;
        this.looking = events.new Request<>(rules.settings().timeout());
        this.cutting = events.new Request<>(rules.settings().timeout());
        this.listing = events.new Request<>(rules.settings().timeout());
        this.asking = events.new Request<>(rules.settings().timeout());
    }

    /** @param replica has all of the log @param owns then only what somebody asks for is made */
    void step(Duration now, Replica replica, boolean owns) {
        looking.expire(now);
        cutting.expire(now);
        listing.expire(now);
        asking.expire(now);
        if (!asking.isOpen() && now.minus(asked).compareTo(ASK) >= 0) ask(now);
        if (looking.isOpen() || cutting.isOpen()) return;
        if (writer.isEmpty() && replica.isClean() && isDue(now, replica, owns)) begin(replica);
        writer.ifPresent(w -> write(now, w));
    }

    /** Whether somebody can't come to the log's end, and waits for a snapshot. */
    private void ask(Duration now) {
        asked = now;
        asking.send(now, answer -> storage.list(WANTED, answer),
                answer -> wanted = answer.value().filter(names -> !names.isEmpty()).isPresent());
    }

    private boolean isDue(Duration now, Replica replica, boolean owns) {
        if (wanted) return hasRested(now, WANTED_REST);
        return !owns && hasRested(now, rules.settings().snapshotRest())
                && replica.stored().at().number() - from >= rules.settings().snapshotEvery();
    }

    private boolean hasRested(Duration now, Duration rest) {
        return ended.filter(end -> now.minus(end).compareTo(rest) < 0).isEmpty();
    }

    private void begin(Replica replica) {
        wanted = false;
        from = replica.stored().at().number();
        writer = Optional.of(new SnapshotWriter(storage, events, rules.settings(), replica, names, last));
    }

    private void write(Duration now, SnapshotWriter written) {
        written.step(now);
        if (written.hasFailed()) stop();
        boolean mayLook = written.isWritten() && (written.isReadBack() || rules.mayCut(false, true));
        if (mayLook)
            looking.send(now, answer -> log.read(written.snapshot().checkpoint().offset(), answer),
                    answer -> looked(written, answer));
    }

    private void looked(SnapshotWriter written, EventQueue.Response<Page> answer) {
        LogCheckpoint checkpoint = written.snapshot().checkpoint();
        boolean there = answer.value().map(Page::records).filter(all -> !all.isEmpty())
                .map(all -> all.getFirst()).filter(first -> first.offset() == checkpoint.offset())
                .filter(first -> LogTail.ends(first.bytes(), checkpoint.at())).isPresent();
        stop();
        if (!rules.mayCut(written.isReadBack(), there)) return;
        made++;
        chunks += written.written();
        // A place beyond this one is of a log that brokers have lost: places are given again.
        before = last.filter(s -> s.checkpoint().offset() < checkpoint.offset());
        last = Optional.of(written.snapshot());
        ended = Optional.of(answer.now());
        before.ifPresent(s -> cutting.send(answer.now(), cut -> log.cut(s.checkpoint().offset(), cut), this::cut));
    }

    private void cut(EventQueue.Response<Boolean> answer) {
        if (answer.value().isPresent()) listing.send(answer.now(), a -> storage.list(machine + "/", a), this::remove);
    }

    private void remove(EventQueue.Response<List<String>> answer) {
        Set<String> needed = new HashSet<>();
        last.ifPresent(s -> needed.addAll(s.names()));
        before.ifPresent(s -> needed.addAll(s.names()));
        writer.ifPresent(_ -> needed.addAll(answer.value().orElse(List.of()))); // it may use any of them
        answer.value().orElse(List.of()).stream().filter(name -> !needed.contains(name)).forEach(storage::remove);
    }

    /** How many snapshots were read back and found in the log. */
    long made() {
        return made;
    }

    /** How many chunks were written for them. */
    long chunks() {
        return chunks;
    }

    /** Leaves the one under way. */
    void stop() {
        writer.ifPresent(SnapshotWriter::close);
        writer = Optional.empty();
    }

    /** Hears nothing more. */
    void close() {
        stop();
        looking.forget();
        cutting.forget();
        listing.forget();
        asking.forget();
    }

    /** Nothing leads from here to the log's end: somebody who is there is asked to write a snapshot. */
    static final class Wish {
        private final String name;
        private final SnapshotStorage storage;
        /** An earlier life of this machine may have made it. */
        private boolean made = true;
        private boolean mine;
        private Duration madeAt = Duration.ZERO;

        Wish(String machine, SnapshotStorage storage) {
            this.name = WANTED + machine;
            this.storage = storage;
        }

        /** Is made again as long as it is called, since others withdraw nothing, and a storage may lose it. */
        void make(Duration now) {
            if (mine && now.minus(madeAt).compareTo(ASK) < 0) return;
            made = true;
            mine = true;
            madeAt = now;
            storage.put(name, new byte[0], _ -> {});
        }

        void withdraw() {
            if (made) storage.remove(name);
            made = false;
            mine = false;
        }
    }
}
