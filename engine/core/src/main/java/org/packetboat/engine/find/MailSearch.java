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
 * Looks through mail that waits, a little in each step of the node, so that mail goes on meanwhile. It
 * keeps
 * as many as are asked for, and counts the others. Used by the node only.
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
    private final Effort effort;
    private final Consumer<Found> answer;
    private final List<Envelope> envelopes = new ArrayList<>();
    private long looked;
    private long found;

    /**
     * @param later  has something done in another step
     * @param ids    what to look through
     * @param read   reads an envelope that is meant
     * @param most   how many to keep
     * @param effort to which reading adds what it costs beyond the envelope
     */
    public MailSearch(Consumer<Inbox.Task> later, Iterator<EnvelopeId> ids,
            Function<EnvelopeId, Optional<Envelope>> read, int most, Effort effort, Consumer<Found> answer) {
        this.later = later;
        this.ids = ids;
        this.read = read;
        this.most = most;
        this.effort = effort;
        this.answer = answer;
    }

    /** Looks, and answers in the end. */
    public void go() {
        new Looking(later, ids, effort, id -> {
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
