package org.packetboat.engine.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.packetboat.engine.log.LogRules.SendingLease;
import org.packetboat.engine.log.ReplicatedLog.Writer;
import org.packetboat.engine.log.entry.EntryCodec;
import org.packetboat.engine.log.entry.LogEntry;
import org.packetboat.engine.log.entry.LogEntry.Content;
import org.packetboat.engine.log.entry.LogPosition;
import org.packetboat.engine.log.entry.LogRecord;

/** One term of an owner: it writes entries and heartbeats, until it is in doubt whether it still owns. */
final class LogOwner {
    private record Sent(long number, Duration at, BiConsumer<Long, Duration> acknowledged) {}

    private final Writer writer;
    private final LogRules rules;
    private final EventQueue events;
    private final Replica replica;
    private final PendingEntries pendingEntries;
    private final Duration notBefore;
    private final Deque<Sent> unanswered = new ArrayDeque<>();
    private LogPosition tail;
    private Optional<Duration> lease;
    private Optional<Duration> transaction;
    private Duration lastHeartbeat;
    private Duration now;
    private long heartbeats;
    private long sent;
    private long place;
    private boolean doubtful;
    private boolean shifted;
    private boolean over;
    private boolean leaving;
    private boolean left;

    /** @param claim by which it owns */
    LogOwner(Takeover claim, LogRules rules, EventQueue events, Replica replica, PendingEntries pendingEntries,
            Duration now) {
        Duration opened = claim.sent();
        this.writer = claim.writer();
        this.rules = rules;
        this.events = events;
        this.replica = replica;
        this.pendingEntries = pendingEntries;
        this.notBefore = claim.mayStart(now);
        this.tail = replica.last().at();
        this.place = replica.last().offset();
        this.lease = Optional.of(opened);
        this.transaction = Optional.of(opened);
        this.lastHeartbeat = opened;
        this.now = opened;
    }

    /** Writes again what the term before has left, in its order. */
    void begin(Duration time) {
        now = time;
        pendingEntries.all().forEach(this::send);
    }

    void step(Duration time) {
        now = time;
        if (over) return;
        Sent oldest = unanswered.peek();
        if (oldest != null && now.minus(oldest.at()).compareTo(rules.settings().timeout()) >= 0) doubtful = true;
        if (replica.failing(now).compareTo(rules.settings().storeTimeout()) >= 0) doubtful = true;
        if (doubtful || leaving) return;
        if (rules.isHeartbeatDue(now, lastHeartbeat)) heartbeat();
        if (transaction.isPresent() && rules.isTransactionDue(now, transaction.get())) {
            transaction = Optional.empty();
            writer.endTransaction();
        }
    }

    private void heartbeat() {
        lastHeartbeat = now;
        Duration begun = now;
        append(new LogRecord.Heartbeat(tail, ++heartbeats),
                (_, time) -> lease = Optional.of(rules.leaseFrom(begun, time)));
    }

    /** Nothing more is written after this, and no envelope is begun. */
    void handOver(String machine) {
        leaving = true;
        append(new LogRecord.Heartbeat(tail, ++heartbeats, Optional.of(machine)), (_, _) -> left = true);
    }

    /** Whether it hands over. */
    boolean isLeaving() {
        return leaving;
    }

    /** Whether the log has it that another is to own. */
    boolean hasLeft() {
        return left;
    }

    void send(PendingEntries.PendingEntry pending) {
        tail = tail.next();
        LogEntry entry = new LogEntry(tail, pending.content());
        pending.sentAs(tail);
        List<LogRecord> pieces = pieces(entry, rules.settings().piece());
        pieces.subList(0, pieces.size() - 1).forEach(piece -> append(piece, (_, _) -> {}));
        append(pieces.getLast(), (offset, _) -> replica.add(entry, offset, pendingEntries.taken(entry.at())));
    }

    private static List<LogRecord> pieces(LogEntry entry, int most) {
        byte[] bytes = switch (entry.content()) {
            case Content.Changes changes -> EntryCodec.bytes(changes);
            case Content.Emptied emptied -> EntryCodec.bytes(emptied);
            case Content.Opening opening -> throw new IllegalArgumentException("an opening is no piece: " + opening);
        };
        List<LogRecord> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += most) {
            int to = Math.min(bytes.length, from + most);
            pieces.add(new LogRecord.Piece(entry.at(), pieces.size(), to == bytes.length,
                    Arrays.copyOfRange(bytes, from, to)));
        }
        return pieces;
    }

    private void append(LogRecord record, BiConsumer<Long, Duration> acknowledged) {
        if (transaction.isEmpty()) transaction = Optional.of(now);
        long number = sent++;
        unanswered.add(new Sent(number, now, acknowledged));
        writer.append(record.toBytes(), answer -> events.add(time -> answered(number, answer, time)));
    }

    private void answered(long number, Optional<Long> offset, Duration time) {
        if (over || doubtful) return;
        Sent first = unanswered.peek();
        if (offset.isEmpty() || first == null || first.number() != number) {
            doubtful = true;
            return;
        }
        if (!rules.isBehind(offset.get(), place)) {
            shifted = true;
            doubtful = true;
            return;
        }
        place = offset.get();
        unanswered.removeFirst().acknowledged().accept(offset.get(), time);
    }

    /** Whether it has to find out, by reading the log, whether it still owns. */
    boolean isDoubtful() {
        return doubtful;
    }

    /** Whether the log has become shorter under what it acknowledged. */
    boolean isShifted() {
        return shifted;
    }

    SendingLease sendingLease() {
        boolean gone = leaving && !rules.sendsAfterHandover();
        return new SendingLease(rules, notBefore, gone ? Optional.empty() : lease);
    }

    /** When the last heartbeat was sent that the brokers have acknowledged, and all before it. */
    Optional<Duration> wellUntil() {
        return lease;
    }

    void end() {
        over = true;
        writer.close();
    }
}
