package org.packetboat.engine.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.packetboat.engine.log.ReplicatedLog.Writer;
import org.packetboat.engine.log.entry.LogEntry;
import org.packetboat.engine.log.entry.LogEntry.Content;
import org.packetboat.engine.log.entry.LogPosition;
import org.packetboat.engine.log.entry.LogRecord;

/**
 * Becoming the owner: fence, read to the end, save a snapshot where the log alone no longer leads to this state, write
 * an opening, and read it in the log.
 */
final class Takeover {
    private enum Phase {
        FENCING, CATCHING_UP, SAVING, OPENING, DONE, GIVEN_UP
    }

    private final String machine;
    private final long life;
    private final LogRules rules;
    private final EventQueue events;
    private final Replica replica;
    private final SnapshotStorage storage;
    private final Supplier<String> names;
    private final long expected;
    private final Consumer<LogPosition> mine;
    private final EventQueue.Request<Writer> fencing;
    private final EventQueue.Request<Long> opening;
    private final Optional<Duration> handedOver;
    private Optional<Writer> writer = Optional.empty();
    private Optional<SnapshotWriter> saving = Optional.empty();
    private Phase phase = Phase.FENCING;
    private Duration since = Duration.ZERO;
    private Duration sent = Duration.ZERO;
    private Optional<LogEntry> opened = Optional.empty();
    private Duration beaten = Duration.ZERO;
    private long heartbeats;
    private long lost;

    /**
     * @param expected   the opening that counts last, as this machine knows
     * @param mine       hears of each it writes
     * @param handedOver when this machine read that the last owner hands over to it
     */
    Takeover(String machine, long life, LogRules rules, EventQueue events, ReplicatedLog log, SnapshotStorage storage,
            Supplier<String> names, Replica replica, long expected, Consumer<LogPosition> mine,
            Optional<Duration> handedOver, Duration now) {
        this.handedOver = handedOver;
        this.machine = machine;
        this.life = life;
        this.rules = rules;
        this.events = events;
        this.replica = replica;
        this.storage = storage;
        this.names = names;
        this.expected = expected;
        this.mine = mine;
        this.fencing = events.new Request<>(rules.settings().timeout());
        this.opening = events.new Request<>(rules.settings().timeout());
        fencing.send(now, log::fence, this::fenced);
    }

    /** Whether it is time for one: the owner has handed over to this machine, or is gone. */
    static boolean isDue(LogTail reader, LogRules rules, String machine, Duration preference, Duration now) {
        boolean ownEarlierLife = reader.owner().equals(machine) && reader.next().isEmpty();
        return reader.next().filter(machine::equals).isPresent()
                || rules.isGone(reader.silent(now), ownEarlierLife, preference);
    }

    private void fenced(EventQueue.Response<Writer> answer) {
        writer = answer.value();
        since = answer.now();
        phase = writer.isPresent() ? Phase.CATCHING_UP : Phase.GIVEN_UP;
    }

    void step(Duration now, LogTail tail) {
        fencing.expire(now);
        opening.expire(now);
        switch (phase) {
            case CATCHING_UP -> caughtUp(now, tail);
            case SAVING -> saved(now, tail);
            case OPENING -> opened(now, tail);
            case FENCING, DONE, GIVEN_UP -> {
            }
        }
    }

    private void caughtUp(Duration now, LogTail tail) {
        if (!tail.hasSeen(since)) return;
        if (tail.end().opening() != expected) {
            phase = Phase.GIVEN_UP;
            return;
        }
        lost = tail.missing();
        if (!rules.needsSnapshot(tail.hasAll())) {
            open(now, tail);
        } else if (replica.isClean() && replica.stored().equals(replica.last())) {
            saving = Optional
                    .of(new SnapshotWriter(storage, events, rules.settings(), replica, names, Optional.empty()));
            phase = Phase.SAVING;
        }
    }

    private void saved(Duration now, LogTail tail) {
        SnapshotWriter saver = saving.orElseThrow();
        saver.step(now);
        if (rules.isHeartbeatDue(now, beaten)) heartbeat(now, tail.end());
        // Another may have opened meanwhile: brokers that forget whom they fenced would take our opening behind it.
        if (saver.hasFailed() || tail.end().opening() != expected) phase = Phase.GIVEN_UP;
        else if (saver.isReadBack()) open(now, tail);
    }

    /** Others are to wait until the snapshot is written. */
    private void heartbeat(Duration now, LogPosition end) {
        beaten = now;
        writer.orElseThrow().append(new LogRecord.Heartbeat(end, ++heartbeats).toBytes(), _ -> {});
    }

    private void open(Duration now, LogTail tail) {
        LogPosition base = replica.last().at();
        LogPosition after = tail.end();
        LogPosition at = new LogPosition(Math.max(base.term(), after.term()) + 1, id(base, after, now),
                Math.max(base.number(), after.number()) + 1);
        Content.Opening content = new Content.Opening(base, after, machine);
        LogEntry entry = new LogEntry(at, content);
        opened = Optional.of(entry);
        mine.accept(at);
        sent = now;
        phase = Phase.OPENING;
        opening.send(now, answer -> writer.orElseThrow().append(new LogRecord.Opened(at, content).toBytes(), answer),
                answer -> answered(entry, answer));
    }

    private void answered(LogEntry entry, EventQueue.Response<Long> answer) {
        since = answer.now();
        if (answer.value().isEmpty()) {
            phase = Phase.GIVEN_UP;
        } else if (rules.mayServeUnread() && !replica.last().at().equals(entry.at())) {
            replica.add(entry, answer.value().get(), () -> {});
        }
    }

    private void opened(Duration now, LogTail tail) {
        boolean stale = now.minus(sent).compareTo(rules.settings().timeout()) > 0; // this machine was frozen
        if (replica.last().at().equals(opened.orElseThrow().at())) phase = stale ? Phase.GIVEN_UP : Phase.DONE;
        else if (!opening.isOpen() && tail.hasSeen(since)) phase = Phase.CATCHING_UP; // something got in between
    }

    /** No other opening has it: no other life has this life's number, and no other opening of it this time. */
    private long id(LogPosition base, LogPosition after, Duration now) {
        byte[] name = machine.getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(2 * LogPosition.BYTES + 2 * Long.BYTES + name.length);
        base.write(all);
        after.write(all);
        all.putLong(life).putLong(now.toNanos()).put(name);
        return ByteBuffer.wrap(LogSnapshot.sha256(all.array())).getLong();
    }

    boolean isDone() {
        return phase == Phase.DONE;
    }

    boolean isGivenUp() {
        return phase == Phase.GIVEN_UP;
    }

    Writer writer() {
        return writer.orElseThrow();
    }

    /** When the opening was sent. */
    Duration sent() {
        return sent;
    }

    /** When the first envelope may be started. */
    Duration mayStart(Duration now) {
        return now.plus(handedOver.map(at -> rules.leaseWait(now.minus(at))).orElseGet(rules::leaseWait));
    }

    /** How many entries that others had acknowledged are not in the log any more. */
    long lost() {
        return lost;
    }

    /** Leaves it; what is under way may still arrive. */
    void close() {
        fencing.forget();
        opening.forget();
        saving.ifPresent(SnapshotWriter::close);
        if (phase != Phase.DONE) writer.ifPresent(Writer::close);
    }
}
