package org.packetboat.simulator.world.terms;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.packetboat.engine.link.Demand;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;

/** The supply of a call over a wire that counts what goes over it. */
public final class CountedSupply implements Supply {
    private final WireTerms terms;
    private final String wire;
    private final Supply supply;
    private final LongConsumer over;
    private long bytes;

    /** @param over hears at the end of the call how many bytes the wire has counted for it, both ways */
    public CountedSupply(WireTerms terms, String wire, Supply supply, LongConsumer over) {
        this.terms = terms;
        this.wire = wire;
        this.supply = supply;
        this.over = over;
    }

    @Override
    public void next(Consumer<Optional<Transfer>> answer) {
        supply.next(answer);
    }

    @Override
    public void take(Demand demand, Consumer<List<Transfer>> answer) {
        supply.take(demand, answer);
    }

    @Override
    public void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
        supply.settle(id, outcomes);
    }

    @Override
    public void opened(Consumer<Boolean> answer) {
        supply.opened(answer);
    }

    @Override
    public void carried(EnvelopeId id, Map<Address, Outcome> outcomes, Consumer<Boolean> answer) {
        supply.carried(id, outcomes, answer);
    }

    @Override
    public void progress(EnvelopeId id, long done) {
        supply.progress(id, done);
    }

    @Override
    public void active() {
        supply.active();
    }

    @Override
    public void figures(SessionFigures figures) {
        SessionFigures counted = terms.counted(wire, figures);
        bytes = counted.wireOut() + counted.wireIn();
        supply.figures(counted);
    }

    @Override
    public void ended(Ending ending) {
        supply.ended(ending);
        over.accept(bytes);
    }
}
