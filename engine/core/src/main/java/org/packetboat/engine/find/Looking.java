package org.packetboat.engine.find;

import java.util.Iterator;
import java.util.function.Consumer;
import org.packetboat.engine.inbox.Answer;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.mail.EnvelopeId;

/** Looks at mail that waits, as much in each step of the node as its {@link Effort} allows. Used by the node only. */
public final class Looking {
    /** What is done with each. */
    public interface Look {
        /** @return whether to go on */
        boolean at(EnvelopeId id);
    }

    private final Consumer<Inbox.Task> later;
    private final Iterator<EnvelopeId> ids;
    private final Effort effort;
    private final Look look;
    private final Runnable end;
    private final Consumer<?> answer;

    /**
     * @param later  has something done in another step
     * @param ids    what to look at
     * @param effort to which the look adds what it costs beyond reading the envelope
     * @param end    done once all has been looked at
     * @param answer who is told if it fails
     */
    public Looking(Consumer<Inbox.Task> later, Iterator<EnvelopeId> ids, Effort effort, Look look, Runnable end,
            Consumer<?> answer) {
        this.later = later;
        this.ids = ids;
        this.effort = effort;
        this.look = look;
        this.end = end;
        this.answer = answer;
    }

    /** Goes on. */
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
        effort.begin();
        while (ids.hasNext()) {
            if (effort.isOver()) return true;
            effort.spend(Effort.ENVELOPE);
            if (!look.at(ids.next())) return false;
        }
        return false;
    }
}
