package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.Rig.START;
import static org.packetboat.engine.sim.SimRoutes.once;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Pace;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.status.StatusEvent;

/** Routes that open and close. */
class WindowTest {
    private static final Instant OPEN = START.plusSeconds(3600);
    private static final Instant CLOSE = START.plusSeconds(7200);
    private static final Route NIGHT = with(route("west", "west.example"), once(OPEN, CLOSE));

    @Test
    void mailLeavesAtTheOpeningAndNotBefore() {
        Rig rig = new Rig(policy(NIGHT));
        QueueId id = rig.send("s@x", "a@west.example");
        rig.pass(Duration.between(START, OPEN).minusMillis(1));
        assertEquals(List.of(), rig.line.called());
        rig.pass(Duration.ofMillis(1));
        assertEquals(0, rig.line.last().take().attempts());
        assertEquals(id, rig.waiting(id).getFirst().message().id());
    }

    @Test
    void closingInstantIsOutside() {
        Rig rig = new Rig(policy(NIGHT));
        rig.pass(Duration.between(START, CLOSE));
        rig.send("s@x", "a@west.example");
        assertEquals(List.of(), rig.line.called());
    }

    @Test
    void messageThatDoesNotFitIsNotStartedAndDoesNotKeepASmallerOneBack() {
        Rig rig = new Rig(policy(NIGHT));
        rig.pass(Duration.between(START, CLOSE.minusSeconds(10)));
        rig.send("s@x", 9_000, "large@west.example");
        assertEquals(List.of(), rig.line.called());
        QueueId small = rig.send("s@x", 8_000, "small@west.example");
        assertEquals(small, rig.line.last().take().message().id());
        assertTrue(rig.line.last().next().isEmpty());
    }

    @Test
    void whatFitsIsReckonedByWhatEarlierSessionsShowed() {
        Rig rig = new Rig(policy(NIGHT));
        rig.node.reckonBy(pace(100, "nobody"));
        rig.pass(Duration.between(START, CLOSE.minusSeconds(10)));
        rig.send("s@x", 900, "large@west.example");
        assertEquals(List.of(), rig.line.called());
        rig.send("s@x", 800, "small@west.example");
        assertEquals(1, rig.line.last().deliverAll());
    }

    /** So many bytes a second; one site takes 20 s to call. */
    private static Pace pace(long rate, String dialled) {
        return new Pace() {
            @Override
            public Duration transfer(Route route, long bytes) {
                return Duration.ofSeconds(bytes / rate);
            }

            @Override
            public Duration call(Route route) {
                return Duration.ofSeconds(route.site().equals(dialled) ? 20 : 0);
            }
        };
    }

    @Test
    void dialledSiteHasToBeginEarlier() {
        Rig rig = new Rig(policy(with(route("far", "far.example"), once(OPEN, OPEN.plusSeconds(200))),
                with(route("near", "near.example"), once(OPEN, OPEN.plusSeconds(190)))));
        rig.node.reckonBy(pace(1000, "far"));
        rig.send("s@x", "a@near.example");
        rig.send("s@x", "a@far.example");
        rig.pass(Duration.between(START, OPEN));
        assertEquals(List.of("far"), rig.line.called());
    }

    @Test
    void messageThatGoesOnInTheNextWindowIsStartedThoughItDoesNotFit() {
        Rig rig = new Rig(policy(with(with(NIGHT, SimRoutes.uucp("west")), AtClose.CUT)));
        QueueId large = rig.send("s@x", 9_000_000, "large@west.example");
        rig.pass(Duration.between(START, OPEN));
        assertEquals(large, rig.line.last().take().message().id());
        rig.pass(Duration.between(OPEN, CLOSE));
        assertEquals(List.of("cut: the window closed"), rig.line.last().stops());
    }

    @Test
    void drainsOrCutsAtTheClose() {
        assertEquals(List.of("drain: the window closed"), stopsAtTheClose(AtClose.DRAIN));
        assertEquals(List.of("cut: the window closed"), stopsAtTheClose(AtClose.CUT));
    }

    private static List<String> stopsAtTheClose(AtClose atClose) {
        Rig rig = new Rig(policy(with(NIGHT, atClose)));
        rig.send("s@x", "a@west.example");
        rig.pass(Duration.between(START, OPEN));
        rig.line.last().take();
        rig.pass(Duration.between(OPEN, CLOSE));
        return rig.line.last().stops();
    }

    @Test
    void cutsAtTheCloseThoughTheTurnWasOverBefore() {
        Rig rig = new Rig(policy(with(NIGHT, AtClose.CUT), route("east", "east.example")));
        rig.send("s@x", "a@west.example");
        rig.pass(Duration.between(START, OPEN));
        rig.line.last().take();
        rig.send("s@x", "a@east.example");
        rig.pass(Duration.between(OPEN, CLOSE));
        assertEquals(List.of("drain: other sites are waiting", "cut: the window closed"), rig.line.last().stops());
    }

