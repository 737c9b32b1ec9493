package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.status.StatusEvent;

/** RFC 2852 in the queue: what becomes of mail that has not arrived by the time its sender set. */
class DeliverByTest {
    private static final Instant SIX = Rig.START.plus(Duration.ofHours(6));
    private static final Reply OK = new Reply(250, "2.0.0", "Ok");

    private final Rig rig = new Rig(policy(with(route("west", "west.example"), SimRoutes.NEVER),
            route("east", "east.example"), with(route("home", "home.example"), SimRoutes.NEVER)));
    private Optional<Instant> expires = Optional.empty();

    @Test
    void returnedAtThatTimeAndNotLater() {
        send(DeliverBy.orReturn(SIX), "a@west.example");
        rig.pass(Duration.ofHours(6).minusMillis(1));
        assertEquals(1, rig.depth("west.example"));
        rig.pass(Duration.ofMillis(1));
        assertEquals(0, rig.depth("west.example"));
        String notice = notice();
        assertTrue(notice.contains("Action: failed\r\n"), notice);
        assertTrue(notice.contains("\r\nDeliver-By-Date: Fri, 20 Nov 2026 06:00:00 +0000\r\n"), notice);
        assertTrue(notice.contains("554 5.4.7 Not delivered by 2026-11-20T06:00:00Z, as its sender wanted"), notice);
    }

    @Test
    void overdueMailGoesOnAndItsSenderIsTold() {
        QueueId id = send(DeliverBy.notify(SIX), "a@west.example");
        rig.pass(Duration.ofHours(6));
        assertEquals(1, rig.waiting(id).size());
        assertEquals(List.of(SIX), rig.events(StatusEvent.Overdue.class).stream()
                .map(StatusEvent.Overdue::deliverBy).toList());
        String notice = notice();
        assertTrue(notice.contains("Action: delayed\r\n"), notice);
        assertTrue(notice.contains("Will-Retry-Until: "), notice);
        assertTrue(notice.contains("Deliver-By-Date: Fri, 20 Nov 2026 06:00:00 +0000\r\n"), notice);
        rig.pass(Duration.ofHours(5));
        assertEquals(1, rig.depth("home.example"));
    }

    @Test
    void nobodyIsToldOfTheDelayWhoDidNotWantTo() {
        send(DeliverBy.notify(SIX),
                new Recipient(Address.parse("a@west.example"), EnumSet.of(Notify.FAILURE), Optional.empty()));
        rig.pass(Duration.ofHours(6));
        assertEquals(1, rig.events(StatusEvent.Overdue.class).size());
        assertEquals(0, rig.depth("home.example"));
    }

    @Test
    void whatArrivedInTimeIsNotOverdue() {
        send(DeliverBy.notify(SIX), "a@east.example");
        rig.line.last().deliverAll();
        rig.pass(Duration.ofHours(7));
        assertEquals(0, rig.events(StatusEvent.Overdue.class).size());
    }

    @Test
    void whatWasOverdueWhenItCameInWasToldOfElsewhere() {
        send(DeliverBy.notify(Rig.START.minusSeconds(5)), "a@west.example");
        rig.pass(Duration.ofHours(6));
        assertEquals(0, rig.depth("home.example"));
    }

    @Test
    void isToldAfterACrashToo() {
        send(DeliverBy.notify(SIX), "a@west.example");
        rig.pass(Duration.ofHours(1));
        rig.crash();
        rig.pass(Duration.ofHours(5));
        assertEquals(1, rig.depth("home.example"));
    }

    @Test
    void whatIsBeingSentAtThatTimeIsNotReturnedUnlessItFails() {
        send(DeliverBy.orReturn(SIX), "a@east.example");
        Envelope taken = rig.line.last().take();
        rig.pass(Duration.ofHours(6));
        assertEquals(1, rig.depth("east.example"));
        rig.line.last().deliver(taken);
        assertEquals(0, rig.depth("home.example"));
    }

    @Test
    void requeueingDoesNotLengthenIt() {
        QueueId id = send(DeliverBy.orReturn(SIX), "a@west.example");
        rig.pass(Duration.ofHours(5));
        rig.say(answer -> rig.node.operator().requeue(new Target.OfMessage(id), answer));
        assertEquals(SIX, rig.waiting(id).getFirst().expires());
    }

    @Test
    void isNotKeptLongerThanWhoeverHandedItOnWouldHave() {
        expires = Optional.of(SIX.minusSeconds(60));
        QueueId id = send(DeliverBy.orReturn(SIX), "a@west.example");
        assertEquals(SIX.minusSeconds(60), rig.waiting(id).getFirst().expires());
        rig.pass(Duration.ofHours(6));
        assertTrue(notice().contains("Undelivered after 5 h 59 min"), notice());
    }

    @Test
    void eachHopIsToldOfWhereATraceWasAskedFor() {
        send(new DeliverBy(SIX, DeliverBy.Mode.NOTIFY, true), "a@east.example");
        rig.line.last().settle(rig.line.last().take(), new Outcome.Delivered(OK, true));
        assertTrue(notice().contains("Action: relayed\r\n"), notice());
    }

    @Test
    void isStoredWithAllItSays() {
        DeliverBy by = new DeliverBy(SIX, DeliverBy.Mode.RETURN, true);
        QueueId id = send(by, "a@west.example");
        assertEquals(Optional.of(by), rig.waiting(id).getFirst().deliverBy());
    }

    @Test
    void isReadAsPeopleWriteIt() {
        assertEquals(DeliverBy.notify(SIX), DeliverBy.parse("2026-11-20T06:00:00Z"));
        assertEquals(new DeliverBy(SIX, DeliverBy.Mode.RETURN, true), DeliverBy.parse("2026-11-20T06:00:00Z;RT"));
        String said = assertThrows(IllegalArgumentException.class, () -> DeliverBy.parse("tonight;X")).getMessage();
        assertEquals("found \"tonight;X\"; expected a time like 2026-11-20T06:00:00Z, and perhaps ;N (tell the sender) "
                + "or ;R (return)", said);
        assertFalse(DeliverBy.parse("2026-11-20T06:00:00Z;N").trace());
    }

    private QueueId send(DeliverBy by, String to) {
        return send(by, Recipient.of(to));
    }

    private QueueId send(DeliverBy by, Recipient to) {
        SubmissionOptions options = new SubmissionOptions(Priority.NORMAL, Optional.empty(), Optional.of(by),
                Optional.empty(), Optional.empty());
        return rig.accept(Submission.plain(Optional.of(Address.parse("s@home.example")), List.of(to), "test")
                .with(options).expiring(expires), new byte[100]);
    }

    private String notice() {
        return rig.queue.walk(new Domain("home.example")).peek().flatMap(e -> rig.queue.envelope(e.id()))
                .map(e -> rig.text(e.message())).orElse("nobody was told");
    }
}
