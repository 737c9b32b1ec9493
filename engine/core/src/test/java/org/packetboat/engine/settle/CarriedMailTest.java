package org.packetboat.engine.settle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.uucp;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Entrance;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Handover;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.status.StatusEvent;

/** A carrier takes mail, and its answer comes much later, or never: {@link Outcome.Carried}. */
class CarriedMailTest {
    private static final Reply ON_DISK = new Reply(250, "2.0.0", "on disk courier-1");
    private static final Reply TAKEN = new Reply(250, "2.0.0", "Taken");
    private static final Reply NO = new Reply(550, "5.1.1", "No such user");
    private static final Outcome DELIVERED = new Outcome.Delivered(TAKEN, true, Handover.REPORTED);
    private static final Duration WEEK = Duration.ofDays(7);

    private final Rig rig = new Rig(policy(patient()));

    private static Route patient() {
        return SimRoutes.withTimes(
                with(with(route("denver", "denver.example"), uucp("denver")), SimRoutes.NEVER),
                Duration.ofMinutes(1), Duration.ofDays(60));
    }

    private HandSession plugIn() {
        return rig.line.answer(session -> rig.node.answered("denver", "disk", session));
    }

    private Envelope carry() {
        HandSession disk = plugIn();
        Envelope envelope = disk.take();
        disk.settle(envelope, new Outcome.Carried(rig.clock.now().plus(WEEK), ON_DISK));
        disk.end(new Ending.Finished());
        return envelope;
    }

    private boolean answer(HandSession disk, Envelope about, Outcome outcome) {
        Map<Address, Outcome> all = about.recipients().stream()
                .collect(Collectors.toMap(to -> to.address(), _ -> outcome));
        List<Boolean> told = new ArrayList<>();
        disk.supply().carried(about.id(), all, told::add);
        rig.settle();
        assertEquals(1, told.size());
        return told.getFirst();
    }

    @Test
    void waitsForItsAnswerAndIsNotSentMeanwhile() {
        QueueId id = rig.send("s@x", "a@denver.example");
        carry();
        rig.pass(WEEK.minusSeconds(1));
        assertTrue(plugIn().next().isEmpty());
        assertEquals(Optional.of(ON_DISK), rig.waiting(id).getFirst().lastReply());
        StatusEvent.Deferred told = rig.events(StatusEvent.Deferred.class).getFirst();
        assertEquals(List.of(ON_DISK, Rig.START.plus(WEEK)), List.of(told.reply(), told.next()));
        String why = rig.why(id);
        assertTrue(why.contains("is carried, and is sent again at 2026-11-27 00:00:00 if no answer has come "
                + "(\"250 2.0.0 on disk courier-1\")"), why);
    }

    @Test
    void isSentAgainWhenNoAnswerHasCome() {
        rig.send("s@x", "a@denver.example");
        Envelope first = carry();
        rig.pass(WEEK);
        assertEquals(first.id(), plugIn().take().id());
    }

    @Test
    void itsAnswerSettlesItInALaterSession() {
        rig.send("s@x", "a@denver.example", "b@denver.example");
        Envelope carried = carry();
        assertTrue(answer(plugIn(), carried, DELIVERED));
        assertEquals(0, rig.depth("denver.example"));
        assertEquals(2, rig.events(StatusEvent.Relayed.class).size());
    }

    @Test
    void anAnswerThatComesTwiceOrTooLateChangesNothing() {
        rig.send("s@x", "a@denver.example");
        Envelope carried = carry();
        HandSession disk = plugIn();
        assertTrue(answer(disk, carried, DELIVERED));
        assertTrue(answer(disk, carried, new Outcome.Refused(NO)));
        assertEquals(0, rig.events(StatusEvent.Refused.class).size());
    }

    @Test
    void theAnswerOfTheFirstDiskSettlesWhatIsOnTheSecond() {
        rig.send("s@x", "a@denver.example");
        Envelope carried = carry();
        rig.pass(WEEK);
        carry();
        assertTrue(answer(plugIn(), carried, DELIVERED));
        assertEquals(0, rig.depth("denver.example"));
    }

    @Test
    void anAnswerWaitsWhileASessionHasTheMail() {
        rig.send("s@x", "a@denver.example");
        Envelope carried = carry();
        rig.pass(WEEK);
        HandSession disk = plugIn();
        Envelope again = disk.take();
        assertFalse(answer(disk, carried, DELIVERED));
        disk.settle(again, new Outcome.Carried(rig.clock.now().plus(WEEK), ON_DISK));
        assertTrue(answer(disk, carried, DELIVERED));
    }

    @Test
    void whatTheFarSideRefusesGoesBackToItsSender() {
        rig.send("s@denver.example", "a@denver.example");
        Envelope carried = carry();
        assertTrue(answer(plugIn(), carried, new Outcome.Refused(NO)));
        assertEquals(NO, rig.events(StatusEvent.Refused.class).getFirst().reply());
    }

    @Test
    void whatIsToBeSentAgainIsAnsweredToo() {
        rig.send("s@x", "a@denver.example");
        Envelope carried = carry();
        HandSession disk = plugIn();
        assertTrue(answer(disk, carried, new Outcome.Deferred(new Reply(451, "4.3.0", "damaged"))));
        disk.end(new Ending.Finished());
        rig.pass(Duration.ofMinutes(2));
        assertEquals(carried.id(), plugIn().take().id());
    }

