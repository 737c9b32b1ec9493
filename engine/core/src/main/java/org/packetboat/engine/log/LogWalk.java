package org.packetboat.engine.log;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.log.entry.EntryCodec;
import org.packetboat.engine.log.entry.LogEntry;
import org.packetboat.engine.log.entry.LogEntry.Content;
import org.packetboat.engine.log.entry.LogPosition;
import org.packetboat.engine.log.entry.LogRecord;

/**
 * Reads records in the log's order and says which count. All who read the same log come to the same end: nothing else
 * decides what is true.
 */
final class LogWalk {
    /** What a record meant. */
    sealed interface Step {
        /** An entry is whole, and takes effect on a state that is at {@code base}. */
        record Counted(LogEntry entry, LogPosition base) implements Step {}

        /** The log begins within or at the end of this entry. */
        record Began(LogPosition at) implements Step {}

        /** The owner is alive. @param next who is to own next, if it hands over here */
        record Alive(Optional<String> next) implements Step {}

        /** It does not count. */
        record Ignored() implements Step {}
    }

    private final LogRules rules;
    private final Set<Long> over = new HashSet<>();
    private final List<byte[]> pieces = new ArrayList<>();
    private LogPosition gathering = LogPosition.START;
    private Optional<LogPosition> at;
    private long missing;

    /** @param at where the log stands, or empty if that is to be read from its first record */
    LogWalk(LogRules rules, Optional<LogPosition> at) {
        this.rules = rules;
        this.at = at;
    }

    /** Where the log stands; empty before the first record that says so. */
    Optional<LogPosition> at() {
        return at;
    }

    /** How many entries brokers have lost in the part that was read. */
    long missing() {
        return missing;
    }

    Step next(LogRecord record) {
        return switch (record) {
            case LogRecord.Opened opened -> opening(opened);
            case LogRecord.Piece piece -> piece(piece);
            case LogRecord.Heartbeat heartbeat -> at.isEmpty() || at.get().opening() == heartbeat.at().opening()
                    ? new Step.Alive(at.filter(heartbeat.at()::equals).flatMap(_ -> heartbeat.next()))
                    : new Step.Ignored();
        };
    }

    private Step opening(LogRecord.Opened opened) {
        Content.Opening opening = opened.opening();
        if (at.isPresent() && !rules.opens(at.get(), opened)) return new Step.Ignored();
        long lost = at.map(now -> opening.after().number() - now.number()).orElse(0L);
        return count(new LogEntry(opened.at(), opening), opening.base(), lost);
    }

    private Step piece(LogRecord.Piece piece) {
        if (at.isEmpty() && piece.index() > 0) return began(piece);
        if (at.isPresent() && !mayFollow(at.get(), piece.at())) return new Step.Ignored();
        if (piece.index() == 0 && !gathering.equals(piece.at())) {
            pieces.clear();
            gathering = piece.at();
        }
        if (!gathering.equals(piece.at()) || !rules.isNextPiece(pieces.size(), piece)) return new Step.Ignored();
        pieces.add(piece.bytes());
        if (!rules.isWhole(piece)) return new Step.Alive(Optional.empty());
        long lost = at.map(now -> piece.at().number() - now.number() - 1).orElse(0L);
        return count(new LogEntry(piece.at(), EntryCodec.read(joined())), piece.at().previous(), lost);
    }

    private Step began(LogRecord.Piece piece) {
        if (!piece.last()) return new Step.Ignored();
        at = Optional.of(piece.at());
        return new Step.Began(piece.at());
    }

    /** The next of this opening; or one beyond it, of an opening that is not over: what lay between is lost. */
    private boolean mayFollow(LogPosition now, LogPosition next) {
        return rules.follows(now, next) || next.number() > now.number() + 1 && next.term() >= now.term()
                && !over.contains(next.opening());
    }

    private Step count(LogEntry entry, LogPosition base, long lost) {
        at.filter(now -> now.opening() != entry.at().opening()).ifPresent(now -> over.add(now.opening()));
        missing += Math.max(0, lost);
        pieces.clear();
        gathering = LogPosition.START;
        at = Optional.of(entry.at());
        return new Step.Counted(entry, base);
    }

    private byte[] joined() {
        byte[] all = new byte[pieces.stream().mapToInt(piece -> piece.length).sum()];
        int length = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, all, length, piece.length);
            length += piece.length;
        }
        return all;
    }
}
