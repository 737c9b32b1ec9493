package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.hour;
import static org.packetboat.engine.sim.SimRoutes.once;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.status.StatusEvent;

/** Mail is never given up before it has had an attempt that it was due, and the notice says why it was. */
class OwedAttemptTest {
    private static final Reply REFUSED = new Reply(451, "4.4.1", "connection refused");
    private static final Duration MSDEAD = Duration.ofHours(12);

    private final Rig rig = new Rig(policy(route("east", "east.example"), route("west", "west.example"),
            with(route("night", "night.example"), once(hour(20), hour(23))),
            with(route("back", "x.example"), SimRoutes.NEVER)));

    private String notice() {
        StatusEvent.NoticeSent sent = rig.events(StatusEvent.NoticeSent.class).getLast();
        return rig.text(rig.waiting(sent.notice()).getFirst().message());
    }

    private void delivers(QueueId id) {
        HandSession session = rig.line.last();
        Envelope envelope = session.take();
        assertEquals(id, envelope.message().id());
        session.deliver(envelope);
        assertTrue(rig.events(StatusEvent.Expired.class).isEmpty());
    }

    @Test
    void mailOfASiteThatWaitedForItsTurnHasOneMore() {
        rig.send("s@x.example", "a@east.example");
        HandSession slow = rig.line.last();
        slow.take();
        QueueId id = rig.send("s@x.example", "a@west.example");
        rig.pass(MSDEAD.multipliedBy(2));
        slow.end(new Ending.Unreached(REFUSED));
        assertEquals("west", rig.line.last().call().site());
        delivers(id);
    }

    @Test
    void clockThatJumpsIntoAnOpenWindowExpiresNothing() {
        QueueId id = rig.send("s@x.example", "a@night.example");
        rig.shift(Duration.ofHours(22));
        rig.pass(Duration.ofSeconds(5));
        delivers(id);
    }

    @Test
    void mailThatWasHeldHasAnAttemptWhenItIsReleased() {
        Target east = new Target.OfDomain(new Domain("east.example"));
        rig.say(answer -> rig.node.operator().hold(east, answer));
        QueueId id = rig.send("s@x.example", "a@east.example");
        rig.pass(MSDEAD.multipliedBy(2));
        rig.say(answer -> rig.node.operator().release(east, answer));
        delivers(id);
    }

    @Test
    void attemptThatFailsWasTheLast() {
        Target east = new Target.OfDomain(new Domain("east.example"));
        rig.say(answer -> rig.node.operator().hold(east, answer));
        rig.send("s@x.example", "a@east.example");
        rig.pass(MSDEAD.multipliedBy(2));
        rig.say(answer -> rig.node.operator().release(east, answer));
        rig.line.last().end(new Ending.Unreached(REFUSED));
        rig.pass(Duration.ofMinutes(2));
        assertTrue(notice().contains("its site was never reached; last reply: " + REFUSED), notice());
    }

    /** As some hosts do with those they don't like: a greeting, and 421 to every MAIL. */
    @Test
    void siteThatAnswersAndTakesNothingDoesNotKeepMailForEver() {
        rig.send("s@x.example", "a@east.example");
        for (int hour = 0; hour < 30 && rig.events(StatusEvent.Expired.class).isEmpty(); hour++) {
            rig.line.last().end(new Ending.Dropped(new Reply(421, "4.7.0", "come again")));
            rig.pass(Duration.ofHours(1));
        }
        assertEquals(1, rig.events(StatusEvent.Expired.class).size());
    }

    /** A hold in which others' calls failed is no attempt of the mail that was held. */
    @Test
    void mailThatWasHeldByItselfHasAnAttemptWhenItIsReleased() {
        QueueId held = rig.send("s@x.example", "a@east.example");
        rig.say(answer -> rig.node.operator().hold(new Target.OfMessage(held), answer));
        rig.send("s@x.example", "b@east.example");
        rig.line.last().end(new Ending.Unreached(REFUSED));
        rig.pass(MSDEAD.multipliedBy(2));
        rig.say(answer -> rig.node.operator().release(new Target.OfMessage(held), answer));
        rig.pass(Duration.ofMinutes(2));
        assertTrue(rig.events(StatusEvent.Expired.class).stream().noneMatch(e -> e.id().message().equals(held)));
    }

    @Test
    void noticeSaysThatTheRouteHasNotBeenOpen() {
        rig.send("s@x.example", "a@night.example");
        rig.pass(Duration.ofHours(13));
        assertTrue(notice().contains("its route has not been open"), notice());
    }

    @Test
    void noticeSaysThatTheOperatorHoldsIt() {
        Target all = new Target.All();
        rig.send("s@x.example", "a@east.example");
        rig.line.last().end(new Ending.Unreached(REFUSED));
        rig.say(answer -> rig.node.operator().hold(all, answer));
        rig.say(answer -> rig.node.operator().expire(all, answer));
        assertTrue(notice().contains("held by the operator"), notice());
    }
}
