package org.packetboat.protocols.uucp.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.engine.sim.SimNoise;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.bundle.packing.Bundling;
import org.packetboat.protocols.uucp.greeting.RouteTimeout;
import org.packetboat.protocols.uucp.packet.LineTiming;

/** Whoever has called holds the line for mail that may come: calls of a hub to denver at 2400 baud. */
class HeldLineTest {
    private static final LineTiming LINE = LineTiming.of(240);
    private static final RouteTimeout MINUTE = RouteTimeout.of(Duration.ofMinutes(1));

    private final SimTime time = new SimTime(Mails.MORNING);
    private Station hub = Station.on(LINE, "hub", "ig").holding(MINUTE);
    private Station denver = Station.on(LINE, "denver", "ig");

    private void overProtocol(String protocol, Bundling batches) {
        hub = Station.on(LINE, "hub", protocol, batches).holding(MINUTE);
        denver = Station.on(LINE, "denver", protocol, batches);
    }

    /** @return how long the line was up */
    private Duration call() {
        SimLine line = new SimLine(time, LINE.rate(), Duration.ofMillis(40), SimNoise.NONE, SimNoise.NONE);
        hub.calling(time, line.a(), "denver");
        denver.called(time, line.b(), "hub");
        Instant began = time.now();
        line.connect();
        time.runUntil(time.now().plus(Duration.ofHours(1)));
        assertInstanceOf(Ending.Finished.class, hub.supply.lastEnding());
        assertInstanceOf(Ending.Finished.class, denver.supply.lastEnding());
        assertEquals(1, hub.supply.endings.size());
        return Duration.between(began, hub.supply.endedAt);
    }

    private static Transfer toDenver(int id) {
        return Mails.mail(id, "joe@denver.example.com", Mails.random(200, id));
    }

    private static Transfer toHub(int id) {
        return Mails.mail(id, "ann@hub.example.com", Mails.random(200, id));
    }

    private static void assertAbout(Duration expected, Duration lasted) {
        boolean about = lasted.compareTo(expected) >= 0 && lasted.minus(expected).compareTo(Duration.ofSeconds(8)) < 0;
        assertTrue(about, "it lasted " + lasted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "g"})
    void mailThatComesWhileNothingIsUnderWayGoesInTheSameCall(String protocol) {
        overProtocol(protocol, Bundling.NONE);
        for (int i = 1; i <= 5; i++) {
            int id = i;
            time.in(Duration.ofSeconds(40L * i), () -> hub.post(toDenver(id)));
            time.in(Duration.ofSeconds(40L * i + 17), () -> denver.post(toHub(100 + id)));
        }
        call();
        assertEquals(5, denver.intake.taken.size());
        assertEquals(5, hub.intake.taken.size());
    }

    @Test
    void lineGoesDownWhenNothingWasSaidForTheRouteTimeout() {
        time.in(Duration.ofSeconds(30), () -> denver.post(toHub(1)));
        assertAbout(Duration.ofSeconds(90), call());
    }

    @Test
    void whereNobodyHoldsItTheLineGoesDownAtOnce() {
        hub = Station.on(LINE, "hub", "ig");
        assertAbout(Duration.ZERO, call());
    }

    @Test
    void lineThatIsPaidByTheMinuteIsHeldToItsEnd() {
        hub = Station.on(LINE, "hub", "ig").holding(RouteTimeout.BY_THE_MINUTE);
        time.in(Duration.ofSeconds(30), () -> hub.post(toDenver(1)));
        assertAbout(Duration.ofSeconds(45), call());
    }

    @Test
    void secondMinuteIsUsedWhenItHasBegun() {
        hub = Station.on(LINE, "hub", "ig").holding(RouteTimeout.BY_THE_MINUTE);
        time.in(Duration.ofSeconds(43), () -> hub.post(toDenver(1)));
        assertAbout(Duration.ofSeconds(105), call());
    }

    @Test
    void lineIsNotHeldWhileOthersWaitForIt() {
        time.in(Duration.ofSeconds(20), () -> hub.session().ifPresent(SessionDriver::othersWait));
        assertAbout(Duration.ofSeconds(20), call());
    }

    @Test
    void lineIsNotHeldForOthersWhoWaitedBeforeItWasUp() {
        time.in(Duration.ZERO, () -> hub.session().ifPresent(SessionDriver::othersWait));
        assertAbout(Duration.ZERO, call());
    }

    /** Up to the far side's word that it hangs up, no second call is needed. */
    @Test
    void mailThatComesWhileWeSayGoodbyeGoesFirst() {
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 150; i++) {
            overProtocol("i", new TestBundling(time));
            Instant posted = time.now().plusSeconds(60).plusMillis(20L * i);
            time.at(posted, () -> hub.post(toDenver(1)));
            call();
            boolean left = !hub.supply.waiting.isEmpty();
            Duration before = Duration.between(posted, hub.supply.endedAt);
            if (left && before.compareTo(longest) > 0) longest = before;
        }
        System.out.println("RESULT no mail in the last " + longest);
        assertTrue(longest.compareTo(Duration.ofMillis(350)) < 0, "left behind " + longest + " before the end");
    }
}
