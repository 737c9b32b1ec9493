package org.packetboat.protocols.uucp.exchange;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.packetboat.engine.link.Handover;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.trace.StatusReport;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.bundle.packing.Packing;
import org.packetboat.protocols.bundle.packing.Room;
import org.packetboat.protocols.uucp.mail.BundleJob;
import org.packetboat.protocols.uucp.mail.Job;
import org.packetboat.protocols.uucp.mail.Printable;
import org.packetboat.protocols.uucp.mail.RmailJob;
import org.packetboat.protocols.uucp.mail.RmailTerms;

/**
 * Mail in batches, for another Packetboat. Fills a batch with what the supply offers, lets it be frozen elsewhere, and
 * has the next one ready when the present one has left, but not earlier than half way through. Urgent mail goes in
 * batches of its own, which are made at once and go before all others. Batches of earlier calls go first, byte for
 * byte, as soon as all their mails are offered.
 */
final class BundleSource extends JobSource {
    private final Packer packer;
    private final RmailTerms terms;
    private final Predicate<RmailJob> begun;
    private final BundleVerdicts verdicts;
    private final List<ResumedBundle> thawing = new ArrayList<>();
    private final Deque<Job> ready = new ArrayDeque<>();
    private final Deque<Job> urgentReady = new ArrayDeque<>();
    private Room room;
    private Room urgentRoom;
    private int freezing;
    private int closing;
    private BundleTally tally = BundleTally.NONE;

    /**
     * @param terms how jobs for a stock peer are written
     * @param begun whether such a job may have arrived in a call before
     * @param todo  takes what is to be done
     */
    BundleSource(Packer packer, RmailTerms terms, Predicate<RmailJob> begun, Consumer<Action> todo) {
        super(todo);
        this.packer = packer;
        this.terms = terms;
        this.begun = begun;
        this.verdicts = new BundleVerdicts(packer);
        this.room = packer.room();
        this.urgentRoom = packer.room();
        packer.thawed().forEach(frozen -> thawing.add(new ResumedBundle(frozen)));
    }

    @Override
    boolean hasEnough() {
        return freezing > 0 || !ready.isEmpty() || !urgentReady.isEmpty();
    }

    @Override
    void take(Optional<Transfer> transfer) {
        transfer.ifPresentOrElse(this::take, this::flush);
    }

    private void take(Transfer transfer) {
        if (isUnwanted(transfer)) {
            tell(Map.of(transfer.envelope().id(), RmailJob.of(transfer, terms).refused()));
            return;
        }
        Optional<RmailJob> single = begunAlone(transfer);
        if (single.isPresent()) {
            (isUrgent(transfer) ? urgentReady : ready).add(single.get());
            return;
        }
        for (ResumedBundle batch : thawing) {
            if (batch.claims(transfer)) {
                batch.job().ifPresent(job -> thawed(batch, job));
                return;
            }
        }
        pack(transfer);
    }

    /** A report for a far side that takes none. */
    private boolean isUnwanted(Transfer transfer) {
        return !packer.takesReports()
                && transfer.envelope().recipients().stream().anyMatch(to -> StatusReport.isFor(to.address()));
    }

    /** In a call in which it was not known that the far side takes batches: in one, it could not be known again. */
    private Optional<RmailJob> begunAlone(Transfer transfer) {
        return packer.isSealing() ? Optional.empty() : RmailJob.of(transfer, terms).job().filter(begun);
    }

    private void thawed(ResumedBundle batch, BundleJob job) {
        thawing.remove(batch);
        ready.add(job);
    }

    /** Urgent mail is offered before all other: what has come of it is complete when some other comes. */
    private void pack(Transfer transfer) {
        if (isUrgent(transfer)) {
            urgentRoom = fill(urgentRoom, transfer);
        } else {
            urgentRoom = emptied(urgentRoom);
            room = fill(room, transfer);
        }
    }

    /** @return where the next one goes */
    private Room fill(Room filled, Transfer transfer) {
        Room taker = filled;
        if (!taker.take(transfer)) {
            taker = emptied(taker);
            taker.take(transfer);
        }
        return taker.isFull() ? emptied(taker) : taker;
    }

    private Room emptied(Room filled) {
        if (filled.transfers().isEmpty()) return filled;
        freeze(filled.transfers(), false);
        return packer.room();
    }

