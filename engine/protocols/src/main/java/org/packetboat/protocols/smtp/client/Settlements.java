package org.packetboat.protocols.smtp.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;

/**
 * What became of envelopes is told when a transaction is over. What a part of a message came to that the peer took for
 * nobody may be held until the next part is over: nothing was delivered, so a crash repeats nothing of it.
 */
final class Settlements {
    private final Outbox out;
    private final Map<EnvelopeId, Map<Recipient, Outcome>> held = new LinkedHashMap<>();

    Settlements(Outbox out) {
        this.out = out;
    }

    /** Is told with the next part. */
    void hold(Transaction part) {
        held.computeIfAbsent(part.id(), _ -> new LinkedHashMap<>()).putAll(part.outcomes());
    }

    /** Tells what became of it and of the parts before it. */
    void settle(Transaction mail) {
        hold(mail);
        tell(mail.id(), held.remove(mail.id()));
    }

    /** No next part will follow: whoever is left was not tried. */
    void end() {
        held.forEach(this::tell);
        held.clear();
    }

    private void tell(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
        if (!outcomes.isEmpty()) out.add(new Action.Settle(id, outcomes));
    }
}