    /** One line: the window of the second group is that of its sites, however slow one of the first group is. */
    @Test
    void aSlowSiteDoesNotTakeTheNextGroupsWindow() {
        Rig rig = new Rig(policy(NIGHT, with(route("east", "east.example"), once(CLOSE, CLOSE.plusSeconds(3600)))));
        rig.send("s@x", "a@west.example");
        rig.send("s@x", "a@east.example");
        rig.pass(Duration.between(START, OPEN));
        HandSession west = rig.line.last();
        west.take();
        rig.pass(Duration.between(OPEN, CLOSE));
        assertEquals(List.of("drain: the window closed",
                "cut: the window closed, and that of other sites has opened"), west.stops());
        west.end(new Ending.Stopped("cut"));
        assertEquals(List.of("west", "east"), rig.line.called());
    }

    /** Time that nobody else needs may be used up to the drain-limit. */
    @Test
    void aMessageUnderWayAtTheCloseGoesOnWhileNobodyNeedsTheLine() {
        Rig rig = new Rig(policy(NIGHT, route("any", "any.example"),
                with(route("east", "east.example"), once(CLOSE.plusSeconds(600), CLOSE.plusSeconds(3600))),
                with(route("south", "south.example"), once(OPEN, CLOSE.plusSeconds(3600)))));
        rig.send("s@x", "a@west.example");
        rig.pass(Duration.between(START, OPEN));
        HandSession west = rig.line.last();
        west.take();
        rig.send("s@x", "a@any.example");
        rig.send("s@x", "a@east.example");
        rig.send("s@x", "a@south.example");
        rig.pass(Duration.between(OPEN, CLOSE.plusSeconds(600).minusMillis(1)));
        assertEquals(List.of("drain: other sites are waiting"), west.stops());
        rig.pass(Duration.ofMillis(1));
        assertEquals("cut: the window closed, and that of other sites has opened", west.stops().getLast());
    }

    /** Windows that overlap: who is behind his close gives way as late as the other can wait. */
    @Test
    void aMessageUnderWayAtTheCloseGivesWayToWhoWouldComeTooLate() {
        Instant end = CLOSE.plusSeconds(300);
        Rig rig = new Rig(policy(NIGHT, with(route("south", "south.example"), once(OPEN, end))));
        rig.send("s@x", "a@west.example");
        rig.pass(Duration.between(START, OPEN));
        HandSession west = rig.line.last();
        west.take();
        rig.send("s@x", 60_000, "a@south.example"); // a minute of the line
        rig.pass(Duration.between(OPEN, end.minusSeconds(90).minusMillis(1)));
        assertEquals(List.of("drain: other sites are waiting"), west.stops());
        rig.pass(Duration.ofMillis(1));
        assertEquals("cut: its time is over, and other sites would come too late", west.stops().getLast());
        west.end(new Ending.Stopped("cut"));
        assertEquals("south", rig.line.last().call().site());
    }

    /** Its own window is open all day, but the hour of the others is short. */
    @Test
    void aSiteSlowerThanExpectedGivesWayToWhoWouldComeTooLate() {
        assertEquals(List.of("drain: other sites are waiting",
                "cut: its time is over, and other sites would come too late"), stopsOfALongTransfer(60_000));
    }

    /** What takes long because it is large was planned so. */
    @Test
    void aLargeMessageIsNotCutForOthers() {
        assertEquals(List.of("drain: other sites are waiting"), stopsOfALongTransfer(9_000_000));
    }

    private static List<String> stopsOfALongTransfer(int size) {
        Rig rig = new Rig(policy(route("day", "day.example"), with(route("west", "west.example"), once(OPEN, CLOSE))));
        rig.pass(Duration.between(START, OPEN));
        rig.send("s@x", size, "a@day.example");
        HandSession day = rig.line.last();
        day.take();
        rig.send("s@x", "a@west.example");
        rig.pass(Duration.between(OPEN, CLOSE.minusSeconds(20)));
        rig.send("s@x", "b@west.example"); // something happens then
        rig.pass(Duration.ofSeconds(20));
        return day.stops();
    }

    @Test
    void turnIsNotEndedForASiteWhoseWindowHasPassed() {
        Rig rig = new Rig(policy(route("east", "east.example"), with(route("west", "west.example"),
                once(START, START.plusSeconds(60)))));
        rig.send("s@x", "a@east.example");
        rig.send("s@x", "a@west.example");
        rig.line.last().take();
        rig.pass(Duration.ofHours(1));
        assertEquals(List.of(), rig.line.last().stops());
    }

