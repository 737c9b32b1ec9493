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

/** The supply of a call that came in: nothing until the caller has said his name, then what waits for him. */
final class CallerSupply implements Supply {
    private final Callers callers;
    private final Runnable over;
    private Optional<Supply> supply = Optional.empty();

    /** @param over runs when the call is over */
    CallerSupply(Callers callers, Runnable over) {
        this.callers = callers;
        this.over = over;
    }

    /** Whether this caller is let in. */
    boolean admit(String node) {
        supply = callers.admit(node);
        return supply.isPresent();
    }

    @Override
    public void next(Consumer<Optional<Transfer>> answer) {
        supply.ifPresentOrElse(s -> s.next(answer), () -> answer.accept(Optional.empty()));
    }

    @Override
    public void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
        supply.ifPresent(s -> s.settle(id, outcomes));
    }

    @Override
    public void progress(EnvelopeId id, long bytes) {
        supply.ifPresent(s -> s.progress(id, bytes));
    }

    @Override
    public void ended(Ending ending) {
        over.run();
        supply.ifPresent(s -> s.ended(ending));
    }
}
