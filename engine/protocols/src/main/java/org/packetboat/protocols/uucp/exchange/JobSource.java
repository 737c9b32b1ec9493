package org.packetboat.protocols.uucp.exchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Demand;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.protocols.uucp.mail.Job;

/**
 * Makes jobs of the mail that the supply offers, and settles the mail when the far side has spoken. Asks the supply one
 * question at a time, until it has nothing more or is stopped.
 */
abstract class JobSource {
    private final Consumer<Action> todo;
    private BooleanSupplier lease = () -> true;
    private boolean asking;
    private boolean exhausted;
    private boolean stopped;
    /** Whether mail has come in since the question that is open was asked. */
    private boolean moreWaits;
    private boolean urgentWaits;

    /** @param todo takes what is to be done */
    JobSource(Consumer<Action> todo) {
        this.todo = todo;
    }

    /** A job will soon be wanted: to have it ready by then. */
    final void ask() {
        if (asking || exhausted || hasEnough() && !urgentWaits) return;
        asking = true;
        todo.accept(new Action.Ask(Demand.ONE));
    }

    /** Whether no more mail is needed to have the next job ready. */
    abstract boolean hasEnough();

    /** The supply's answer. */
    final void offered(List<Transfer> transfers) {
        asking = false;
        if (stopped) return;
        if (!transfers.isEmpty()) lease = transfers.getFirst()::mayBegin;
        exhausted = transfers.isEmpty() && !moreWaits;
        urgentWaits &= moreWaits || transfers.stream().anyMatch(JobSource::isUrgent);
        moreWaits = false;
        take(transfers.stream().findFirst());
        ask();
    }

    /** Mail has come in: what is urgent of it is asked for at once. @param highest none is more urgent */
    final void mailWaits(Priority highest) {
        if (stopped) return;
        exhausted = false;
        moreWaits = asking;
        urgentWaits |= highest.isUrgent();
        ask();
    }

    static boolean isUrgent(Transfer transfer) {
        return transfer.envelope().priority().isUrgent();
    }

    /** Whether a job is ready that overtakes all others. */
    abstract boolean hasUrgent();

    /** Whether a job is ready. */
    abstract boolean hasReady();

    /** The next job that overtakes all others, if one is ready. */
    abstract Optional<Job> urgent();

    /** @param transfer empty if for now there is no more */
    abstract void take(Optional<Transfer> transfer);

    /** The next job, if it is ready. */
    abstract Optional<Job> next();

    /** What became of a job. */
    abstract void settle(Job job, Verdict verdict);

    final void tell(Map<EnvelopeId, Map<Recipient, Outcome>> outcomes) {
        outcomes.forEach((id, each) -> todo.accept(new Action.Settle(id, each)));
    }

    /** Has something done on another thread. */
    final void consult(Action.Consult question) {
        todo.accept(question);
    }

    /** Whether nothing is being made, ready, or being put away. */
    final boolean isIdle() {
        return !asking && hasNothing();
    }

    /** Whether nothing that the supply has offered is on its way to a job, a job, or being put away. */
    abstract boolean hasNothing();

    /** Whether the supply has nothing more. */
    final boolean isExhausted() {
        return exhausted;
    }

    /** The supply may have something again. */
    final void lookAgain() {
        if (stopped) return;
        exhausted = false;
        ask();
    }

    /** What went in batches and was taken. */
    BundleTally tally() {
        return BundleTally.NONE;
    }

    /** Whether a job may be begun: no other machine of a hub may be sending what was offered. */
    final boolean mayBegin() {
        return lease.getAsBoolean();
    }

    /** Make nothing new. */
    final void stop() {
        stopped = true;
        exhausted = true;
        drop();
    }

    final boolean isStopped() {
        return stopped;
    }

    /** Forgets what is ready. */
    abstract void drop();
}
