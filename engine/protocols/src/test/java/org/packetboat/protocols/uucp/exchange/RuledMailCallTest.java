package org.packetboat.protocols.uucp.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.engine.sim.SimNoise;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.uucp.packet.LineTiming;

/** Mail that a delivery rule or a full journal puts off once it is there, and mail behind it. */
class RuledMailCallTest {
    private static final LineTiming LINE = LineTiming.of(240);
    private static final Reply AT_NIGHT = new Reply(450, "4.7.1", "Large mail goes at night");

    private final SimTime time = new SimTime(Mails.MORNING);
    private final TestBundling hubPacks = new TestBundling(time);
    private final TestBundling denverPacks = new TestBundling(time);

    private void call(Station hub, Station denver) {
        SimLine line = new SimLine(time, LINE.rate(), Duration.ofMillis(40), SimNoise.NONE, SimNoise.NONE);
        hub.calling(time, line.a(), "denver");
        denver.called(time, line.b(), "hub");
        line.connect();
        time.runUntil(time.now().plus(Duration.ofHours(3)));
    }

    private static void mail(Station hub, int number, String domain) {
        hub.supply.add(Mails.mail(number, "joe@" + domain,
                ("Subject: " + number + "\r\nMessage-ID: <" + number + "@x>\r\n\r\nx\r\n")));
    }

    private static void someOfThree(Station hub, Station denver) {
        denver.intake.rules.put("night.example", AT_NIGHT);
        mail(hub, 1, "night.example");
        mail(hub, 2, "night.example");
        mail(hub, 3, "denver.example.com");
    }

    private static List<String> arrived(Station denver) {
        return denver.intake.taken.stream().map(t -> t.submission().recipients().getFirst().address().toString())
                .sorted().toList();
    }

    private static final List<String> ALL = List.of("joe@denver.example.com", "joe@night.example", "joe@night.example");

    @Test
    void ofABundleTheOthersAreTakenAndItIsNamedInTheAnswer() {
        Station hub = Station.on(LINE, "hub", "i", hubPacks);
        Station denver = Station.on(LINE, "denver", "i", denverPacks);
        someOfThree(hub, denver);
        call(hub, denver);
        assertEquals(List.of("joe@denver.example.com"), arrived(denver));
        assertEquals(AT_NIGHT, assertInstanceOf(Outcome.Deferred.class,
                hub.supply.settled.get(new EnvelopeId(new QueueId(1), 0)).values().iterator().next()).reply());
        denver.intake.rules.clear();
        call(hub, denver);
        assertEquals(ALL, arrived(denver));
        assertTrue(hub.supply.waiting.isEmpty());
    }

    /** It takes an answer with 4xx for none: it keeps the bundle, and what was taken of it is known. */
    @Test
    void anEarlierPeerKeepsTheBundleAndNothingArrivesTwice() {
        hubPacks.word = "earlier";
        Station hub = Station.on(LINE, "hub", "i", hubPacks);
        Station denver = Station.on(LINE, "denver", "i", denverPacks);
        someOfThree(hub, denver);
        mail(hub, 4, "denver.example.com");
        call(hub, denver);
        assertEquals(List.of("joe@denver.example.com", "joe@denver.example.com"), arrived(denver));
        denver.intake.rules.clear();
        for (int again = 0; again < 3; again++)
            call(hub, denver);
        assertEquals(4, arrived(denver).size());
        assertTrue(hub.supply.waiting.isEmpty());
    }

    @Test
    void overIOthersAreTakenInTheSameCall() {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i");
        someOfThree(hub, denver);
        call(hub, denver);
        assertEquals(List.of("joe@denver.example.com"), arrived(denver));
        denver.intake.rules.clear();
        call(hub, denver);
        call(hub, denver);
        assertEquals(ALL, arrived(denver));
    }

    /** Nothing comes behind a job without an answer, so each of them costs a call; and no more than one. */
    @Test
    void overGOthersAreTakenAfterAsManyCallsAsThereAreBeforeThem() {
        Station hub = Station.on(LINE, "hub", "g");
        Station denver = Station.on(LINE, "denver", "g");
        denver.intake.rules.put("night.example", AT_NIGHT);
        for (int number = 1; number <= 5; number++)
            mail(hub, number, "night.example");
        mail(hub, 6, "denver.example.com");
        for (int calls = 0; calls < 6; calls++)
            call(hub, denver);
        assertEquals(List.of("joe@denver.example.com"), arrived(denver));
        denver.intake.rules.clear();
        call(hub, denver);
        call(hub, denver);
        assertEquals(6, arrived(denver).size());
        assertTrue(hub.supply.waiting.isEmpty());
    }

    /** A full disk is nobody's fault alone: nothing more need come over the line. */
    @Test
    void whenNothingCanBeTakenTheCallEnds() {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i");
        denver.intake.rules.put("night.example", Reply.NO_SPACE);
        mail(hub, 1, "night.example");
        call(hub, denver);
        assertTrue(denver.supply.lastEnding().toString().contains("cannot take mail in"),
                denver.supply.lastEnding().toString());
    }
}
