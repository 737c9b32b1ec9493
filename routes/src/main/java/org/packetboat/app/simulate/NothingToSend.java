package org.packetboat.app.simulate;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;

/** The supply of a site that only receives. */
final class NothingToSend implements Supply {
    @Override
    public void next(Consumer<Optional<Transfer>> answer) {
        answer.accept(Optional.empty());
    }

    @Override
    public void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
        throw new IllegalStateException("nothing was handed out");
    }

    @Override
    public void progress(EnvelopeId id, long bytes) {
        throw new IllegalStateException("nothing was handed out");
    }

    @Override
    public void ended(Ending ending) {
        // the caller's side tells how it went
    }
}
