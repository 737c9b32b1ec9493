package org.packetboat.connectors.maildir;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;

/**
 * What one session remembers of messages that it delivers by pieces: to whom they are still to go. For the latest only,
 * up to {@value #MOST} recipients of all of them together; the names of what is forgotten are read once more.
 */
final class PartlyDelivered {
    private static final int MOST = 200_000;

    private final Function<String, Optional<MailboxName>> naming;
    /** What was delivered last stands last. */
    private final Map<EnvelopeId, Owners> known = new LinkedHashMap<>();
    private int count;

    PartlyDelivered(Function<String, Optional<MailboxName>> naming) {
        this.naming = naming;
    }

    /** To whom an envelope is to go; it is not remembered any more. */
    Owners take(Envelope envelope) {
        Optional<Owners> before = Optional.ofNullable(known.remove(envelope.id()));
        count -= before.map(Owners::count).orElse(0);
        return before.filter(owners -> owners.count() == envelope.recipients().size())
                .orElseGet(() -> new Owners(envelope.recipients(), naming));
    }

    /** Remembers to whom it is still to go. */
    void keep(EnvelopeId id, Owners left) {
        known.put(id, left);
        count += left.count();
        Iterator<Owners> eldest = known.values().iterator();
        while (count > MOST && known.size() > 1) {
            count -= eldest.next().count();
            eldest.remove();
        }
    }
}
