package org.packetboat.simulator.world;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Demand;
import org.packetboat.engine.link.Handover;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.sim.OrderWatch;
import org.packetboat.simulator.world.books.Ledger;
import org.packetboat.simulator.world.mail.Paper;

/**
 * Watches what a session is handed and what it says became of it: what it can't say may or may not have gone over. Also
 * watches the order in which it is handed mail, and that the session keeps the rules of {@link Supply}: one question at
 * a time, one end, and nothing after it.
 */
final class Handed implements Supply {
    /** What is out. @param paper what it says, if it can be read */
    private record Out(Envelope envelope, Optional<Paper> paper) {}

    private final Ledger ledger;
    private final Life life;
    private final Ledger.Way way;
    private final Supply supply;
    private final Consumer<Ending> over;
    private final Optional<OrderWatch> order;
    private final Map<EnvelopeId, Out> inHand = new LinkedHashMap<>();
    private final Runnable powerFails = this::allUnsure;
    private Consumer<Envelope> seenBy = _ -> {};
    private boolean asking;
    private boolean ended;

    /**
     * @param way  which way its mail goes
     * @param over done at the end, before the supply hears of it
     */
    Handed(Ledger ledger, Life life, Ledger.Way way, Supply supply, Consumer<Ending> over, Optional<OrderWatch> order) {
        this.ledger = ledger;
        this.life = life;
        this.way = way;
        this.supply = supply;
        this.over = over;
        this.order = order;
        life.whenOver(powerFails);
    }

    /** The same, who sees each envelope that is handed out. */
    Handed seenBy(Consumer<Envelope> watcher) {
        seenBy = watcher;
        return this;
    }

    @Override
    public void next(Consumer<Optional<Transfer>> answer) {
        take(Demand.ONE, transfers -> answer.accept(transfers.stream().findFirst()));
    }

    @Override
    public void take(Demand demand, Consumer<List<Transfer>> answer) {
        rule(!ended, "asked after its end");
        rule(!asking, "asked twice at once");
        asking = true;
        supply.take(demand, transfers -> {
            asking = false;
            rule(transfers.size() <= demand.envelopes(), "was handed more than it has room for");
            if (!ended) transfers.forEach(this::handOut);
            answer.accept(transfers);
        });
    }

    private void handOut(Transfer transfer) {
        life.hands().take(this, transfer.envelope());
        seenBy.accept(transfer.envelope());
        Out out = new Out(transfer.envelope(), Paper.find(transfer.body()));
        inHand.put(transfer.envelope().id(), out);
        out.paper().ifPresent(paper -> transfer.envelope().recipients()
                .forEach(r -> ledger.handed(paper, r.address(), way)));
        boolean large = transfer.envelope().message().size() > Terrain.LARGE; // it may come late
        order.filter(_ -> !large).ifPresent(o -> o.offered(transfer.envelope(), life.clock().instant()));
    }

    @Override
    public void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
        rule(!ended, "settled after its end");
        Out out = inHand.remove(id);
        life.hands().letGo(id);
        rule(out != null, "settled what was not handed out: " + id);
        for (Recipient recipient : out.envelope().recipients()) {
            Outcome outcome = outcomes.get(recipient);
            if (outcome instanceof Outcome.Delivered delivered) {
                boolean ends = delivered.handover() == Handover.ENDS;
                out.paper().ifPresent(paper -> ledger.gone(paper, recipient.address(), way, ends));
            } else if (!(outcome instanceof Outcome.Refused)) {
                unsure(out, recipient);
            }
        }
        supply.settle(id, outcomes);
    }

    private void unsure(Out out, Recipient recipient) {
        out.paper().ifPresent(paper -> ledger.unsure(paper, recipient.address(), way));
    }

    private static void rule(boolean kept, String breach) {
        if (!kept) throw new AssertionError("a session broke the rules: " + breach);
    }

    private void allUnsure() {
        inHand.values().forEach(t -> t.envelope().recipients().forEach(r -> unsure(t, r)));
        inHand.keySet().forEach(life.hands()::letGo);
        inHand.clear();
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
    public void progress(EnvelopeId id, long bytes) {
        supply.progress(id, bytes);
    }

    @Override
    public void active() {
        supply.active();
    }

    @Override
    public void figures(SessionFigures figures) {
        supply.figures(figures);
    }

    @Override
    public void ended(Ending ending) {
        rule(!ended, "ended twice");
        ended = true;
        life.forget(powerFails);
        allUnsure();
        over.accept(ending);
        supply.ended(ending);
    }
}