    @Test
    void nothingIsOfferedAfterTheClose() {
        Rig rig = new Rig(policy(NIGHT));
        rig.send("s@x", "a@west.example");
        rig.pass(Duration.between(START, OPEN));
        rig.pass(Duration.between(OPEN, CLOSE));
        assertTrue(rig.line.last().next().isEmpty());
    }

    @Test
    void missedWindowIsNews() {
        Rig rig = new Rig(policy(NIGHT));
        rig.send("s@x", "a@west.example");
        rig.pass(Duration.between(START, OPEN));
        rig.line.last().end(new Ending.Unreached(new Reply(450, "4.4.1", "No answer")));
        rig.pass(Duration.between(OPEN, CLOSE));
        StatusEvent.WindowMissed missed = rig.events(StatusEvent.WindowMissed.class).getFirst();
        assertEquals(1, missed.envelopes());
        assertEquals("No answer", missed.lastReply().orElseThrow().text());
    }

    @Test
    void flushOnAClosedRouteSaysWhenItOpens() {
        Rig rig = new Rig(policy(NIGHT));
        rig.send("s@x", "a@west.example");
        String said = rig.say(answer -> rig.node.operator().flush(new Target.OfDomain(new Domain("west.example")),
                answer));
        assertEquals("west.example: 1 waiting; route west (window set) is closed until " + OPEN + ": sending then",
                said);
        assertEquals(List.of(), rig.line.called());
    }

    @Test
    void newWindowOpensARouteAtOnce() {
        Rig rig = new Rig(policy(NIGHT));
        rig.send("s@x", "a@west.example");
        rig.replace(policy(route("west", "west.example")));
        assertEquals(List.of("west"), rig.line.called());
    }

    @Test
    void windowTakenAwayEndsItsSession() {
        Rig rig = new Rig(policy(route("west", "west.example")));
        rig.send("s@x", "a@west.example");
        rig.replace(policy(with(route("west", "west.example"), SimRoutes.NEVER)));
        assertEquals(List.of("drain: the window closed"), rig.line.last().stops());
    }

    @Test
    void domainThatMovesToAnotherRouteLeavesTheSession() {
        Rig rig = new Rig(policy(route("west", "a.example", "b.example"), route("east", "c.example")));
        rig.send("s@x", "x@a.example");
        rig.send("s@x", "x@b.example");
        rig.replace(policy(route("west", "a.example"), route("east", "b.example", "c.example")));
        assertEquals("a.example", rig.line.last().take().destination().name());
        assertTrue(rig.line.last().next().isEmpty());
        rig.line.last().end(new Ending.Finished());
        assertEquals("b.example", rig.line.last().take().destination().name());
    }

    @Test
    void sessionEndsWhoseRouteLeadsElsewhereNow() {
        Rig rig = new Rig(policy(route("west", "a.example")));
        rig.send("s@x", "x@a.example");
        rig.replace(policy(with(route("west", "a.example"), SimRoutes.DNS)));
        assertEquals(List.of("drain: its route changed"), rig.line.last().stops());
    }

    @Test
    void clockThatJumpsIntoTheWindowOpensIt() {
        Rig rig = new Rig(policy(NIGHT));
        rig.send("s@x", "a@west.example");
        rig.shift(Duration.ofSeconds(3700));
        assertEquals(List.of("west"), rig.line.called());
    }

    @Test
    void theLongestTimeItIsOpenIsFoundWithinFiveWeeks() {
        Duration minute = Duration.ofMinutes(1);
        Duration hour = Duration.ofHours(1);
        Window daily = SimRoutes.every(Duration.ofDays(1), hour, minute);
        assertEquals(Optional.of(minute), daily.longest(START));
        assertEquals(Optional.of(hour), earlier(daily, once(at(30), at(30).plus(hour))).longest(START));
        assertEquals(Optional.of(minute), earlier(daily, once(at(40), at(40).plus(hour))).longest(START));
    }

    @Test
    void noLongestTimeIsKnownOfAWindowThatNeverOpensOrHasNoEnd() {
        for (Window window : List.of(SimRoutes.NEVER, Window.ALWAYS, once(START, Instant.MAX),
                once(Instant.MIN, CLOSE), SimRoutes.every(Duration.ofSeconds(2), Duration.ZERO, Duration.ofSeconds(1))))
            assertEquals(Optional.empty(), window.longest(START));
    }

    private static Instant at(int day) {
        return START.plus(Duration.ofDays(day)).plus(Duration.ofHours(12));
    }

    private static Window earlier(Window one, Window other) {
        return at -> Stream.of(one.from(at), other.from(at)).flatMap(Optional::stream)
                .min(Comparator.comparing(Interval::open));
    }
}
