package org.packetboat.connectors.smtp.client;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;

/** The supply as one of several connections sees it: that this one ended does not mean that the call did. */
record Attempt(Supply supply, Consumer<Ending> over) implements Supply {
    @Override
    public void next(Consumer<Optional<Transfer>> answer) {
        supply.next(answer);
    }

    @Override
    public void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
        supply.settle(id, outcomes);
    }

    @Override
    public void progress(EnvelopeId id, long bytes) {
        supply.progress(id, bytes);
    }

    @Override
    public void figures(SessionFigures figures) {
        supply.figures(figures);
    }

    @Override
    public void ended(Ending ending) {
        over.accept(ending);
    }
}
