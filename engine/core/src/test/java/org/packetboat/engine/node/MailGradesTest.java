package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.route.grade.Grades;
import org.packetboat.engine.route.grade.MailGrade;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.site.SiteLoad;
import org.packetboat.engine.status.StatusEvent;

/** Mail below priority 4 waits for its hours; a call for urgent mail does not take it along. */
class MailGradesTest {
    private static final Window NIGHT = once(hour(2), hour(4));

    private static Route east(Window routes, MailGrade... grades) {
        Route east = withTimes(with(route("east", "east.example"), routes), Duration.ofMinutes(1),
                Duration.ofHours(12));
        return east.on(east.terms().with(new Grades(List.of(grades))));
    }

    private static Rig rig(Window routes, Window own) {
        return new Rig(policy(east(routes, MailGrade.of(4, own, routes, "night")), route("back", "x.example")));
    }

    private static QueueId send(Rig rig, int priority) {
        return send(rig, priority, 500);
    }

    private static QueueId send(Rig rig, int priority, int size) {
        return rig.accept(Rig.submission("s@x.example", "a@east.example").with(new SubmissionOptions(
                new Priority(priority), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())),
                new byte[size]);
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
    void urgentMailIsCalledForAtOnceAndTakesNoOtherAlong() {
        Rig rig = rig(Window.ALWAYS, NIGHT);
        QueueId low = send(rig, 3);
        rig.pass(Duration.ofMinutes(1));
        assertEquals(0, rig.line.sessions().size());
        QueueId urgent = send(rig, 4);
        assertEquals(List.of(urgent), handed(rig.line.last()));
        rig.pass(Duration.ofHours(2).minus(Duration.ofMinutes(2)));
        assertEquals(1, rig.line.sessions().size());
        rig.pass(Duration.ofMinutes(1));
        assertEquals(List.of(low), handed(rig.line.last()));
    }

    @Test
    void inItsHoursItGoesWithAllOther() {
        Rig rig = rig(Window.ALWAYS, NIGHT);
        rig.pass(Duration.ofHours(3));
        QueueId low = send(rig, 0);
        assertEquals(List.of(low), handed(rig.line.last()));
    }

    /** However much of it waits, the line is not kept open to look through it. */
    @Test
    void aCallForUrgentMailDoesNotLookThroughLowMail() {
        AtomicInteger asked = new AtomicInteger();
        Rig rig = rig(Window.ALWAYS, at -> {
            asked.incrementAndGet();
            return NIGHT.from(at);
        });
        for (int i = 0; i < 1500; i++)
            send(rig, i % 4);
        rig.pass(Duration.ofSeconds(1));
        asked.set(0);
        QueueId urgent = send(rig, 9);
        HandSession session = rig.line.last();
        assertEquals(List.of(urgent), handed(session));
        assertTrue(asked.get() < 100, asked::toString);
    }

    /** A session that goes on when its hours are over begins no more of it. */
    @Test
    void behindItsHoursNoMoreOfItBegins() {
        Rig rig = rig(Window.ALWAYS, NIGHT);
        rig.pass(Duration.ofHours(4).minusSeconds(30));
        send(rig, 0);
        send(rig, 0);
        HandSession session = rig.line.last();
        Transfer first = session.next().orElseThrow();
        rig.pass(Duration.ofSeconds(40));
        session.deliver(first.envelope());
        assertEquals(List.of(), handed(session));
        QueueId urgent = send(rig, 9);
        assertEquals(List.of(urgent), handed(rig.line.last()));
    }

    @Test
    void theLowestBoundAboveItsPriorityCounts() {
        Rig rig = new Rig(policy(east(Window.ALWAYS, MailGrade.of(4, NIGHT, Window.ALWAYS, "night"),
                MailGrade.of(0, once(hour(6), hour(8)), Window.ALWAYS, "morning"))));
        QueueId lowest = send(rig, -1);
        QueueId low = send(rig, 0);
        rig.pass(Duration.ofHours(2));
        assertEquals(List.of(low), handed(rig.line.last()));
        rig.pass(Duration.ofHours(4));
        assertEquals(List.of(lowest), handed(rig.line.last()));
    }

    /** Who calls pays. */
    @Test
    void aSiteThatCallsUsGetsAllMail() {
        Rig rig = rig(Window.ALWAYS, NIGHT);
        QueueId low = send(rig, 0);
        HandSession session = rig.line.answer(stop -> rig.node.answered(r -> r.site().equals("east"), "line", stop));
        rig.settle();
        assertEquals(List.of(low), handed(session));
    }

    @Test
    void aFlushOpensNoWindow() {
        Rig rig = rig(Window.ALWAYS, NIGHT);
        send(rig, 0);
        rig.node.operator().flush(new Target.All(), _ -> {});
        rig.pass(Duration.ofMinutes(1));
        assertEquals(0, rig.line.sessions().size());
    }

    @Test
    void largeMailOfLowPriorityWaitsForBothWindows() {
        Route east = east(Window.ALWAYS, MailGrade.of(4, NIGHT, Window.ALWAYS, "night"));
        Rig rig = new Rig(policy(east.on(east.terms().with(LargeMail.InWindow.of(10_000, once(hour(3), hour(9)),
                Window.ALWAYS, "weekend")))));
        QueueId large = send(rig, 0, 10_001);
        rig.pass(Duration.ofHours(3).minusSeconds(1));
        assertEquals(List.of(), rig.events(StatusEvent.Sending.class));
        rig.pass(Duration.ofSeconds(2));
        assertEquals(List.of(large), handed(rig.line.last()));
    }

    @Test
    void peopleAreToldWhatItWaitsFor() {
        Rig rig = rig(Window.ALWAYS, NIGHT);
        QueueId low = send(rig, 0);
        assertEquals(
                low + ".0 for a@east.example waits: its priority is 0, and for mail below 4 route east (window set) "
                        + "is called only in window night, which opens at 2026-11-20 02:00:00. It should be there at "
                        + "2026-11-20 02:00:00.",
                rig.why(low));
    }

    /** Its time runs: a window that opens after it does not make it urgent. */
    @Test
    void whatHasNoWindowInItsTimeComesBackAndThatIsToldBefore() {
        Rig rig = rig(Window.ALWAYS, once(hour(13), hour(14)));
        QueueId low = send(rig, 0);
        String why = rig.why(low);
        assertTrue(why.endsWith("But it comes back at 2026-11-20T12:00:00Z, before route east for mail of its priority "
                + "opens at 2026-11-20T13:00:00Z."), why);
        rig.pass(Duration.ofHours(12));
        assertEquals(1, rig.events(StatusEvent.Expired.class).size());
    }

    @Test
    void changedGradesHoldForWhatWaits() {
        Rig rig = rig(Window.ALWAYS, NIGHT);
        QueueId low = send(rig, 0);
        rig.replace(policy(route("east", "east.example")));
        rig.pass(Duration.ofSeconds(1));
        assertEquals(List.of(low), handed(rig.line.last()));
    }

    /** Plans have a call for each, in its hours. */
    @Test
    void plansAreToldOfTheMailOfEachGrade() {
        Window day = once(hour(1), hour(9));
        Rig rig = rig(day, NIGHT);
        send(rig, 0, 700);
        send(rig, 5, 300);
        List<SiteLoad> two = rig.loads();
        assertEquals(List.of("east 300 1", "east below 4 700 1"), two.stream()
                .map(l -> l.name() + " " + l.bytes() + " " + l.mails()).toList());
        assertEquals(List.of(Optional.of(hour(1)), Optional.of(hour(2))), two.stream()
                .map(l -> l.route().window().from(Rig.START).map(open -> open.open())).toList());
        assertEquals("east", SiteLoad.site(two.getLast().name()));
    }

    @Test
    void plansHaveOneCallForMailThatCanGoTogether() {
        Rig rig = rig(once(hour(2), hour(4)), once(hour(1), hour(9)));
        send(rig, 0, 700);
        send(rig, 5, 300);
        assertEquals(List.of("east 1000 2"), rig.loads().stream()
                .map(l -> l.name() + " " + l.bytes() + " " + l.mails()).toList());
    }

    @Test
    void whereOnlyLowMailWaitsItsCallIsTheSitesOwn() {
        Rig rig = rig(Window.ALWAYS, NIGHT);
        send(rig, 0, 700);
        SiteLoad only = rig.loads().getFirst();
        assertEquals("east", only.name());
        assertEquals(Instant.parse("2026-11-20T02:00:00Z"), only.route().window().from(Rig.START).orElseThrow().open());
    }
}
