package org.packetboat.protocols.smtp.client;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;

/** What became of envelopes that go in several transactions: each is told once, when the last of them is over. */
final class Settlements {
    private static final class Parts {
        private final Map<Recipient, Outcome> outcomes = new LinkedHashMap<>();
        private int left;
    }

    private final Outbox out;
    private final Map<EnvelopeId, Parts> open = new HashMap<>();

    Settlements(Outbox out) {
        this.out = out;
    }

    /** So many transactions are to come for it. */
    void expect(EnvelopeId id, int transactions) {
        Parts parts = new Parts();
        parts.left = transactions;
        open.put(id, parts);
    }

    /** One of them is over. */
    void settle(Transaction mail) {
        Parts parts = open.get(mail.id());
        parts.outcomes.putAll(mail.outcomes());
        parts.left--;
        if (parts.left == 0) tell(mail.id(), open.remove(mail.id()));
    }

    /** No more transactions will follow: whoever is left was not tried. */
    void end() {
        open.forEach(this::tell);
        open.clear();
    }

    private void tell(EnvelopeId id, Parts parts) {
        if (!parts.outcomes.isEmpty()) out.add(new Action.Settle(id, parts.outcomes));
    }
}
