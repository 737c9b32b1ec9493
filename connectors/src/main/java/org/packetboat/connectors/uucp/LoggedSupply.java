package org.packetboat.connectors.uucp;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes everything on, and logs what became of each envelope and of the call. */
record LoggedSupply(Supply supply, String node, UucpSession session) implements Supply {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedSupply.class);

    @Override
    public void next(Consumer<Optional<Transfer>> answer) {
        supply.next(answer);
    }

    @Override
    public void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
        LOG.info("id={} event=uucp-settled node={} outcomes={}", id, node, outcomes.values().stream().distinct()
                .toList());
        supply.settle(id, outcomes);
    }

    @Override
    public void progress(EnvelopeId id, long bytes) {
        supply.progress(id, bytes);
    }

    @Override
    public void ended(Ending ending) {
        LOG.info("event=uucp-ended node={} ending={} {}", node, ending, session.traffic());
        supply.ended(ending);
    }
}
