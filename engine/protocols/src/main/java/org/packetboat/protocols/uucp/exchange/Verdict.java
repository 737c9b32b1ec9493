package org.packetboat.protocols.uucp.exchange;

import org.packetboat.engine.link.Handover;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Reply;

/** The far side's last word on a job. */
sealed interface Verdict {
    /** All of it is there. @param answer as it came: {@code CY…}, {@code SN8…}, {@code EN8…} */
    record Taken(String answer) implements Verdict {}

    /** It will never be taken like this. @param answer as it came */
    record Refused(Reply reply, String answer) implements Verdict {}

    /** Perhaps another time. */
    record Later(Reply reply) implements Verdict {}

    /** What that means for mail that is a job of its own. */
    default Outcome outcome() {
        return outcome(Handover.ENDS);
    }

    /** The same. @param handover whether more will be heard of what is taken */
    default Outcome outcome(Handover handover) {
        return switch (this) {
            case Taken(String answer) -> new Outcome.Delivered(new Reply(250, "2.0.0", answer), false, handover);
            case Refused(Reply reply, String _) -> new Outcome.Refused(reply);
            case Later(Reply reply) -> new Outcome.Deferred(reply);
        };
    }
}
