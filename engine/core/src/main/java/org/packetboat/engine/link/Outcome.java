package org.packetboat.engine.link;

import java.time.Instant;
import org.packetboat.engine.mail.Reply;

/** What one attempt to carry mail to one recipient came to. */
public sealed interface Outcome {
    /**
     * The far side has taken responsibility.
     *
     * @param reply     its word for it
     * @param dsnPassed whether it also took over the duty of telling the sender (RFC 3461 section 5.2.2)
     * @param handover  whether more will be heard of it
     */
    record Delivered(Reply reply, boolean dsnPassed, Handover handover) implements Outcome {
        /** Of which no more will be heard. */
        public Delivered(Reply reply, boolean dsnPassed) {
            this(reply, dsnPassed, Handover.ENDS);
        }
    }

    /** Not now: a 4xx, or a trouble of our own. */
    record Deferred(Reply reply) implements Outcome {}

    /** Never: a 5xx. */
    record Refused(Reply reply) implements Outcome {}

    /**
     * A carrier has it, such as a disk, and nobody has answered yet: it stays in the queue and is not sent again before
     * that time, unless its answer comes ({@link Supply#carried}).
     *
     * @param until when it is taken for lost; at most {@value #MOST_DAYS} days ahead
     * @param reply positive: who has it, for people
     */
    record Carried(Instant until, Reply reply) implements Outcome {
        /** No answer is awaited for longer, in days. */
        public static final int MOST_DAYS = 60;

        /** @throws IllegalArgumentException if the reply is not positive */
        public Carried {
            if (!reply.isPositive()) throw new IllegalArgumentException("carried, but told " + reply);
        }
    }

    /** The transfer stopped in the middle; a later one may go on at this offset. */
    record Interrupted(long offset, Reply reply) implements Outcome {}
}
