package org.packetboat.simulator.world;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;

/** Nothing to send: for callers who are turned away. */
final class NoMail implements Supply {
    @Override
    public void next(Consumer<Optional<Transfer>> answer) {
        answer.accept(Optional.empty());
    }

    @Override
    public void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
        throw new AssertionError("nothing was handed out, and yet settled: " + id);
    }

    @Override
    public void progress(EnvelopeId id, long bytes) {
        throw new AssertionError("nothing was handed out, and yet under way: " + id);
    }

    @Override
    public void ended(Ending ending) {
        // nobody waits for it
    }
}
