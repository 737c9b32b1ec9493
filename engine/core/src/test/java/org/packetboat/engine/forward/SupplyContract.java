package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.uucp;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Demand;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.status.StatusEvent;

/**
 * What every {@link Supply} promises to the session that uses it, from the node on to the session: mail is handed out
 * once, and what the session says of it arrives.
 */
public abstract class SupplyContract {
    private static final Outcome TAKEN = new Outcome.Delivered(new Reply(250, "2.0.0", "taken"), false);
    private static final Ending DROPPED = new Ending.Dropped(new Reply(450, "4.4.2", "line lost"));

    /** A node with one site. */
    protected final Rig rig;

    /** The node calls the site. */
    protected SupplyContract() {
        this(Window.ALWAYS);
    }

    /** @param window when the node calls the site */
    protected SupplyContract(Window window) {
        rig = new Rig(policy(with(with(route("denver", "denver.example"), uucp("denver")), window)));
    }

    /** The node's own supply of a session with that site. */
    protected Supply ofNode() {
        return rig.line.last().supply();
    }

    /** What the session has, given what the node gives. */
    protected Supply over(Supply node) {
        return node;
    }

    private Supply open() {
        rig.send("s@x", "a@denver.example", "b@denver.example");
        rig.send("s@x", "c@denver.example");
        return over(ofNode());
    }

    private Optional<Transfer> ask(Supply supply) {
        List<Optional<Transfer>> answers = new ArrayList<>();
        supply.next(answers::add);
        rig.settle();
        assertEquals(1, answers.size(), "answered once");
        return answers.getFirst();
    }

    private void settle(Supply supply, Envelope envelope) {
        supply.settle(envelope.id(), envelope.recipients().stream().collect(Collectors.toMap(r -> r, _ -> TAKEN)));
        rig.settle();
    }

    private void end(Supply supply, Ending how) {
        supply.ended(how);
        rig.settle();
    }

    private List<StatusEvent.SessionEnded> endings() {
        return rig.events(StatusEvent.SessionEnded.class);
    }

    @Test
    public void eachMailIsHandedOutOnceAndThenNone() {
        Supply supply = open();
        assertEquals(2, ask(supply).orElseThrow().envelope().recipients().size());
        assertEquals(1, ask(supply).orElseThrow().envelope().recipients().size());
        assertEquals(Optional.empty(), ask(supply));
        assertEquals(Optional.empty(), ask(supply));
    }

    @Test
    public void noMoreIsHandedOutThanThereIsRoomFor() {
        Supply supply = open();
        rig.send("s@x", "d@denver.example");
        int all = 0;
        for (int took = 1; took > 0; all += took) {
            took = take(supply, new Demand(2, Long.MAX_VALUE));
            assertTrue(took <= 2, () -> "more than there is room for");
        }
        assertEquals(3, all);
        assertEquals(0, take(supply, Demand.ONE));
    }

    private int take(Supply supply, Demand demand) {
        List<List<Transfer>> answers = new ArrayList<>();
        supply.take(demand, answers::add);
        rig.settle();
        assertEquals(1, answers.size(), "answered once");
        return answers.getFirst().size();
    }

    @Test
    public void whatWasTakenIsGone() {
        Supply supply = open();
        settle(supply, ask(supply).orElseThrow().envelope());
        settle(supply, ask(supply).orElseThrow().envelope());
        end(supply, new Ending.Finished());
        assertEquals(0, rig.depth("denver.example"));
        assertEquals(2, endings().getFirst().envelopes());
    }

    @Test
    public void whoWasNotTriedStays() {
        Supply supply = open();
        Envelope both = ask(supply).orElseThrow().envelope();
        supply.settle(both.id(), Map.of(both.recipients().getFirst(), TAKEN));
        end(supply, new Ending.Finished());
        assertEquals(List.of(both.recipients().get(1)), rig.waiting(both.message().id()).getFirst().recipients());
    }

    @Test
    public void whatIsNotSettledGoesBackUncounted() {
        Supply supply = open();
        Envelope first = ask(supply).orElseThrow().envelope();
        Envelope second = ask(supply).orElseThrow().envelope();
        supply.settle(second.id(), Map.of());
        end(supply, DROPPED);
        assertEquals(List.of(first), rig.waiting(first.message().id()));
        assertEquals(List.of(second), rig.waiting(second.message().id()));
    }

    @Test
    public void settledTwiceCountsOnce() {
        Supply supply = open();
        Envelope first = ask(supply).orElseThrow().envelope();
        settle(supply, first);
        settle(supply, first);
        end(supply, new Ending.Finished());
        assertEquals(1, endings().getFirst().envelopes());
    }

    @Test
    public void nothingIsHandedOutAfterTheEndAndTheNodeHearsOfOneEnd() {
        Supply supply = open();
        end(supply, DROPPED);
        int ended = endings().size();
        assertEquals(Optional.empty(), ask(supply));
        end(supply, DROPPED);
        assertEquals(List.of(1, 1), List.of(ended, endings().size()));
    }

    @Test
    public void progressAndFiguresReachTheNode() {
        Supply supply = open();
        Envelope first = ask(supply).orElseThrow().envelope();
        supply.active();
        rig.pass(Duration.ofSeconds(11));
        supply.progress(first.id(), 100);
        supply.figures(SessionFigures.ofPackets(7, 3));
        end(supply, DROPPED);
        assertEquals(7, endings().getFirst().figures().packets());
        assertEquals(1, rig.events(StatusEvent.Progress.class).size());
    }
}
