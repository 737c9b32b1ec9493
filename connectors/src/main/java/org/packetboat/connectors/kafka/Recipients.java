package org.packetboat.connectors.kafka;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;

/**
 * The recipients of a record, by what the intake says to them.
 *
 * @param taken   who gets it
 * @param refused who never will, with the reply
 * @param notNow  the reply, if nothing can be taken now
 * @param putOff  the reply, if there is one for whose site too much waits already, whose site has no route, or of whom
 *                his list can't say yet whether he exists
 */
record Recipients(List<Recipient> taken, Map<Address, Reply> refused, Optional<Reply> notNow,
        Optional<Reply> putOff) {
    static Recipients of(List<Recipient> all, AnnouncedMail mail, Intake intake) {
        List<Recipient> taken = new ArrayList<>(all.size());
        Map<Address, Reply> refused = new LinkedHashMap<>();
        for (Recipient recipient : all) {
            Optional<Reply> reply = intake.refusal(mail, recipient.address());
            if (reply.isEmpty()) {
                taken.add(recipient);
            } else if (reply.get().isPermanent()) {
                refused.put(recipient.address(), reply.get());
            } else {
                boolean isFull = reply.get().concernsAll();
                return new Recipients(List.of(), Map.of(), reply.filter(_ -> isFull), reply.filter(_ -> !isFull));
            }
        }
        return new Recipients(taken, refused, Optional.empty(), taken.stream()
                .flatMap(recipient -> intake.delay(recipient.address()).stream()).findFirst());
    }

    /** Tells for whom it is dead: the others get it. */
    String reason() {
        return "refused for " + refused.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue())
                .collect(Collectors.joining(", ")) + (taken.isEmpty() ? "" : "; taken for all others");
    }
}
