package org.packetboat.engine.find;

import java.util.Iterator;
import java.util.function.Consumer;
import org.packetboat.engine.inbox.Answer;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.mail.EnvelopeId;

/**
 * Goes through waiting mail. Each step of the node looks at as many envelopes as the {@link ScanBudget} allows; between
 * the steps mail is accepted and sent, so an envelope may have gone when its turn comes. If a look fails, the scan ends
 * and whoever asked is told. Used by the node only.
 */
public final class QueueScan {
    /** What to do with each envelope. */
    public interface Look {
        /** @return whether the scan goes on to the next envelope */
        boolean at(EnvelopeId id);
    }

    private final Consumer<Inbox.Task> later;
    private final Iterator<EnvelopeId> ids;
    private final ScanBudget budget;
    private final Look look;
    private final Runnable end;
    private final Consumer<?> answer;

    /**
     * @param later  runs a task in a later step of the node
     * @param ids    the envelopes to look at, in this order
     * @param budget the budget of a step; a look that costs more than reading the envelope spends it there
     * @param end    runs once, after the last look
     * @param answer is told if a look fails
     */
    public QueueScan(Consumer<Inbox.Task> later, Iterator<EnvelopeId> ids, ScanBudget budget, Look look, Runnable end,
            Consumer<?> answer) {
        this.later = later;
        this.ids = ids;
        this.budget = budget;
        this.look = look;
        this.end = end;
        this.answer = answer;
    }

    /** Does one step, and asks for the next if there is more to look at. */
    public void go() {
        boolean more;
        try {
            more = step();
        } catch (RuntimeException e) {
            Answer.failed(answer, e);
            return;
        }
        if (more) later.accept(_ -> go());
        else end.run();
    }

    private boolean step() {
        budget.begin();
        while (ids.hasNext()) {
            if (budget.isOver()) return true;
            budget.spend(ScanBudget.ENVELOPE);
            if (!look.at(ids.next())) return false;
        }
        return false;
    }
}
