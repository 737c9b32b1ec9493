package org.packetboat.engine.stage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.ledger.LedgerEntry;
import org.packetboat.engine.queue.ledger.StagedSend;

/**
 * What has become of the envelopes of a message, as its lines in the ledger say: which are settled, and which failed.
 * A line that is open though its envelope is not in the queue has failed; an envelope in the queue whose line is
 * damaged waits all the same. Read once and kept up by {@link #look}, so that no look at a stage goes through
 * all of its sites.
 */
final class StageCount {
    private final MailQueue queue;
    private final StagedSend.Plan plan;
    private final BitSet settled = new BitSet();
    private final BitSet failed = new BitSet();
    /** Which envelopes go to a domain. */
    private final Map<Domain, List<Integer>> sites = new HashMap<>();
    /** Of the message, in bytes. */
    private final long size;
    /** Missed by their windows since that was last written. */
    private final SortedSet<Integer> missed = new TreeSet<>();

    StageCount(MailQueue queue, StagedSend.Plan plan) {
        this.queue = queue;
        this.plan = plan;
        List<Envelope> waiting = queue.envelopes(plan.message()); // before the lines, which say what happened since
        Map<Integer, LedgerEntry> lines = new HashMap<>();
        queue.ledger().entries(plan.name(), plan.message()).forEach(line -> lines.put(line.id().index(), line));
        settled.set(0, plan.sites());
        waiting.forEach(e -> settled.clear(e.id().index()));
        for (int i = 0; i < plan.sites(); i++) {
            Optional<LedgerEntry> line = Optional.ofNullable(lines.get(i));
            boolean waits = !settled.get(i);
            if (waits || line.filter(l -> !l.isOpen()).isPresent()) note(i, line, waits);
            else look(new EnvelopeId(plan.message(), i));
        }
        waiting.forEach(e -> at(e.destination(), e.id()));
        size = waiting.stream().findFirst().map(e -> e.message().size()).orElse(0L);
        lines.values().stream().filter(line -> waits(line.id().index())).forEach(line -> at(line.domain(), line.id()));
    }

    /** Adds what may not be sent now of what waits, by its domains. */
    void heldBack(StagedSend send, Map<Domain, HeldBack> sum) {
        int from = send.isStopped() ? 0 : send.course().let();
        sites.forEach((domain, there) -> {
            long held = there.stream().filter(i -> i >= from && waits(i)).count();
            if (held > 0) sum.merge(domain, new HeldBack(held, held * size), HeldBack::and);
        });
    }

    private void at(Domain domain, EnvelopeId id) {
        List<Integer> there = sites.computeIfAbsent(domain, _ -> new ArrayList<>());
        if (!there.contains(id.index())) there.add(id.index());
    }

    private void note(int index, Optional<LedgerEntry> line, boolean waits) {
        boolean lost = !waits && line.filter(LedgerEntry::isOpen).isPresent();
        settled.set(index, line.map(l -> !l.isOpen()).orElse(false) || !waits);
        failed.set(index, lost || line.filter(LedgerEntry::hasFailed).isPresent());
    }

    /** Something has happened to this one. */
    void look(EnvelopeId id) {
        boolean waits = queue.envelope(id).isPresent(); // before the line, as above
        note(id.index(), queue.ledger().entry(plan.name(), id), waits);
    }

    /** Whether this one has not been settled. */
    boolean waits(int index) {
        return !settled.get(index);
    }

    /** The next from this one on that has not been settled; the number of all if there is none. */
    int waitingFrom(int index) {
        return Math.min(settled.nextClearBit(index), plan.sites());
    }

    /** Those for a domain, by their numbers; of what was settled before this was read, none. */
    List<Integer> at(Domain domain) {
        return sites.getOrDefault(domain, List.of());
    }

    /** A window has closed while this one was waiting for it, or it waits for too long without one. */
    void missed(int index) {
        missed.add(index);
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
        return open(send).isEmpty();
    }

    /** Which of those let go may still get it, and were not missed by their window. */
    BitSet open(StagedSend send) {
        BitSet open = new BitSet();
        open.set(0, send.course().let());
        open.andNot(settled);
        open.andNot(missing(send));
        return open;
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
