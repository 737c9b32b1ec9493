package org.packetboat.engine.stage;

import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.Optional;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.queue.ledger.BatchLedger;
import org.packetboat.engine.queue.ledger.LedgerEntry;
import org.packetboat.engine.queue.ledger.StagedSend;

/**
 * What has become of the envelopes of a message, as its lines in the ledger say: which are settled, and which failed.
 * Read once from the ledger and kept up by {@link #look}, so that no look at a stage goes through all of its sites.
 */
final class StageCount {
    private final BatchLedger ledger;
    private final StagedSend.Plan plan;
    private final BitSet settled = new BitSet();
    private final BitSet failed = new BitSet();
    /** Missed by their windows since that was last written. */
    private final SortedSet<Integer> missed = new TreeSet<>();

    StageCount(BatchLedger ledger, StagedSend.Plan plan) {
        this.ledger = ledger;
        this.plan = plan;
        List<LedgerEntry> lines = ledger.entries(plan.name(), plan.message());
        settled.set(0, plan.sites());
        lines.forEach(this::note);
    }

    private void note(LedgerEntry line) {
        settled.set(line.id().index(), !line.isOpen());
        failed.set(line.id().index(), line.hasFailed());
    }

    /** Something has happened to this one. What has no line any more is settled. */
    void look(EnvelopeId id) {
        Optional<LedgerEntry> line = ledger.entry(plan.name(), id);
        line.ifPresentOrElse(this::note, () -> settled.set(id.index()));
    }

    /** A window has closed while this one was waiting for it. */
    void missed(EnvelopeId id) {
        missed.add(id.index());
    }

    /** Those of which that is not written yet, of these that have been let go. */
    SortedSet<Integer> takeMissed(StagedSend send) {
        SortedSet<Integer> news = new TreeSet<>(missed);
        missed.clear();
        news.removeIf(i -> i >= send.course().let() || send.course().missed().contains(i));
        return news;
    }

    /** How many of those let go have failed, or wait though their window has closed. */
    int failures(StagedSend send) {
        BitSet bad = missing(send);
        bad.andNot(settled);
        bad.or(failed);
        bad.clear(send.course().let(), plan.sites());
        return bad.cardinality();
    }

    /** Whether each of those let go has it, has failed or was missed by its window. */
    boolean isOver(StagedSend send) {
        return open(send) == 0;
    }

    /** How many of those let go may still get it, and were not missed by their window. */
    int open(StagedSend send) {
        BitSet done = missing(send);
        done.or(settled);
        done.clear(send.course().let(), plan.sites());
        return send.course().let() - done.cardinality();
    }

    private static BitSet missing(StagedSend send) {
        BitSet missing = new BitSet();
        send.course().missed().forEach(missing::set);
        return missing;
    }

    /** Whether none of all waits any more. */
    boolean isSettled() {
        return settled.cardinality() >= plan.sites();
    }

    /** How many wait, or are being sent. */
    int waiting() {
        return plan.sites() - settled.cardinality();
    }
}
