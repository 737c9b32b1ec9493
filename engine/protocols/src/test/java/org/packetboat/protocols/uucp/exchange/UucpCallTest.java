package org.packetboat.protocols.uucp.exchange;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.link.Transfer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.uucp.greeting.CallerRights;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.engine.sim.SimNoise;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.uucp.packet.LineTiming;

/** Whole calls between two of ours over a simulated line of 2400 baud. */
class UucpCallTest {
    private static final LineTiming LINE = LineTiming.of(240);

    private final SimTime time = new SimTime(Mails.MORNING);

    private void call(Station caller, Station called, Event event, Instant when) {
        SimLine line = new SimLine(time, LINE.rate(), Duration.ZERO, SimNoise.NONE, SimNoise.NONE);
        caller.calling(time, line.a(), called.node);
        called.called(time, line.b(), caller.node);
        time.at(when, () -> line.a().on(event));
        line.connect();
        time.runUntil(time.now().plus(Duration.ofHours(2)));
    }

    private SimLine call(Station caller, Station called) {
        SimLine line = new SimLine(time, LINE.rate(), Duration.ZERO, SimNoise.NONE, SimNoise.NONE);
        caller.calling(time, line.a(), called.node);
        called.called(time, line.b(), caller.node);
        line.connect();
        time.runUntil(time.now().plus(Duration.ofHours(2)));
        return line;
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "g"})
    void carriesMailBothWaysInOneCall(String protocol) {
        Station hub = Station.on(LINE, "hub", protocol);
        Station denver = Station.on(LINE, "denver", protocol);
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", "Subject: out\r\n\r\nHello,\r\nJoe.\r\n"));
        denver.supply.add(Mails.mail(2, "ann@hub.example.com", "Subject: in\r\n\r\nHello,\r\nAnn.\r\n"));
        call(hub, denver);
        assertEquals("Subject: out\r\n\r\nHello,\r\nJoe.\r\n", new String(denver.arrived().getFirst()));
        assertEquals("Subject: in\r\n\r\nHello,\r\nAnn.\r\n", new String(hub.arrived().getFirst()));
        assertInstanceOf(Ending.Finished.class, hub.supply.lastEnding());
        assertInstanceOf(Ending.Finished.class, denver.supply.lastEnding());
        assertTrue(hub.supply.waiting.isEmpty() && denver.supply.waiting.isEmpty());
        assertEquals(0, hub.spool.size() + denver.spool.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "g"})
    void carriesManyMailsOfEverySize(String protocol) {
        Station hub = Station.on(LINE, "hub", protocol);
        Station denver = Station.on(LINE, "denver", protocol);
        for (int i = 0; i < 40; i++) {
            hub.supply.add(Mails.mail(i, "joe@denver.example.com", Mails.random(i * i, i)));
            denver.supply.add(Mails.mail(i, "ann@hub.example.com", Mails.random(40 * i, -i)));
        }
        call(hub, denver);
        for (int i = 0; i < 40; i++) {
            assertArrayEquals(Mails.random(i * i, i), denver.arrived().get(i));
            assertArrayEquals(Mails.random(40 * i, -i), hub.arrived().get(i));
        }
        assertTrue(hub.supply.waiting.isEmpty() && denver.supply.waiting.isEmpty());
    }

    @Test
    void tellsWhoSentItAndToWhom() {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i");
        hub.supply.add(Mails.mail(1, "joe@denver.example.com sue@denver.example.com", "x\r\n"));
        call(hub, denver);
        var submission = denver.intake.taken.getFirst().submission();
        assertEquals("ann@hub.example.com", submission.sender().orElseThrow().toString());
        assertEquals(2, submission.recipients().size());
        assertEquals("uucp:hub", submission.origin());
        assertTrue(denver.intake.taken.getFirst().text()
                .startsWith("Received: from hub by denver\r\n\t(sent as D."));
    }

    /** As by every other way: {@link org.packetboat.engine.intake.TextRule}. */
    @ParameterizedTest
    @ValueSource(strings = {"Subject: a\r\n\r\nNUL \0 here\r\n", "Subject: a\rBcc: b\r\n\r\nx\r\n",
            "Subject: a\r\n\r\nat the end\r"})
    void takesNoTextWithNulOrBareCr(String text) {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i");
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", text));
        hub.supply.add(Mails.mail(2, "joe@denver.example.com", "Subject: good\r\n\r\nx\r\n"));
        call(hub, denver);
        assertEquals(1, denver.intake.taken.size());
        assertTrue(denver.intake.taken.getFirst().text().contains("good"));
        assertEquals("5.6.0", denver.intake.sentBack.values().iterator().next().status());
        assertTrue(hub.supply.waiting.isEmpty());
    }

    /** Else it could send anybody mail with a text of its own: a notice carries the header back. */
    @Test
    void nobodyIsToldForWhomTheFarSideMayNotSpeakNowOrLater() {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i").letting(NARROW);
        hub.supply.add(Mails.from("victim@elsewhere.example", 1, "joe@denver.example.com sue@far.example"));
        call(hub, denver);
        Submission taken = denver.intake.taken.getFirst().submission();
        assertEquals("[joe@denver.example.com]", recipients(taken));
        assertFalse(taken.recipients().getFirst().wants(Notify.FAILURE));
        assertEquals(Map.of(), denver.intake.sentBack);
    }

    /** Local mail and returns, as some callers may. */
    private static final CallerRights NARROW = new CallerRights() {
        @Override
        public Optional<Reply> refusal(Optional<Address> sender, Address recipient) {
            return sender.isEmpty() || recipient.domain().name().equals("denver.example.com")
                    ? Optional.empty()
                    : Optional.of(NOT_ALLOWED);
        }

        @Override
        public boolean mayRelay() {
            return false;
        }

        /** Those who are reached by it. */
        @Override
        public boolean mayBeTold(Address sender) {
            return sender.domain().name().equals("hub.example.com");
        }
    };
    private static final Reply NOT_ALLOWED = new Reply(550, "5.7.1", "not there");

    /** A stock peer has handed the job over, and can tell nobody any more. */
    @Test
    void senderOfMailThatTheFarSideMayNotSendIsToldAndOthersGetIt() {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i").letting(NARROW);
        hub.supply.add(Mails.mail(1, "joe@denver.example.com sue@far.example", "Subject: x\r\n\r\nx\r\n"));
        call(hub, denver);
        assertEquals("[joe@denver.example.com]", recipients(denver.intake.taken.getFirst().submission()));
        var back = denver.intake.sentBack.entrySet().iterator().next();
        assertEquals("[sue@far.example]", recipients(back.getKey()));
        assertEquals(NOT_ALLOWED, back.getValue());
        assertTrue(hub.supply.waiting.isEmpty());
    }

    private static String recipients(Submission submission) {
        return submission.recipients().stream().map(r -> r.address().toString()).toList().toString();
    }

    private static final Reply NO_ROUTE = new Reply(550, "5.4.4", "No route");

    /** As by SMTP: it is not kept until msdead for a domain that nobody serves. */
    @Test
    void mailThatNoRouteServesIsSentBackAndOthersGetIt() {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i").letting(serving("denver.example.com"));
        hub.supply.add(Mails.mail(1, "joe@denver.example.com sue@far.example", "Subject: x\r\n\r\nx\r\n"));
        call(hub, denver);
        assertEquals("[joe@denver.example.com]", recipients(denver.intake.taken.getFirst().submission()));
        var back = denver.intake.sentBack.entrySet().iterator().next();
        assertEquals("[sue@far.example]", recipients(back.getKey()));
        assertEquals(NO_ROUTE, back.getValue());
        assertTrue(hub.supply.waiting.isEmpty());
    }

    static CallerRights serving(String domain) {
        return new CallerRights() {
            @Override
            public Optional<Reply> refusal(Optional<Address> sender, Address recipient) {
                return Optional.empty();
            }

            @Override
            public Optional<Reply> unknown(Address recipient) {
                return recipient.domain().name().equals(domain) ? Optional.empty() : Optional.of(NO_ROUTE);
            }

            @Override
            public boolean mayRelay() {
                return true;
            }

            @Override
            public boolean mayBeTold(Address sender) {
                return true;
            }
        };
    }

    @Test
    void returnsMayComeBackWhereOtherMailMayNot() {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i").letting(NARROW);
        hub.supply.add(Mails.returned(1, "sue@far.example", "Subject: failed\r\n\r\nx\r\n"));
        call(hub, denver);
        assertEquals(1, denver.intake.taken.size());
    }

    /** There is nobody to be told but the operator of the far side. */
    @Test
    void jobThatNobodyCanBeToldOfIsRefused() {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i");
        hub.supply.add(Mails.returned(1, "sue@far.example", "Subject: failed\r\n\r\nNUL \0\r\n"));
        call(hub, denver);
        assertEquals(0, denver.intake.taken.size() + denver.intake.sentBack.size());
        assertInstanceOf(Outcome.Refused.class,
                hub.supply.settled.values().iterator().next().values().iterator().next());
    }

    @Test
    void drainingFinishesWhatIsUnderWayBothWaysAndBeginsNothing() {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i");
        for (int i = 0; i < 20; i++) {
            hub.supply.add(Mails.mail(i, "joe@denver.example.com", Mails.random(5000, i)));
            denver.supply.add(Mails.mail(i, "ann@hub.example.com", Mails.random(5000, -i)));
        }
        Instant closes = time.now().plusSeconds(30);
        call(hub, denver, new Event.Stop(false, "window closes"), closes);
        assertInstanceOf(Ending.Stopped.class, hub.supply.lastEnding());
        assertTrue(hub.supply.endedAt.isBefore(closes.plusSeconds(90)), "ended only at " + hub.supply.endedAt);
        assertEquals(20 - denver.arrived().size(), hub.supply.waiting.size());
        assertEquals(20 - hub.arrived().size(), denver.supply.waiting.size());
        assertTrue(denver.arrived().size() >= 1 && denver.arrived().size() < 5);
    }

    @Test
    void cuttingEndsTheCallAtOnceAndKeepsWhatArrived() {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i");
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", Mails.random(20_000, 1)));
        Instant closes = time.now().plusSeconds(60);
        call(hub, denver, new Event.Stop(true, "window closes"), closes);
        assertEquals(closes, hub.supply.endedAt);
        long rest = call(hub, denver).a().sent();
        assertTrue(rest < 9_000, "a minute carried 14,000 of 20,000 bytes, yet " + rest + " more were sent");
        assertEquals(1, denver.arrived().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "g"})
    void mailThatComesIntoTheQueueDuringACallLeavesInTheSameCall(String protocol) {
        Station hub = Station.on(LINE, "hub", protocol);
        Station denver = Station.on(LINE, "denver", protocol);
        denver.supply.add(Mails.mail(1, "ann@hub.example.com", Mails.random(20_000, 1)));
        time.at(time.now().plusSeconds(30),
                () -> hub.supply.add(Mails.mail(2, "joe@denver.example.com", Mails.random(100, 2))));
        call(hub, denver);
        assertEquals(1, denver.arrived().size());
    }

    @Test
    void tellsHowFarALongTransferIs() {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i");
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", Mails.random(50_000, 1)));
        call(hub, denver);
        assertTrue(hub.supply.progress.size() >= 4);
        assertEquals(hub.supply.progress.stream().sorted().toList(), hub.supply.progress);
    }

    @Test
    void refusesAnUnknownCaller() {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i");
        SimLine line = new SimLine(time, LINE.rate(), Duration.ZERO, SimNoise.NONE, SimNoise.NONE);
        hub.calling(time, line.a(), "denver");
        denver.called(time, line.b(), "boston");
        line.connect();
        time.runUntil(time.now().plus(Duration.ofHours(1)));
        assertInstanceOf(Ending.Unreached.class, hub.supply.lastEnding());
        assertInstanceOf(Ending.Unreached.class, denver.supply.lastEnding());
    }

    @Test
    void passesNoAddressThatAShellCouldRead() {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i");
        hub.supply.add(Mails.mail(1, "a`reboot`@denver.example.com joe@denver.example.com", "x\r\n"));
        call(hub, denver);
        var outcomes = hub.supply.settled.values().iterator().next();
        assertEquals(1, outcomes.values().stream().filter(o -> o instanceof Outcome.Refused).count());
        assertEquals(1, outcomes.values().stream().filter(o -> o instanceof Outcome.Delivered).count());
        assertEquals(1, denver.intake.taken.getFirst().submission().recipients().size());
    }

    @Test
    void mailTheOtherSideRefusesIsSettledAsRefused() {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i");
        denver.intake.refuseWith(Optional.of(new Reply(550, "5.1.1", "no such user")));
        hub.supply.add(Mails.mail(1, "nobody@denver.example.com", "x\r\n"));
        call(hub, denver);
        Outcome outcome = hub.supply.settled.values().iterator().next().values().iterator().next();
        assertInstanceOf(Outcome.Refused.class, outcome);
    }

    @Test
    void mailTheOtherSideCannotStoreNowStaysQueuedAndArrivesOnceLater() {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i");
        denver.intake.refuseWith(Optional.of(Reply.NO_SPACE));
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", Mails.random(5000, 1)));
        call(hub, denver);
        assertEquals(1, hub.supply.waiting.size());
        denver.intake.refuseWith(Optional.empty());
        SimLine second = call(hub, denver);
        assertTrue(hub.supply.waiting.isEmpty());
        assertEquals(1, denver.intake.taken.size());
        assertTrue(second.carried() < 1000, "the bytes were there already, yet " + second.carried() + " crossed");
    }

    /** It is put off by itself, before its text comes over the line. */
    @Test
    void mailForASiteThatTakesTooMuchOfTheDiskWaitsAndHoldsUpNoOther() {
        FullSites full = new FullSites("flood.example");
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i").letting(full);
        hub.supply.add(Mails.mail(1, "joe@flood.example", Mails.random(50_000, 1)));
        hub.supply.add(Mails.mail(2, "joe@denver.example.com", "x\r\n"));
        SimLine first = call(hub, denver);
        assertEquals("[joe@denver.example.com]", recipients(denver.intake.taken.getFirst().submission()));
        assertEquals(1, hub.supply.waiting.size());
        assertTrue(first.carried() < 20_000, first.carried() + " bytes crossed");
        assertInstanceOf(Ending.Finished.class, hub.supply.lastEnding());
        full.domains.clear();
        call(hub, denver);
        assertEquals(2, denver.intake.taken.size());
        assertTrue(hub.supply.waiting.isEmpty());
        assertEquals(Map.of(), denver.intake.sentBack);
    }

    /** Each waits for the answer of the other, while packets keep the line up. */
    @Test
    void twoFullDisksDoNotHoldTheLineForever() {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i");
        hub.intake.refuseWith(Optional.of(Reply.NO_SPACE));
        denver.intake.refuseWith(Optional.of(Reply.NO_SPACE));
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", Mails.random(5000, 1)));
        denver.supply.add(Mails.mail(2, "ann@hub.example.com", Mails.random(5000, 2)));
        call(hub, denver);
        assertEquals(1, hub.supply.waiting.size());
        assertEquals(1, denver.supply.waiting.size());
    }
}
