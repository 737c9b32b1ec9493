package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.every;
import static org.packetboat.engine.sim.SimRoutes.hour;
import static org.packetboat.engine.sim.SimRoutes.once;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;
import static org.packetboat.engine.sim.SimRoutes.withTimes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.route.large.BothOpen;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.status.StatusEvent;

/** Mail above 10,000 bytes waits for windows of its own, and keeps its place for them. */
class LargeMailTest {
    private static final int MOST = 10_000;
    private static final int LARGE = 10_001;

    private static Route east(Window routes, Window own) {
        Route east = withTimes(with(route("east", "east.example"), routes), Duration.ofMinutes(1),
                Duration.ofHours(12));
        return east.on(east.terms().with(LargeMail.InWindow.of(MOST, own, routes, "weekend")));
    }

    private static Rig rig(Window routes, Window own) {
        return new Rig(policy(east(routes, own), route("back", "x.example")));
    }

    /** What a session is handed, in order; it is at its end then. */
    private static List<QueueId> handed(HandSession session) {
        List<QueueId> all = new ArrayList<>();
        for (Optional<Transfer> next = session.next(); next.isPresent(); next = session.next()) {
            all.add(next.get().envelope().message().id());
            session.deliver(next.get().envelope());
        }
        session.end(new Ending.Finished());
        return all;
    }

    @Test
    void largeMailWaitsForItsWindowWhileOtherMailGoes() {
        Rig rig = rig(Window.ALWAYS, once(hour(2), hour(4)));
        QueueId large = rig.send("s@x.example", LARGE, "a@east.example");
        QueueId small = rig.send("s@x.example", MOST, "a@east.example");
        rig.pass(Duration.ofSeconds(1));
        assertEquals(List.of(small), handed(rig.line.last()));
        rig.pass(Duration.ofHours(2).minusSeconds(2));
        assertEquals(1, rig.line.sessions().size());
        rig.pass(Duration.ofSeconds(2));
        assertEquals(List.of(large), handed(rig.line.last()));
    }

    @Test
    void itKeepsItsPlaceBeforeMailThatCameLater() {
        Rig rig = rig(once(hour(2), hour(3)), once(hour(1), hour(4)));
        QueueId large = rig.send("s@x.example", LARGE, "a@east.example");
        QueueId later = rig.send("s@x.example", 1, "a@east.example");
        rig.pass(Duration.ofHours(2));
        assertEquals(List.of(large, later), handed(rig.line.last()));
    }

    /** A site that calls while its route is shut gets what it may have. */
    @Test
    void aSiteThatCallsUsGetsLargeMailWhileItsWindowIsOpen() {
        Rig rig = rig(once(hour(8), hour(9)), once(hour(1), hour(2)));
        QueueId large = rig.send("s@x.example", LARGE, "a@east.example");
        QueueId small = rig.send("s@x.example", 1, "a@east.example");
        assertEquals(List.of(small), handed(called(rig)));
        rig.pass(Duration.ofHours(1));
        assertEquals(List.of(large), handed(called(rig)));
    }

    private static HandSession called(Rig rig) {
        HandSession session = rig.line.answer(stop -> rig.node.answered(r -> r.site().equals("east"), "line", stop));
        rig.settle();
        return session;
    }

    @Test
    void ratherThanBeCutItWaitsForTheNextOfItsWindows() {
        Rig rig = rig(Window.ALWAYS, every(Duration.ofHours(3), Duration.ofMinutes(60), Duration.ofSeconds(20)));
        rig.pass(Duration.ofHours(1).plusSeconds(15));
        QueueId large = rig.send("s@x.example", LARGE, "a@east.example");
        rig.pass(Duration.ofHours(3).minusSeconds(20));
        assertEquals(List.of(), rig.events(StatusEvent.Sending.class));
        rig.pass(Duration.ofSeconds(6));
        assertEquals(List.of(large), handed(rig.line.last()));
    }

    @Test
    void peopleAreToldWhichWindowItWaitsFor() {
        Rig rig = rig(Window.ALWAYS, once(hour(2), hour(4)));
        QueueId large = rig.send("s@x.example", LARGE, "a@east.example");
        assertEquals(large
                + ".0 for a@east.example waits: it has 10001 bytes, and mail above 10000 bytes goes by route "
                + "east (window set) only in window weekend, which opens at 2026-11-20 02:00:00. It should be there "
                + "at 2026-11-20 02:00:10.", rig.why(large));
    }

    @Test
    void withoutAWindowBeforeItsTimeIsOverItComesBackAndThatIsToldBefore() {
        Rig rig = rig(Window.ALWAYS, once(hour(13), hour(14)));
        QueueId large = rig.send("s@x.example", LARGE, "a@east.example");
        String why = rig.why(large);
        assertTrue(why.endsWith("But it comes back at 2026-11-20T12:00:00Z, before route east for large mail opens at "
                + "2026-11-20T13:00:00Z."), why);
        rig.pass(Duration.ofHours(12));
        assertEquals(1, rig.events(StatusEvent.Expired.class).size());
        assertEquals(1, rig.events(StatusEvent.NoticeSent.class).size());
    }

    @Test
    void aChangedLimitHoldsForWhatWaits() {
        Rig rig = rig(Window.ALWAYS, once(hour(8), hour(9)));
        QueueId large = rig.send("s@x.example", LARGE, "a@east.example");
        rig.pass(Duration.ofMinutes(5));
        assertEquals(List.of(), rig.events(StatusEvent.Sending.class));
        rig.replace(policy(route("east", "east.example")));
        rig.pass(Duration.ofSeconds(1));
        assertEquals(List.of(large), handed(rig.line.last()));
    }

    @Test
    void twoWindowsAreOpenWhereTheyMeet() {
        Window hourly = every(Duration.ofHours(1), Duration.ofMinutes(50), Duration.ofMinutes(20));
        Window late = once(hour(3), hour(5));
        Window both = new BothOpen(hourly, late);
        Instant at = hour(3);
        for (Interval next : List.of(new Interval(at, at.plusSeconds(600)),
                new Interval(at.plusSeconds(3000), at.plusSeconds(4200)))) {
            assertEquals(Optional.of(next), both.from(next.open()));
            assertEquals(Optional.of(next), both.from(next.close().minusMillis(1)));
        }
        assertEquals(Optional.of(new Interval(at, at.plusSeconds(600))), both.from(Rig.START));
        assertEquals(Optional.empty(), both.from(hour(5)));
        assertEquals(Optional.empty(), new BothOpen(once(hour(1), hour(2)), late).from(Rig.START));
    }
}
