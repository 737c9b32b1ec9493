package org.packetboat.camel.smtp;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;

/** A message that is being submitted, with each recipient's outcome so far. Guarded by its {@link SubmissionClient}. */
final class SubmittedMail {
    /** How often it is begun without anything coming of it. */
    private static final int MOST_STARTS = 3;

    private final Transfer mail;
    private final Consumer<Map<Recipient, Outcome>> answer;
    private final Map<Recipient, Outcome> outcomes = new HashMap<>();
    private int starts;

    SubmittedMail(Transfer mail, Consumer<Map<Recipient, Outcome>> answer) {
        this.mail = mail;
        this.answer = answer;
    }

    /** The mail for those recipients who have no outcome yet. */
    Transfer rest() {
        starts++;
        return mail.part(mail.envelope().remaining(left()), mail.body());
    }

    private List<Recipient> left() {
        return mail.envelope().recipients().stream().filter(to -> !outcomes.containsKey(to)).toList();
    }

    void learn(Map<Recipient, Outcome> some) {
        if (!some.isEmpty()) starts = 0;
        outcomes.putAll(some);
    }

    boolean isDone() {
        return left().isEmpty();
    }

    boolean isHopeless() {
        return starts >= MOST_STARTS;
    }

    /** Recipients who have no outcome yet have to wait. */
    void giveUp(Reply why) {
        left().forEach(to -> outcomes.put(to, new Outcome.Deferred(why)));
    }

    /** Tells what became of it; outside of all locks. */
    void tell() {
        Map<Recipient, Outcome> inOrder = new LinkedHashMap<>();
        mail.envelope().recipients().forEach(to -> inOrder.put(to, outcomes.get(to)));
        answer.accept(inOrder);
    }
}
