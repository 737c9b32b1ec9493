package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.packetboat.engine.intake.Stages;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.route.grade.Grades;
import org.packetboat.engine.route.grade.MailGrade;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.tariff.RateTimes;
import org.packetboat.engine.tariff.Rates;
import org.packetboat.engine.tariff.Tariff;

/** What plans and the report of what was missed say of mail with windows of its own is what happens. */
class PlannedMailTest {
    private static final int MOST = 10_000;
    private static final int LARGE = 10_001;
    private static final Window NIGHT = once(hour(9), hour(10));

    private static Route east(Window routes) {
        return withTimes(with(route("east", "east.example", "south.example"), routes), Duration.ofMinutes(1),
                Duration.ofHours(48));
    }

    private static Route graded(Window routes, Window own) {
        Route east = east(routes);
        return east.on(east.terms().with(new Grades(List.of(MailGrade.of(4, own, routes, "night")))));
    }

    private static Route large(Window routes, Window own) {
        Route east = east(routes);
        return east.on(east.terms().with(LargeMail.InWindow.of(MOST, own, routes, "weekend")));
    }

    private static Route offering(Route route) {
        return route.on(route.terms().with(new LargeMail.Offered(MOST)));
    }

    private static Rig rig(Route east) {
        return new Rig(policy(east, route("back", "x.example")));
    }

