package org.packetboat.app.pickup;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;

/**
 * In place of mail for a caller who is called back: nothing while he calls.
 *
 * @param callBack runs when his call is over and the line is free
 */
public record CallBack(Runnable callBack) implements Supply {
    @Override
    public void next(Consumer<Optional<Transfer>> answer) {
        answer.accept(Optional.empty());
    }

    @Override
    public void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {}

    @Override
    public void progress(EnvelopeId id, long bytes) {}

    @Override
    public void ended(Ending ending) {
        callBack.run();
    }
}
