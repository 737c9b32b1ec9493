package org.packetboat.engine.link;

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

    /** The transfer stopped in the middle; a later one may go on at this offset. */
    record Interrupted(long offset, Reply reply) implements Outcome {}
}
