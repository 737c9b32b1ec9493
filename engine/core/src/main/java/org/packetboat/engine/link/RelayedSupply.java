package org.packetboat.engine.link;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;

/**
 * A supply for a session whose end is not yet the end of the call: another connection is tried, or a line is taken down
 * first. All else is passed on.
 *
 * @param supply  the call's; whoever made this tells it of the end
 * @param touched hears that the session has asked or told something; may be called from any thread
 * @param over    hears of the session's end
 */
public record RelayedSupply(Supply supply, Runnable touched, Consumer<Ending> over) implements Supply {
    /** One that nobody watches until it ends. */
    public RelayedSupply(Supply supply, Consumer<Ending> over) {
        this(supply, () -> {}, over);
    }

    @Override
    public void next(Consumer<Optional<Transfer>> answer) {
        touched.run();
        supply.next(answer);
    }

    @Override
    public void take(Demand demand, Consumer<List<Transfer>> answer) {
        touched.run();
        supply.take(demand, answer);
    }

    @Override
    public void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
        touched.run();
        supply.settle(id, outcomes);
    }

    @Override
    public void carried(EnvelopeId id, Map<Address, Outcome> outcomes, Consumer<Boolean> answer) {
        touched.run();
        supply.carried(id, outcomes, answer);
    }

    @Override
    public void opened(Consumer<Boolean> answer) {
        supply.opened(answer);
    }

    @Override
    public void progress(EnvelopeId id, long bytes) {
        touched.run();
        supply.progress(id, bytes);
    }

    @Override
    public void active() {
        touched.run();
        supply.active();
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
