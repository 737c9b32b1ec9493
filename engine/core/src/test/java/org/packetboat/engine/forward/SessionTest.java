package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.withCost;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.route.Reporting;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.StoreException;

/** What one session gets, and what becomes of it. */
class SessionTest {
    private static final Reply LATER = new Reply(451, "4.2.0", "Later");
    private static final Reply NO = new Reply(550, "5.1.1", "No such user");
    private static final Reply OK = new Reply(250, "2.0.0", "Ok");
    private static final Outcome.Deferred DEFERRED = new Outcome.Deferred(LATER);
    private static final Duration CYCLE = Duration.ofMinutes(1);

    private final Rig rig = new Rig(policy(route("west", "*.west.example"), route("east", "east.example")));

    @Test
    void oneSessionTakesAllMailForItsSite() {
        rig.send("s@x", "a@la.west.example");
        rig.send("s@x", "a@sf.west.example", "b@sf.west.example");
        rig.send("s@x", "a@la.west.example");
        assertEquals(3, rig.line.last().deliverAll());
        assertEquals(List.of("west"), rig.line.called());
        assertEquals(0, rig.depth("la.west.example") + rig.depth("sf.west.example"));
    }

    @Test
    void neverTwoSessionsAtOnce() {
        rig.send("s@x", "a@la.west.example");
        rig.send("s@x", "a@east.example");
        assertEquals(1, rig.line.sessions().size());
        rig.line.last().deliverAll();
        assertEquals(List.of("west", "east"), rig.line.called());
    }

    @Test
    void localMailDoesNotWaitForASlowLine() {
        rig.send("s@x", "a@la.west.example");
        rig.send("s@x", "a@local.example");
        assertEquals(1, rig.outlet.last().deliverAll());
    }

    @Test
    void mailThatComesDuringTheCallHidesNothing() {
        QueueId first = rig.send("s@x", "a@la.west.example");
        QueueId second = rig.send("s@x", "a@la.west.example");
        assertEquals(first, rig.line.last().take().message().id());
        assertEquals(second, rig.line.last().take().message().id());
    }

    @Test
    void partialSuccessKeepsOnlyTheRest() {
        QueueId id = rig.send("s@x", "yes@east.example", "later@east.example", "no@east.example");
        Envelope envelope = rig.line.last().take();
        Map<Recipient, Outcome> outcomes = new HashMap<>();
        envelope.recipients().forEach(r -> outcomes.put(r, switch (r.address().localPart()) {
            case "yes" -> new Outcome.Delivered(OK, false);
            case "later" -> DEFERRED;
            default -> new Outcome.Refused(NO);
        }));
        rig.line.last().settle(envelope, outcomes);
        Envelope left = rig.waiting(id).getFirst();
        assertEquals(List.of(Recipient.of("later@east.example")), left.recipients());
        assertEquals(1, left.attempts());
        assertEquals(Optional.of(LATER), left.lastReply());
        rig.pass(Reporting.GATHER);
        assertEquals(1, rig.depth("x"));
    }

    @Test
    void deferredMailWaitsForACycle() {
        rig.send("s@x", "a@east.example");
        HandSession first = rig.line.last();
        first.settle(first.take(), DEFERRED);
        assertTrue(first.next().isEmpty());
        first.end(new Ending.Finished());
        rig.pass(CYCLE.minusMillis(1));
        assertEquals(1, rig.line.sessions().size());
        rig.pass(Duration.ofMillis(1));
        assertEquals(1, rig.line.last().deliverAll());
    }

    @Test
    void unreachedSiteRestsAndItsMailIsNotTouched() {
        QueueId id = rig.send("s@x", "a@east.example");
        Envelope before = rig.waiting(id).getFirst();
        rig.line.last().end(new Ending.Unreached(LATER));
        assertEquals(List.of(before), rig.waiting(id));
        rig.pass(CYCLE.minusMillis(1));
        assertEquals(1, rig.line.sessions().size());
        rig.pass(Duration.ofMillis(1));
        assertEquals(2, rig.line.sessions().size());
    }

    @Test
    void linkThatThrowsIsASiteThatWasNotReached() {
        rig.line.failNext();
        rig.send("s@x", "a@east.example");
        assertEquals(0, rig.line.sessions().size());
        rig.pass(CYCLE);
        assertEquals(1, rig.line.last().deliverAll());
    }

    @Test
    void siteRestsThatTakesMailAndSaysNothingOfIt() {
        rig.send("s@x", "a@east.example");
        HandSession session = rig.line.last();
        session.take();
        session.next();
        session.end(new Ending.Finished());
        assertEquals(1, rig.line.sessions().size());
        rig.pass(CYCLE);
        assertEquals(2, rig.line.sessions().size());
    }

