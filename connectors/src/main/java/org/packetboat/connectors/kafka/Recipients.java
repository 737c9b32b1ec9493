package org.packetboat.connectors.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;

/**
 * The recipients of a record, by what the intake says to them.
 *
 * @param taken   who gets it
 * @param refused who never will, each with the reply
 * @param notNow  the reply, if there is one of whom it can't be said yet
 */
record Recipients(List<Recipient> taken, List<String> refused, Optional<Reply> notNow) {
    static Recipients of(List<Recipient> all, Intake intake) {
        List<Recipient> taken = new ArrayList<>(all.size());
        List<String> refused = new ArrayList<>();
        for (Recipient recipient : all) {
            Optional<Reply> reply = intake.refusal(recipient.address());
            if (reply.isEmpty()) {
                taken.add(recipient);
            } else if (reply.get().isPermanent()) {
                refused.add(recipient.address() + ": " + reply.get());
            } else {
                return new Recipients(List.of(), List.of(), reply);
            }
        }
        return new Recipients(taken, refused, Optional.empty());
    }

    /** Tells for whom it is dead: the others get it. */
    String reason() {
        return "refused for " + String.join(", ", refused) + (taken.isEmpty() ? "" : "; taken for all others");
    }
}