    /** Nothing more is offered: what is there goes, and a batch whose mails are no longer all there is made anew. */
    private void flush() {
        for (ResumedBundle batch : List.copyOf(thawing)) {
            if (batch.found().isEmpty()) continue;
            thawing.remove(batch);
            packer.discard(batch.frozen());
            batch.found().forEach(this::pack);
        }
        urgentRoom = emptied(urgentRoom);
        room = emptied(room);
    }

    private void freeze(List<Transfer> transfers, boolean remade) {
        freezing++;
        consult(new Action.Consult(answer -> packer.freeze(transfers,
                packing -> answer.accept(() -> frozen(transfers, packing, remade)))));
    }

    private void frozen(List<Transfer> transfers, Packing packing, boolean remade) {
        freezing--;
        if (isStopped()) return;
        switch (packing) {
            case Packing.Packed(var batch) -> line(transfers).add(new BundleJob(batch, transfers, 0, remade));
            case Packing.Failed(String why) when transfers.size() == 1 -> postpone(transfers.getFirst(), why);
            case Packing.Failed _ -> transfers.forEach(transfer -> freeze(List.of(transfer), remade));
        }
    }

    private Deque<Job> line(List<Transfer> transfers) {
        return transfers.stream().allMatch(JobSource::isUrgent) ? urgentReady : ready;
    }

    private void postpone(Transfer transfer, String why) {
        Outcome outcome = new Outcome.Deferred(new Reply(451, "4.3.0", "cannot pack it: " + Printable.of(why)));
        tell(Map.of(transfer.envelope().id(), BundleJob.each(transfer, outcome)));
    }

    @Override
    boolean hasUrgent() {
        return !urgentReady.isEmpty();
    }

    @Override
    boolean hasReady() {
        return hasUrgent() || !ready.isEmpty();
    }

    @Override
    Optional<Job> next() {
        return urgent().or(() -> Optional.ofNullable(ready.poll()));
    }

    @Override
    Optional<Job> urgent() {
        return Optional.ofNullable(urgentReady.poll());
    }

    @Override
    void settle(Job job, Verdict verdict) {
        switch (job) {
            // by itself it goes without its name, so that a Packetboat can tell nothing of it
            case RmailJob plain -> tell(plain.all(verdict.outcome(Handover.UNREPORTED)));
            case BundleJob batch -> follow(batch, verdicts.on(batch, verdict));
        }
    }

    private void follow(BundleJob batch, BundleVerdicts.Step step) {
        switch (step) {
            case BundleVerdicts.Step.Delivered(var outcomes) -> {
                tell(outcomes);
                tally = tally.plus(batch.mailBytes(), batch.body().size());
                putAway(batch);
            }
            case BundleVerdicts.Step.Settled(var outcomes) -> tell(outcomes);
            case BundleVerdicts.Step.Dropped(var outcomes) -> {
                packer.discard(batch.frozen());
                tell(outcomes);
            }
            case BundleVerdicts.Step.Again() -> ready.addFirst(batch.again());
            case BundleVerdicts.Step.Anew() -> {
                packer.discard(batch.frozen());
                freeze(batch.transfers(), true);
            }
            case BundleVerdicts.Step.OneByOne() -> {
                packer.discard(batch.frozen());
                batch.transfers().forEach(this::plain);
            }
        }
    }

    private void putAway(BundleJob batch) {
        closing++;
        consult(new Action.Consult(
                answer -> packer.acknowledged(batch.frozen(), () -> answer.accept(() -> closing--))));
    }

    private void plain(Transfer transfer) {
        RmailJob.Prepared prepared = RmailJob.of(transfer, terms);
        if (!prepared.refused().isEmpty()) tell(Map.of(transfer.envelope().id(), prepared.refused()));
        prepared.job().ifPresent(ready::add);
    }

    @Override
    boolean hasNothing() {
        boolean filling = !room.transfers().isEmpty() || !urgentRoom.transfers().isEmpty();
        return (isStopped() || !hasEnough() && !filling) && closing == 0;
    }

    @Override
    BundleTally tally() {
        return tally;
    }

    @Override
    void drop() {
        ready.clear();
        urgentReady.clear();
    }
}
