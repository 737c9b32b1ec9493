package org.packetboat.connectors.uucp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.batch.Packer;
import org.packetboat.engine.batch.Packing;
import org.packetboat.engine.batch.Room;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Reply;

/**
 * Mail in batches, for another Packetboat. Fills a batch with what the supply offers, lets it be frozen elsewhere, and
 * has the next one ready when the present one has left, but not earlier than half way through, so that urgent mail
 * waits for two batches at most. Batches of earlier calls go first, byte for byte, as soon as all their mails are
 * offered.
 */
final class BatchSource implements JobSource {
    private final Packer packer;
    private final String node;
    private final Consumer<Action> todo;
    private final BatchVerdicts verdicts;
    private final List<Thawing> thawing = new ArrayList<>();
    private final Deque<Job> ready = new ArrayDeque<>();
    private Room room;
    private boolean asking;
    private boolean exhausted;
    private boolean stopped;
    private int freezing;
    private int closing;
    private BatchTally tally = BatchTally.NONE;

    /**
     * @param node our name
     * @param todo takes what is to be done
     */
    BatchSource(Packer packer, String node, Consumer<Action> todo) {
        this.packer = packer;
        this.node = node;
        this.todo = todo;
        this.verdicts = new BatchVerdicts(packer);
        this.room = packer.room();
        packer.thawed().forEach(frozen -> thawing.add(new Thawing(frozen)));
    }

    @Override
    public void ask() {
        if (asking || exhausted || freezing > 0 || !ready.isEmpty()) return;
        asking = true;
        todo.accept(new Action.Ask());
    }

    @Override
    public void offered(Optional<Transfer> transfer) {
        asking = false;
        if (stopped) return;
        exhausted = transfer.isEmpty();
        transfer.ifPresentOrElse(this::take, this::flush);
        ask();
    }

    private void take(Transfer transfer) {
        for (Thawing batch : thawing) {
            if (batch.claims(transfer)) {
                batch.job().ifPresent(job -> thawed(batch, job));
                return;
            }
        }
        pack(transfer);
    }

    private void thawed(Thawing batch, BatchJob job) {
        thawing.remove(batch);
        ready.add(job);
    }

    private void pack(Transfer transfer) {
        if (!room.take(transfer)) {
            freezeRoom();
            room.take(transfer);
        }
        if (room.isFull()) freezeRoom();
    }

    /** Nothing more is offered: what is there goes, and a batch whose mails are no longer all there is made anew. */
    private void flush() {
        for (Thawing batch : List.copyOf(thawing)) {
            if (batch.found().isEmpty()) continue;
            thawing.remove(batch);
            packer.discard(batch.frozen());
            batch.found().forEach(this::pack);
        }
        if (!room.transfers().isEmpty()) freezeRoom();
    }

    private void freezeRoom() {
        freeze(room.transfers(), false);
        room = packer.room();
    }

    private void freeze(List<Transfer> transfers, boolean remade) {
        freezing++;
        todo.accept(new Action.Consult(answer -> packer.freeze(transfers,
                packing -> answer.accept(() -> frozen(transfers, packing, remade)))));
    }

    private void frozen(List<Transfer> transfers, Packing packing, boolean remade) {
        freezing--;
        if (stopped) return;
        switch (packing) {
            case Packing.Packed(var batch) -> ready.add(new BatchJob(batch, transfers, 0, remade));
            case Packing.Failed(String why) when transfers.size() == 1 -> postpone(transfers.getFirst(), why);
            case Packing.Failed _ -> transfers.forEach(transfer -> freeze(List.of(transfer), remade));
        }
    }

    private void postpone(Transfer transfer, String why) {
        Outcome outcome = new Outcome.Deferred(new Reply(451, "4.3.0", "cannot pack it: " + Printable.of(why)));
        tell(Map.of(transfer.envelope().id(), BatchJob.each(transfer, outcome)));
    }

    @Override
    public Optional<Job> next() {
        return Optional.ofNullable(ready.poll());
    }

    @Override
    public void settle(Job job, Verdict verdict) {
        switch (job) {
            case RmailJob plain -> tell(plain.all(verdict.outcome()));
            case BatchJob batch -> follow(batch, verdicts.on(batch, verdict));
        }
    }

    private void follow(BatchJob batch, BatchVerdicts.Step step) {
        switch (step) {
            case BatchVerdicts.Step.Delivered(var outcomes) -> {
                tell(outcomes);
                tally = tally.plus(batch.mailBytes(), batch.body().size());
                putAway(batch);
            }
            case BatchVerdicts.Step.Settled(var outcomes) -> tell(outcomes);
            case BatchVerdicts.Step.Again() -> ready.addFirst(batch.again());
            case BatchVerdicts.Step.Anew() -> {
                packer.discard(batch.frozen());
                freeze(batch.transfers(), true);
            }
            case BatchVerdicts.Step.OneByOne() -> {
                packer.discard(batch.frozen());
                batch.transfers().forEach(this::plain);
            }
        }
    }

    private void putAway(BatchJob batch) {
        closing++;
        todo.accept(new Action.Consult(
                answer -> packer.acknowledged(batch.frozen(), () -> answer.accept(() -> closing--))));
    }

    private void plain(Transfer transfer) {
        RmailJob.Prepared prepared = RmailJob.of(transfer, node);
        if (!prepared.refused().isEmpty()) tell(Map.of(transfer.envelope().id(), prepared.refused()));
        prepared.job().ifPresent(ready::add);
    }

    private void tell(Map<EnvelopeId, Map<Recipient, Outcome>> outcomes) {
        outcomes.forEach((id, each) -> todo.accept(new Action.Settle(id, each)));
    }

    @Override
    public boolean isIdle() {
        boolean nothingComes = stopped || freezing == 0 && ready.isEmpty() && room.transfers().isEmpty();
        return nothingComes && !asking && closing == 0;
    }

    @Override
    public BatchTally tally() {
        return tally;
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
        ready.clear();
    }
}