    private static SubmissionOptions of(int priority) {
        return new SubmissionOptions(new Priority(priority), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    private static SubmissionOptions staged(String stages) {
        return new SubmissionOptions(Priority.NORMAL, Optional.empty(), Optional.empty(),
                Optional.of(new BigSendName("spring")), Optional.empty(), Optional.of(Stages.parse(stages)));
    }

    private static void send(Rig rig, SubmissionOptions options, int size, String... to) {
        rig.accept(Rig.submission("s@x.example", to).with(options), new byte[size]);
    }

    /** Names, mails, bytes and begins of calls. */
    private static List<String> loads(Rig rig) {
        List<String> said = new ArrayList<>();
        rig.node.overview().loads(loads -> loads.forEach(load -> said.add(load.name() + " " + load.mails() + " "
                + load.bytes() + " " + load.route().window().from(rig.clock.now()).orElseThrow().open())));
        rig.settle();
        return said;
    }

    private static List<Long> sent(Rig rig, int session) {
        HandSession line = rig.line.sessions().get(session);
        List<Long> sizes = new ArrayList<>();
        for (Optional<Transfer> next = line.next(); next.isPresent(); next = line.next()) {
            sizes.add(next.get().envelope().message().size());
            line.deliver(next.get().envelope());
        }
        line.end(new Ending.Finished());
        rig.pass(Duration.ofSeconds(1));
        return sizes;
    }

    private static List<Long> missed(Rig rig) {
        return rig.events(StatusEvent.WindowMissed.class).stream().map(StatusEvent.WindowMissed::envelopes).toList();
    }

    @Test
    void largeMailThatWaitsForItsStageIsLeftOutOnce() {
        Rig rig = rig(offering(east(once(hour(1), hour(9)))));
        send(rig, staged("1,100%"), LARGE, "a@south.example", "a@east.example");
        rig.send("s@x.example", 700, "a@east.example");
        rig.pass(Duration.ofSeconds(5));
        List<String> loads = loads(rig);
        assertEquals(1, loads.size(), loads::toString);
        // The offer of the first stage, and the small mail beside that of the second.
        assertEquals("east 2", loads.getFirst().substring(0, 6));
    }

    @Test
    void whatIsOfferedAndNotAskedForTakesNoPlaceOfItsGrade() {
        Rig rig = rig(offering(graded(Window.ALWAYS, NIGHT)));
        send(rig, of(9), LARGE, "a@east.example");
        send(rig, of(0), 700, "a@east.example");
        rig.pass(Duration.ofSeconds(1));
        assertEquals(1, sent(rig, 0).size(), "the offer");
        assertEquals(List.of("east 1 700 " + hour(9)), loads(rig));
    }

    /** Its window opens later in the night: it has a call of its own. */
    @Test
    void largeMailIsPlannedInItsWindow() {
        Window night = every(Duration.ofHours(24), Duration.ofHours(21), Duration.ofHours(8));
        Window weekend = every(Duration.ofHours(24), Duration.ofHours(24), Duration.ofHours(5));
        Rig rig = rig(large(night, weekend));
        rig.pass(Duration.ofHours(20));
        send(rig, of(0), LARGE, "a@east.example");
        send(rig, of(0), 700, "a@east.example");
        assertEquals(List.of("east 1 700 " + hour(21), "east above 10000 1 10001 " + hour(24)), loads(rig));
        rig.pass(Duration.ofHours(1));
        assertEquals(List.of(700L), sent(rig, 0));
        rig.pass(Duration.ofHours(3));
        assertEquals(List.of(10_001L), sent(rig, 1));
    }

    @Test
    void mailThatGoesTogetherHasOneCall() {
        Rig rig = rig(large(once(hour(2), hour(4)), once(hour(1), hour(9))));
        send(rig, of(0), LARGE, "a@east.example");
        send(rig, of(0), 700, "a@east.example");
        assertEquals(List.of("east 2 10701 " + hour(2)), loads(rig));
    }

    /** Mail of a higher grade is not planned before its own hours for that of a lower. */
    @Test
    void mailOfTwoGradesGoesTogetherWhenBothMay() {
        Route east = east(Window.ALWAYS);
        Rig rig = rig(east.on(east.terms().with(new Grades(List.of(
                MailGrade.of(8, once(hour(3), hour(5)), Window.ALWAYS, "morning"),
                MailGrade.of(4, once(hour(1), hour(9)), Window.ALWAYS, "long"))))));
        send(rig, of(5), 300, "a@east.example");
        send(rig, of(0), 700, "a@east.example");
        assertEquals(List.of("east 2 1000 " + hour(3)), loads(rig));
    }

    @Test
    void aCallIsPricedByWhatItTakesAlong() {
        Route east = graded(Window.ALWAYS, NIGHT);
        Rig rig = rig(east.on(east.terms().with(new Tariff("EUR", 0, 0, Duration.ofMinutes(1), aMegabyte()))));
        rig.node.close(false);
        send(rig, of(0), 5_000_000, "a@east.example");
        send(rig, of(9), 1_000_000, "a@east.example");
        List<String> costs = new ArrayList<>();
        rig.node.overview().routes(all -> all.forEach(r -> r.price().ifPresent(p -> costs.add(p.call().toString()))));
        rig.settle();
        assertEquals(List.of("1.00 EUR"), costs);
    }

    /** A euro. */
    private static RateTimes aMegabyte() {
        return new RateTimes() {
            @Override
            public Rates at(Instant at) {
                return new Rates(0, 1_000_000);
            }

            @Override
            public Optional<Instant> change(Instant after) {
                return Optional.empty();
            }
        };
    }

    /** Nobody could have sent it. */
    @Test
    void mailWhoseHoursWereNotInAnOpeningWasNotMissed() {
        Rig rig = rig(graded(once(hour(1), hour(2)), once(hour(9), hour(10))));
        send(rig, of(0), 700, "a@east.example");
        rig.pass(Duration.ofHours(3));
        assertEquals(List.of(), missed(rig));
    }

    /** Its hours were in the opening, though not at its end. */
    @Test
    void mailThatCouldHaveGoneWasMissed() {
        Rig rig = rig(graded(once(hour(1), hour(3)), once(hour(1), hour(2))));
        send(rig, of(0), 700, "a@east.example");
        rig.node.close(false);
        rig.pass(Duration.ofHours(4));
        assertEquals(List.of(1L), missed(rig));
    }

    @Test
    void bigSendsMissNobodyOutsideTheHoursOfTheirMail() {
        Rig rig = rig(graded(once(hour(1), hour(2)), once(hour(9), hour(10))));
        send(rig, new SubmissionOptions(new Priority(0), Optional.empty(), Optional.empty(),
                Optional.of(new BigSendName("spring")), Optional.empty()), 700, "a@east.example");
        send(rig, of(5), 300, "a@east.example");
        rig.node.close(false);
        rig.pass(Duration.ofHours(3));
        assertEquals(List.of(1L), missed(rig));
        assertEquals(List.of(), rig.events(StatusEvent.BatchMissed.class));
    }
}
