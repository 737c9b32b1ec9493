package org.packetboat.protocols.uucp.exchange;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.Transfer;
import org.packetboat.protocols.uucp.mail.Job;
import org.packetboat.protocols.uucp.mail.RmailJob;

/** One job for each mail, as stock peers know it. Asks for the next mail before the last is gone. */
final class RmailSource extends JobSource {
    private final String node;
    private Optional<Transfer> offered = Optional.empty();

    /**
     * @param node our name
     * @param todo takes what is to be done
     */
    RmailSource(String node, Consumer<Action> todo) {
        super(todo);
        this.node = node;
    }

    @Override
    boolean hasEnough() {
        return offered.isPresent();
    }

    @Override
    void take(Optional<Transfer> transfer) {
        offered = transfer;
    }

    @Override
    Optional<Job> next() {
        if (offered.isEmpty()) return Optional.empty();
        Transfer transfer = offered.get();
        RmailJob.Prepared prepared = RmailJob.of(transfer, node);
        if (!prepared.refused().isEmpty()) tell(Map.of(transfer.envelope().id(), prepared.refused()));
        offered = Optional.empty();
        ask();
        return prepared.job().map(job -> job);
    }

    @Override
    void settle(Job job, Verdict verdict) {
        tell(job.all(verdict.outcome()));
    }

    @Override
    boolean hasNothing() {
        return offered.isEmpty();
    }

    @Override
    void drop() {
        offered = Optional.empty();
    }
}
