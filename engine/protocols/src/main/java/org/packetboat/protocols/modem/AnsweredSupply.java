package org.packetboat.protocols.modem;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Demand;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;

/**
 * The supply of a caller who has not said yet who it is. Until then there is nothing, and nobody to tell of the end.
 */
public final class AnsweredSupply implements Supply {
    private Optional<Supply> caller = Optional.empty();

    /** Now it is known who calls. From the line's thread, like all else. */
    public void become(Supply known) {
        caller = Optional.of(known);
    }

    @Override
    public void next(Consumer<Optional<Transfer>> answer) {
        caller.ifPresentOrElse(c -> c.next(answer), () -> answer.accept(Optional.empty()));
    }

    @Override
    public void take(Demand demand, Consumer<List<Transfer>> answer) {
        caller.ifPresentOrElse(c -> c.take(demand, answer), () -> answer.accept(List.of()));
    }

    @Override
    public void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
        caller.orElseThrow().settle(id, outcomes);
    }

    @Override
    public void progress(EnvelopeId id, long bytes) {
        caller.orElseThrow().progress(id, bytes);
    }

    @Override
    public void active() {
        caller.ifPresent(Supply::active);
    }

    @Override
    public void figures(SessionFigures figures) {
        caller.ifPresent(c -> c.figures(figures));
    }

    @Override
    public void ended(Ending ending) {
        caller.ifPresent(c -> c.ended(ending));
    }
}
