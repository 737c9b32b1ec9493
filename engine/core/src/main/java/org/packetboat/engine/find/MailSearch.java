package org.packetboat.engine.find;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;

/**
 * Searches waiting mail by a {@link QueueScan}, so that mail goes on meanwhile. It keeps as many envelopes as are asked
 * for, and counts the others. Used by the node only.
 */
public final class MailSearch {
    /**
     * What a search has found.
     *
     * @param looked    how many envelopes were looked at
     * @param found     how many of them are meant
     * @param envelopes the first of these
     */
    public record Found(long looked, long found, List<Envelope> envelopes) {
        public Found {
            envelopes = List.copyOf(envelopes);
        }
    }

    private final Consumer<Inbox.Task> later;
    private final Iterator<EnvelopeId> ids;
    private final Function<EnvelopeId, Optional<Envelope>> read;
    private final int most;
    private final ScanBudget budget;
    private final Consumer<Found> answer;
    private final List<Envelope> envelopes = new ArrayList<>();
    private long looked;
    private long found;

    /**
     * @param later  runs a task in a later step of the node
     * @param ids    the envelopes to search
     * @param read   reads an envelope; empty if it does not match or has gone
     * @param most   how many envelopes to keep
     * @param budget the budget of a step; {@code read} spends there what it costs beyond the envelope
     */
    public MailSearch(Consumer<Inbox.Task> later, Iterator<EnvelopeId> ids,
            Function<EnvelopeId, Optional<Envelope>> read, int most, ScanBudget budget, Consumer<Found> answer) {
        this.later = later;
        this.ids = ids;
        this.read = read;
        this.most = most;
        this.budget = budget;
        this.answer = answer;
    }

    /** Starts the search; it answers at its end. */
    public void go() {
        new QueueScan(later, ids, budget, id -> {
            looked++;
            read.apply(id).ifPresent(this::found);
            return true;
        }, () -> answer.accept(new Found(looked, found, envelopes)), answer).go();
    }

    private void found(Envelope envelope) {
        found++;
        if (envelopes.size() < most) envelopes.add(envelope);
    }
}
