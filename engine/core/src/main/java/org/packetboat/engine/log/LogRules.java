package org.packetboat.engine.log;

import java.time.Duration;
import java.util.Optional;
import org.packetboat.engine.log.entry.LogPosition;
import org.packetboat.engine.log.entry.LogRecord;

/** What a machine may do, and what of a log counts: every such decision, in one place, as {@code docs/cluster-log.md}
 * numbers them. Times are those of the machine's monotonic clock. */
public class LogRules {
    /**
     * What a machine knows, at a moment, of its right to send. A value: it may be asked on any thread, at any later
     * time of the same clock, also by a thread that was stopped meanwhile.
     *
     * @param notBefore when a new owner may start its first envelope
     * @param heartbeat when the last heartbeat was sent that the brokers have acknowledged; empty if this machine does
     *                  not own the queue
     */
    public record SendingLease(LogRules rules, Duration notBefore, Optional<Duration> heartbeat) {
        /** Whether an envelope may be started. */
        public boolean mayStart(Duration time) {
            return heartbeat.isPresent() && rules.mayStart(time, notBefore, heartbeat);
        }

        /** Whether an envelope may be begun that was handed to a session before. */
        public boolean mayBegin(Duration time) {
            return rules.mayBegin(mayStart(time));
        }
    }

    private static final Duration NEW_CONNECTIONS = Duration.ofSeconds(5);
    private static final Duration UNDER_WAY = Duration.ofSeconds(30);
    private static final int DESPERATE = 5;

    private final LogSettings settings;

    public LogRules(LogSettings settings) {
        this.settings = settings;
    }

    public final LogSettings settings() {
        return settings;
    }

    /** Rule 1: what has to be true of an entry before it is answered. */
    protected boolean mayAnswer(boolean acknowledged, boolean synced) {
        return acknowledged && synced;
    }

    /** Rule 1: whether it needs no further piece. */
    protected boolean isWhole(LogRecord.Piece piece) {
        return piece.last();
    }

    /** Rule 2: whether it is the piece that is waited for, when there are so many. */
    protected boolean isNextPiece(int had, LogRecord.Piece piece) {
        return piece.index() == had;
    }

    /** Rule 2: whether an entry is the next one where the log stands. */
    protected boolean follows(LogPosition now, LogPosition next) {
        return next.opening() == now.opening() && next.number() == now.number() + 1;
    }

    /** Rule 2: whether an opening counts where the log stands; also if its writer saw what brokers lost since. */
    protected boolean opens(LogPosition now, LogRecord.Opened opened) {
        LogPosition after = opened.opening().after();
        return after.equals(now) || after.number() > now.number() && opened.at().term() > now.term();
    }

    /** Rule 3: whether a machine that no longer knows whether it owns may fence before it has read the log. */
    protected boolean mayFenceUnread() {
        return false;
    }

    /** Rule 3a: whether a machine may serve before it has read its own opening in the log. */
    protected boolean mayServeUnread() {
        return false;
    }

    /** Rule 3: whether what the log acknowledged lies where it can: behind all that it acknowledged before. */
    protected boolean isBehind(long offset, long earlier) {
        return offset > earlier;
    }

    /** Rule 4: whether a store beyond the log's end is still good: the last opening in the log led to it. */
    protected boolean isOnTheBranch(boolean cameThrough) {
        return cameThrough;
    }

    /** Rule 4: whether a new snapshot is needed before an opening: others can't come to its base through the log. */
    protected boolean needsSnapshot(boolean logHasAll) {
        return !logHasAll;
    }

    /** Rule 5: whether the owner may start to send an envelope. */
    protected boolean mayStart(Duration now, Duration notBefore, Optional<Duration> lease) {
        return now.compareTo(notBefore) >= 0
                && lease.isPresent() && now.minus(lease.get()).compareTo(settings.lease()) <= 0;
    }

    /** Rule 5b: whether a session may begin what it was handed. @param lasts whether an envelope may be started now */
    protected boolean mayBegin(boolean lasts) {
        return lasts;
    }

    /** Rule 5: from when on the lease counts, for a heartbeat sent then and acknowledged now. */
    protected Duration leaseFrom(Duration sent, Duration acknowledged) {
        return sent;
    }

    /** Rule 5: how long a new owner starts nothing, since the old one may not know yet. */
    protected Duration leaseWait() {
        return settings.lease().plus(settings.margin());
    }

    /** Rule 5c: how long a new owner starts nothing, when the one before has handed over to it so long ago. */
    protected Duration leaseWait(Duration sinceHandedOver) {
        return isFresh(sinceHandedOver) ? Duration.ZERO : leaseWait();
    }

    /** Rule 5c: whether an owner that hands over may still begin envelopes. */
    protected boolean sendsAfterHandover() {
        return false;
    }

    /** Rule 5c: whether no third machine can have owned the queue since. */
    final boolean isFresh(Duration since) {
        return since.compareTo(settings.lease()) < 0;
    }

    /** Rule 5: whether a heartbeat is due. */
    protected boolean isHeartbeatDue(Duration now, Duration last) {
        return now.minus(last).compareTo(settings.heartbeat()) >= 0;
    }

    /** Rule 5: whether the owner counts as gone, after so long a silence. */
    protected boolean isGone(Duration silent, boolean ownEarlierLife, Duration preference) {
        return silent.compareTo(ownEarlierLife ? settings.ownSilence() : settings.silence().plus(preference)) >= 0;
    }

    /** Whether entries that nobody alive has are to be given up, after so long. */
    protected boolean isHopeless(Duration silent, Duration preference) {
        return silent.compareTo(settings.silence().multipliedBy(DESPERATE).plus(preference)) >= 0;
    }

    /** Rule 5a: how long there was silence, as far as this machine can know: it looked last at {@code looked}. */
    protected Duration silence(Duration quiet, Duration looked, Duration now) {
        return looked.minus(quiet);
    }

    /** Rule 6: whether the log may be cut before a snapshot. */
    protected boolean mayCut(boolean readBack, boolean inTheLog) {
        return readBack && inTheLog;
    }

    /** Rule 6a: a name in the snapshot storage that was never used before, nor will be again. */
    protected String name(String machine, long life, long number) {
        return machine + "/" + Long.toHexString(life) + "-" + number;
    }

    /** Rule 7: whether the transaction is to end. */
    protected boolean isTransactionDue(Duration now, Duration begun) {
        return now.minus(begun).compareTo(settings.transaction()) >= 0;
    }

    /** Rule 8: what a server says to its clients, when what was acknowledged last was sent so long ago. */
    protected IntakeState intakeState(boolean owns, Duration waiting) {
        if (owns && waiting.compareTo(NEW_CONNECTIONS) < 0) return IntakeState.OPEN;
        return waiting.compareTo(UNDER_WAY) < 0 ? IntakeState.CLOSED : IntakeState.PUT_OFF;
    }
}
