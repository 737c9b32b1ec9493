package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.every;
import static org.packetboat.engine.sim.SimRoutes.once;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.uucp;
import static org.packetboat.engine.sim.SimRoutes.with;
import static org.packetboat.engine.sim.SimRoutes.withCost;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Msdead;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.TooLarge;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.Family;

/** Messages of 129 KB at 1 kB/s, where windows are open for 30 seconds of each hour; and mail that dies before one. */
class TooLargeTest {
    private static final int LARGE = 129_000;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Window SHORT = every(HOUR, Duration.ofMinutes(10), Duration.ofSeconds(30));

    private static Route east(TooLarge what) {
        return with(with(route("east", "east.example"), SHORT), what);
    }

    private static Rig rig(Route... routes) {
        return new Rig(policy(routes));
    }

    private static String troubles(Rig rig) {
        return rig.events(StatusEvent.Trouble.class).toString();
    }

    private static Optional<String> shown(Rig rig, QueueId id) {
        return Optional.of(rig.say(answer -> rig.node.overview().message(id,
                found -> answer.accept(found.getFirst().trouble().orElse("")))));
    }

    private static String listed(Rig rig, String domain) {
        return rig.say(answer -> rig.node.overview().domain(new Domain(domain),
                status -> answer.accept(status.trouble().orElse(""))));
    }

    @Test
    void isSentBehindAllOthersAndAlone() {
        Rig rig = rig(east(TooLarge.SEND_ALONE));
        QueueId large = rig.send("s@x", LARGE, "a@east.example");
        rig.send("s@x", 500, "b@east.example");
        rig.pass(Duration.ofMinutes(10).plusSeconds(2));
        List<HandSession> sessions = rig.line.sessions();
        Envelope small = sessions.getFirst().take();
        assertEquals(500, small.message().size());
        sessions.getFirst().deliver(small);
        assertTrue(sessions.getFirst().next().isEmpty());
        sessions.getFirst().end(new Ending.Finished());
        rig.pass(Duration.ofSeconds(1));
        assertEquals(large, rig.line.last().take().message().id());
    }

    @Test
    void isToldWhenItIsAcceptedAndWhereItIsShown() {
        Rig rig = rig(east(TooLarge.SEND_ALONE));
        QueueId id = rig.send("s@x", LARGE, "a@east.example");
        String said = "has 129000 bytes, more than any window of route east carries: 29000 bytes at 1000 bytes/s";
        assertTrue(troubles(rig).contains(id + ".0 " + said), troubles(rig));
        assertTrue(shown(rig, id).orElseThrow().startsWith(said));
        assertTrue(listed(rig, "east.example").contains("it is sent alone"));
    }

    @Test
    void comesBackAtOnceIfTheRouteSaysSo() {
        Rig rig = rig(east(TooLarge.RETURN), with(route("back", "x.example"), SHORT));
        rig.send("s@x.example", LARGE, "a@east.example");
        rig.pass(Duration.ofSeconds(10));
        StatusEvent.NoticeSent sent = rig.events(StatusEvent.NoticeSent.class).getFirst();
        String notice = rig.text(rig.waiting(sent.notice()).getFirst().message());
        assertTrue(notice.contains("more than any window of route east carries"), notice);
        assertEquals(0, rig.depth("east.example"));
    }

    /** Also by a schedule that came later, and behind others that do fit. */
    @Test
    void comesBackFromAnywhereInTheQueueIfTheRouteSaysSoNow() {
        Rig rig = rig(east(TooLarge.SEND_ALONE));
        rig.send("s@x.example", 500, "a@east.example");
        List<QueueId> large = List.of(rig.send("s@x.example", LARGE, "b@east.example"),
                rig.send("s@x.example", LARGE, "c@east.example"));
        for (int i = 0; i < 300; i++)
            rig.send("s@x.example", 500, "d@east.example");
        QueueId last = rig.send("s@x.example", LARGE, "e@east.example");
        rig.replace(policy(east(TooLarge.RETURN), with(route("back", "x.example"), SHORT)));
        rig.pass(Duration.ofSeconds(10));
        assertEquals(List.of(large.getFirst(), large.getLast(), last), rig.events(StatusEvent.Expired.class).stream()
                .map(expired -> expired.id().message()).toList());
        assertEquals(301, rig.depth("east.example"));
    }

    /** What is all together no larger than a window has nothing in it that is. */
    @Test
    void aQueueThatFitsIntoAWindowIsNotLookedThrough() {
        Rig rig = rig(east(TooLarge.SEND_ALONE));
        for (int i = 0; i < 20; i++)
            rig.send("s@x.example", 1, "a@east.example");
        rig.replace(policy(east(TooLarge.RETURN), with(route("back", "x.example"), SHORT)));
        rig.pass(Duration.ofSeconds(10));
        assertEquals(0, rig.events(StatusEvent.Expired.class).size());
        rig.send("s@x.example", LARGE, "b@east.example");
        rig.crash();
        rig.pass(Duration.ofSeconds(10));
        assertEquals(1, rig.events(StatusEvent.Expired.class).size());
    }