    @Test
    void mailThatNobodyWasTriedForIsNotOfferedAgainInThatSession() {
        rig.send("s@x", "a@east.example");
        HandSession session = rig.line.last();
        Envelope envelope = session.take();
        session.settle(envelope, Map.of());
        assertTrue(session.next().isEmpty());
        session.end(new Ending.Finished());
        rig.pass(CYCLE);
        assertEquals(0, rig.line.last().take().attempts());
    }

    @Test
    void flushTriesEachEnvelopeOnce() {
        QueueId id = rig.send("s@x", "a@east.example");
        HandSession first = rig.line.last();
        first.settle(first.take(), DEFERRED);
        first.next();
        first.end(new Ending.Finished());
        rig.say(answer -> rig.node.operator().flush(new Target.OfMessage(id), answer));
        HandSession second = rig.line.last();
        second.settle(second.take(), DEFERRED);
        assertTrue(second.next().isEmpty());
    }

    @Test
    void whatWasHandedOutAndNotTriedIsFlushedByTheNextSession() {
        QueueId id = rig.send("s@x", "a@east.example");
        HandSession first = rig.line.last();
        first.settle(first.take(), DEFERRED);
        first.next();
        first.end(new Ending.Finished());
        rig.say(answer -> rig.node.operator().flush(new Target.OfMessage(id), answer));
        HandSession second = rig.line.last();
        second.take();
        second.end(new Ending.Stopped("the line is needed"));
        assertEquals(id, rig.line.last().take().message().id());
    }

    @Test
    void flushGetsWhatTheSessionHasPassed() {
        QueueId id = rig.send("s@x", "a@east.example");
        HandSession first = rig.line.last();
        first.settle(first.take(), DEFERRED);
        first.next();
        first.end(new Ending.Finished());
        rig.send("s@x", "b@east.example");
        HandSession second = rig.line.last();
        second.take();
        rig.say(answer -> rig.node.operator().flush(new Target.OfDomain(new Domain("east.example")), answer));
        assertEquals(id, second.take().message().id());
    }

    @Test
    void transferThatGetsNoFurtherLetsOthersGoFirst() {
        QueueId poisoned = rig.send("s@x", "a@east.example");
        QueueId behind = rig.send("s@x", "b@east.example");
        interrupt(poisoned, 400);
        rig.pass(CYCLE);
        interrupt(poisoned, 400);
        rig.pass(CYCLE);
        assertEquals(behind, rig.line.last().take().message().id());
    }

    @Test
    void transferThatGetsFurtherGoesOn() {
        QueueId large = rig.send("s@x", "a@east.example");
        rig.send("s@x", "b@east.example");
        for (int offset = 100; offset < 2000; offset += 100) {
            interrupt(large, offset);
            rig.pass(CYCLE);
        }
        assertEquals(large, rig.line.last().take().message().id());
    }

    @Test
    void transferThatCantBeResumedWaitsLongerEachTime() {
        QueueId id = rig.send("s@x", "a@east.example");
        for (int cycles : new int[]{2, 3, 4, 5, 6, 7, 8, 8, 8}) {
            interrupt(id, 0);
            rig.pass(CYCLE.multipliedBy(cycles).minusMillis(1));
            int calls = rig.line.sessions().size();
            rig.pass(Duration.ofMillis(1));
            assertEquals(calls + 1, rig.line.sessions().size());
        }
    }

    private void interrupt(QueueId expected, long offset) {
        HandSession session = rig.line.last();
        Envelope envelope = session.take();
        assertEquals(expected, envelope.message().id());
        session.settle(envelope, new Outcome.Interrupted(offset, LATER));
        session.end(new Ending.Dropped(LATER));
    }

    @Test
    void linkThatIsNotConfiguredIsTroubleAndMailWaits() {
        Rig other = new Rig(policy(route("west", "west.example")));
        other.links.remove("line");
        QueueId id = other.send("s@x", "a@west.example");
        assertEquals(1, other.events(StatusEvent.Trouble.class).size());
        assertEquals(0, other.waiting(id).getFirst().attempts());
    }

    /** At its end the way is chosen anew, and the disk fails at that moment: the site is called again all the same. */
    @Test
    void siteIsCalledAgainThoughTheDiskFailsAtTheEndOfItsSession() {
        Rig two = new Rig(policy(route("near", "near.example"), withCost(route("far", "near.example"), 5)));
        two.send("s@x", "a@near.example");
        HandSession session = two.line.last();
        two.store.beforeReads((_, _) -> {
            throw new StoreException("the disk failed", new IOException("EIO"));
        });
        try {
            session.end(new Ending.Unreached(LATER));
        } catch (StoreException e) {
            // then the node is stepped again
        }
        two.store.beforeReads((_, _) -> {});
        two.pass(CYCLE.multipliedBy(10));
        assertEquals(2, two.line.sessions().size());
        assertEquals("far", two.line.last().call().site(), "the other route is considered, too");
        two.line.last().deliverAll();
        assertEquals(0, two.depth("near.example"));
    }
}
