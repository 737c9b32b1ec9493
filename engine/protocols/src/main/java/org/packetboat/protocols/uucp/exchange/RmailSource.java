package org.packetboat.protocols.uucp.exchange;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.Transfer;
import org.packetboat.protocols.uucp.mail.Job;
import org.packetboat.protocols.uucp.mail.RmailJob;
import org.packetboat.protocols.uucp.mail.RmailTerms;

/** One job for each mail, as stock peers know it. Asks for the next mail before the last is gone. */
final class RmailSource extends JobSource {
    private final RmailTerms terms;
    private final Deque<Transfer> offered = new ArrayDeque<>();
    private final Deque<Transfer> urgent = new ArrayDeque<>();

    /**
     * @param terms how jobs for a stock peer are written
     * @param todo  takes what is to be done
     */
    RmailSource(RmailTerms terms, Consumer<Action> todo) {
        super(todo);
        this.terms = terms;
    }

    @Override
    boolean hasEnough() {
        return !hasNothing();
    }

    @Override
    void take(Optional<Transfer> transfer) {
        transfer.ifPresent(t -> (isUrgent(t) ? urgent : offered).add(t));
    }

    @Override
    boolean hasUrgent() {
        return !urgent.isEmpty();
    }

    @Override
    boolean hasReady() {
        return !hasNothing();
    }

    @Override
    Optional<Job> next() {
        return urgent.isEmpty() ? job(offered) : job(urgent);
    }

    @Override
    Optional<Job> urgent() {
        return job(urgent);
    }

    private Optional<Job> job(Deque<Transfer> from) {
        if (from.isEmpty()) return Optional.empty();
        Transfer transfer = from.remove();
        RmailJob.Prepared prepared = RmailJob.of(transfer, terms);
        if (!prepared.refused().isEmpty()) tell(Map.of(transfer.envelope().id(), prepared.refused()));
        ask();
        return prepared.job().map(job -> job);
    }

    @Override
    void settle(Job job, Verdict verdict) {
        tell(job.all(verdict.outcome()));
    }

    @Override
    boolean hasNothing() {
        return offered.isEmpty() && urgent.isEmpty();
    }

    @Override
    void drop() {
        offered.clear();
        urgent.clear();
    }
}