    /** Each start looks at what is given up by windows. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void heldMailHasOneTimerHoweverOftenTheServerStarts(boolean wholeDomain) {
        Rig rig = rig(east(TooLarge.SEND_ALONE));
        QueueId large = rig.send("s@x.example", LARGE, "a@east.example");
        Target target = wholeDomain ? new Target.OfDomain(new Domain("east.example")) : new Target.OfMessage(large);
        rig.say(answer -> rig.node.operator().hold(target, answer));
        rig.crash(policy(east(TooLarge.RETURN), with(route("back", "x.example"), SHORT)));
        for (int i = 0; i < 20; i++) {
            rig.crash();
            rig.pass(Duration.ofMinutes(7));
        }
        assertEquals(1, rig.store.keys(Family.TIMERS).size());
        rig.say(answer -> rig.node.operator().release(target, answer));
        assertEquals(1, rig.events(StatusEvent.Expired.class).size());
    }

    @Test
    void goesByAnotherRouteThatHasRoomForIt() {
        Rig rig = rig(withCost(east(TooLarge.NEXT_ROUTE), 1),
                withCost(with(route("far", "east.example"), every(HOUR, Duration.ofMinutes(20),
                        Duration.ofMinutes(10))), 5));
        QueueId large = rig.send("s@x", LARGE, "a@east.example");
        assertEquals("", shown(rig, large).orElseThrow());
        rig.pass(Duration.ofMinutes(20).plusSeconds(2));
        assertEquals("far", rig.line.last().call().site());
        assertEquals(large, rig.line.last().take().message().id());
    }

    /** What an operator holds needs no room. */
    @Test
    void heldMailLeadsNobodyByAnotherRoute() {
        Rig rig = rig(withCost(east(TooLarge.NEXT_ROUTE), 1),
                withCost(with(route("far", "east.example"), every(HOUR, Duration.ofMinutes(5),
                        Duration.ofMinutes(10))), 5));
        Target.OfMessage large = new Target.OfMessage(rig.send("s@x", LARGE, "a@east.example"));
        rig.say(answer -> rig.node.operator().hold(large, answer));
        rig.crash();
        rig.send("s@x", 500, "b@east.example");
        rig.pass(Duration.ofMinutes(10).plusSeconds(2));
        assertEquals(List.of("east"), rig.line.called());
    }

    /** Over UUCP a transfer goes on in the next window. */
    @Test
    void nothingIsTooLargeWhereTransfersGoOn() {
        Rig rig = rig(with(with(with(route("east", "east.example"), SHORT), uucp("east")), AtClose.CUT));
        QueueId id = rig.send("s@x", LARGE, "a@east.example");
        assertEquals("", shown(rig, id).orElseThrow() + troubles(rig).replace("[]", ""));
    }

    /** A window without an end has no close to be in time for. */
    @Test
    void nothingIsTooLargeWhereTheWindowIsOpenWithoutEnd() {
        for (Window endless : List.<Window>of(once(Instant.MIN, Rig.START.plus(HOUR)), once(Rig.START, Instant.MAX))) {
            Rig rig = rig(with(route("east", "east.example"), endless));
            assertEquals("", shown(rig, rig.send("s@x", LARGE, "a@east.example")).orElseThrow());
        }
    }

    @Test
    void mailThatComesBackBeforeItsWindowOpensIsMarked() {
        Window weekly = every(Duration.ofDays(7), Duration.ofDays(5), HOUR);
        Rig rig = rig(with(route("east", "east.example"), weekly));
        QueueId id = rig.send("s@x", "a@east.example");
        assertTrue(shown(rig, id).orElseThrow().contains("before route east opens at"), shown(rig, id).toString());
        assertTrue(listed(rig, "east.example").contains("before route east opens at"));
    }

    @Test
    void mailWaitsForAsManyWindowsAsItsRouteSays() {
        Route rare = with(route("east", "east.example"), every(Duration.ofDays(3), Duration.ofDays(1), HOUR));
        Rig rig = rig(rare.on(rare.terms().givenUp(new Msdead(Duration.ZERO, 2))));
        rig.links.remove("line");
        QueueId id = rig.send("s@x", "a@east.example");
        rig.pass(Duration.ofDays(3));
        assertEquals(0, rig.events(StatusEvent.Expired.class).size());
        rig.pass(Duration.ofDays(4));
        assertEquals(id, rig.events(StatusEvent.Expired.class).getFirst().id().message());
    }

    /** A window that was half over when mail came in is none that it missed. */
    @Test
    void windowThatIsOpenAlreadyDoesNotCount() {
        Window daily = every(Duration.ofDays(1), Duration.ZERO, HOUR);
        Msdead one = new Msdead(Duration.ZERO, 1);
        assertEquals(Rig.START.plus(HOUR), one.end(daily, Rig.START));
        assertEquals(Rig.START.plus(Duration.ofDays(1)).plus(HOUR), one.end(daily, Rig.START.plusSeconds(1)));
        assertEquals(Rig.START.plus(Duration.ofDays(9)),
                new Msdead(Duration.ofDays(9), 1).end(daily, Rig.START));
    }
}
