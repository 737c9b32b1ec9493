package org.packetboat.protocols.uucp.exchange;

import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.Transfer;
import org.packetboat.protocols.uucp.mail.Job;
import org.packetboat.protocols.uucp.mail.RmailJob;

/** One job for each mail, as stock peers know it. Asks for the next mail before the last is gone. */
final class RmailSource implements JobSource {
    private final String node;
    private final Consumer<Action> todo;
    private Optional<Transfer> offered = Optional.empty();
    private boolean asking;
    private boolean exhausted;
    private boolean stopped;

    /**
     * @param node our name
     * @param todo takes what is to be done
     */
    RmailSource(String node, Consumer<Action> todo) {
        this.node = node;
        this.todo = todo;
    }

    @Override
    public void ask() {
        if (asking || exhausted || offered.isPresent()) return;
        asking = true;
        todo.accept(new Action.Ask());
    }

    @Override
    public void offered(Optional<Transfer> transfer) {
        asking = false;
        if (exhausted) return;
        offered = transfer;
        exhausted = transfer.isEmpty();
    }

    @Override
    public Optional<Job> next() {
        if (offered.isEmpty()) return Optional.empty();
        RmailJob.Prepared prepared = RmailJob.of(offered.get(), node);
        if (!prepared.refused().isEmpty()) {
            todo.accept(new Action.Settle(offered.get().envelope().id(), prepared.refused()));
        }
        offered = Optional.empty();
        ask();
        return prepared.job().map(job -> job);
    }

    @Override
    public void settle(Job job, Verdict verdict) {
        job.all(verdict.outcome()).forEach((id, outcomes) -> todo.accept(new Action.Settle(id, outcomes)));
    }

    @Override
    public boolean isIdle() {
        return !asking && offered.isEmpty();
    }

    @Override
    public boolean isExhausted() {
        return exhausted;
    }

    @Override
    public void lookAgain() {
        if (stopped) return;
        exhausted = false;
        ask();
    }

    @Override
    public void stop() {
        stopped = true;
        exhausted = true;
        offered = Optional.empty();
    }
}