    @Test
    void isStillCarriedAfterAPowerFailure() {
        QueueId id = rig.send("s@x", "a@denver.example");
        Envelope carried = carry();
        rig.crash();
        HandSession disk = plugIn();
        assertTrue(disk.next().isEmpty());
        assertTrue(rig.waiting(id).getFirst().isCarried());
        assertTrue(answer(disk, carried, DELIVERED));
    }

    @Test
    void aClockThatWasWrongDoesNotKeepItForYears() {
        rig.shift(Duration.ofDays(3000));
        rig.send("s@x", "a@denver.example");
        carry();
        rig.shift(Duration.ofDays(-3000));
        assertFalse(plugIn().next().isEmpty());
    }

    @Test
    void theOperatorHasALostDisksMailSentAgain() {
        QueueId id = rig.send("s@x", "a@denver.example");
        carry();
        rig.say(answer -> rig.node.operator().requeue(new Target.OfMessage(id), answer));
        assertEquals(id, plugIn().take().message().id());
    }

    @Test
    void itIsGivenUpAtItsTimeLikeAllMail() {
        rig.send("s@denver.example", "a@denver.example");
        carry();
        rig.pass(Duration.ofDays(61));
        assertEquals(1, rig.events(StatusEvent.Expired.class).size());
    }

    @Test
    void aReportThatComesAnotherWaySettlesItToo() {
        QueueId id = rig.send("s@x", "a@denver.example");
        carry();
        String line = "d " + rig.clock.now().getEpochSecond() + " " + id + ".0." + Rig.START.toEpochMilli()
                + "@hub.example a@denver.example";
        byte[] text = ("Packetboat-Status: 1\r\n\r\n" + line + "\r\n").getBytes(StandardCharsets.UTF_8);
        Submission report = Rig.submission("packetboat-status@there.example", "packetboat-status@hub.example");
        rig.accept(report.named(Optional.of("1PNWW402F.0.77@there.example")), text);
        assertEquals(0, rig.depth("denver.example"));
        assertEquals(1, rig.events(StatusEvent.Delivered.class).size());
    }

    @Test
    void aReportAboutMailThatNoCarrierHasChangesNothing() {
        QueueId id = rig.send("s@x", "a@denver.example");
        String line = "d " + rig.clock.now().getEpochSecond() + " " + id + ".0." + Rig.START.toEpochMilli()
                + "@hub.example a@denver.example";
        byte[] text = ("Packetboat-Status: 1\r\n\r\n" + line + "\r\n").getBytes(StandardCharsets.UTF_8);
        Submission report = Rig.submission("packetboat-status@there.example", "packetboat-status@hub.example");
        rig.accept(report.named(Optional.of("1PNWW402F.0.77@there.example")), text);
        assertEquals(1, rig.depth("denver.example"));
    }

    @Test
    void anAnswerAboutMailThatNoCarrierHasSettlesNothing() {
        QueueId id = rig.send("s@x", "a@denver.example");
        Envelope waiting = rig.waiting(id).getFirst();
        HandSession disk = plugIn();
        assertTrue(answer(disk, waiting, DELIVERED));
        assertEquals(1, rig.depth("denver.example"));
        assertEquals(waiting.id(), disk.take().id());
    }

    @Test
    void aCallerOverALineGetsNoMailOfARouteByDisks() {
        rig.line.isAwaited();
        rig.send("s@x", "a@denver.example");
        HandSession caller = rig.line.answer(session -> rig.node.answered("denver", "modem", session));
        assertTrue(caller.next().isEmpty());
        assertTrue(rig.line.answer(session -> rig.node.answered("denver", "line", session)).next().isPresent());
    }

    @Test
    void whoIsCalledBackIsCalledByARouteThatOpens() {
        Route disks = with(with(route("disks", "x.denver.example"), uucp("denver")),
                SimRoutes.NEVER).withCost(1);
        Route phone = with(route("phone", "denver.example"), uucp("denver"));
        Rig both = new Rig(policy(disks, phone));
        both.node.callBack("denver");
        both.settle();
        assertEquals(List.of("phone"), both.line.called());
    }

    @Test
    void whoeverHasNoSessionHearsSo() {
        HandSession first = plugIn();
        HandSession second = plugIn();
        List<Boolean> opened = new ArrayList<>();
        first.supply().opened(opened::add);
        second.supply().opened(opened::add);
        rig.settle();
        assertEquals(List.of(true, false), opened);
    }

    @Test
    void mailThatCameByADiskIsKnownAgainForMoreThanAYear() {
        Submission byDisk = Rig.submission("s@x", "a@denver.example").through(Entrance.of("disk:hub"))
                .named(Optional.of("00ABCD.3.1795273021123@main.example"));
        QueueId first = rig.accept(byDisk, new byte[30]);
        rig.pass(Duration.ofDays(399));
        assertEquals(Optional.of(new Receipt.Accepted(first)), rig.submit(byDisk, new byte[30]));
    }

    @Test
    void nobodyIsToldSomethingNegativeByACarrier() {
        assertThrows(IllegalArgumentException.class, () -> new Outcome.Carried(Instant.EPOCH, NO));
    }
}
