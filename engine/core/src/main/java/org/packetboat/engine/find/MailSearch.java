package org.packetboat.engine.find;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.packetboat.engine.inbox.Answer;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;

/**
 * Looks through mail that waits, some hundred envelopes in each step of the node, so that mail goes on meanwhile. It
 * keeps
 * as many as are asked for, and counts the others. Used by the node only.
 */
public final class MailSearch {
    private static final int AT_ONCE = 500;

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

    private final Consumer<Inbox.Task> inbox;
    private final Iterator<EnvelopeId> ids;
    private final Function<EnvelopeId, Optional<Envelope>> read;
    private final int most;
    private final Consumer<Found> answer;
    private final List<Envelope> envelopes = new ArrayList<>();
    private long looked;
    private long found;

    /**
     * @param ids  what to look through
     * @param read reads an envelope that is meant
     * @param most how many to keep
     */
    public MailSearch(Consumer<Inbox.Task> inbox, Iterator<EnvelopeId> ids,
            Function<EnvelopeId, Optional<Envelope>> read, int most, Consumer<Found> answer) {
        this.inbox = inbox;
        this.ids = ids;
        this.read = read;
        this.most = most;
        this.answer = answer;
    }

    /** Goes on, and answers in the end. */
    public void go() {
        boolean more;
        try {
            more = look();
        } catch (RuntimeException e) {
            Answer.failed(answer, e);
            return;
        }
        if (more) inbox.accept(_ -> go());
        else answer.accept(new Found(looked, found, envelopes));
    }

    /** @return whether there is more to look at */
    private boolean look() {
        for (int i = 0; i < AT_ONCE && ids.hasNext(); i++) {
            looked++;
            read.apply(ids.next()).ifPresent(this::found);
        }
        return ids.hasNext();
    }

    private void found(Envelope envelope) {
        found++;
        if (envelopes.size() < most) envelopes.add(envelope);
    }
}
