package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.site.Timetable;
import org.packetboat.engine.tariff.RateTimes;
import org.packetboat.engine.tariff.Rates;
import org.packetboat.engine.tariff.Tariff;
import org.packetboat.engine.why.Cause;
import org.packetboat.engine.why.Why;

/** Who is cheaper later is called later, as the timetable has it. */
class CheaperHourTest {
    private static final Duration HOUR = Duration.ofHours(1);
    /** How long a plan is waited for. */
    private static final Duration WAIT = Duration.ofMinutes(15);

    /** Cheaper in a day from whenever. */
    private static Route priced(String site) {
        return priced(site, Optional.of(Duration.ofDays(1)));
    }

    /** With other rates so long after any instant. */
    private static Route priced(String site, Optional<Duration> changes) {
        Route route = route(site, site + ".example");
        return route.on(route.terms().with(new Tariff("EUR", 0, 0, Duration.ofMinutes(1), new RateTimes() {
            @Override
            public Rates at(Instant at) {
                return new Rates(10, 0);
            }

            @Override
            public Optional<Instant> change(Instant after) {
                return changes.map(after::plus);
            }
        })));
    }

    private static void plan(Rig rig, Instant from) {
        rig.node.follow(new Timetable(Map.of("far", new Timetable.Turn("east", from, from.plus(HOUR),
                from.plus(HOUR), Duration.ofMinutes(5), from))));
        rig.settle();
    }

    private static QueueId send(Rig rig, Priority priority, Instant by) {
        Submission plain = Rig.submission("s@x", "u@far.example");
        return rig
                .accept(plain.with(new SubmissionOptions(priority, Optional.empty(), Optional.of(DeliverBy.notify(by)),
                        Optional.empty(), Optional.empty())), new byte[10]);
    }

    private static Rig waiting(Route... routes) {
        Rig rig = new Rig(List.of(new Server("east", Set.of())), policy(routes));
        rig.send("s@x", "u@far.example");
        return rig;
    }

    @Test
    void aPlanIsWaitedForButNotForLong() {
        Rig rig = waiting(priced("far"));
        rig.pass(WAIT.minusSeconds(1));
        assertEquals(List.of(), rig.line.called());
        rig.pass(Duration.ofSeconds(1));
        assertEquals(List.of("far"), rig.line.called());
    }

    @Test
    void whoCostsNothingOrAlwaysTheSameIsCalledAtOnce() {
        assertEquals(List.of("far"), waiting(route("far", "far.example")).line.called());
        assertEquals(List.of("far"), waiting(priced("far", Optional.empty())).line.called());
    }

    /** A plan comes too late for a window as short as that. */
    @Test
    void noPlanIsWaitedForUntilTheWindowIsTooShort() {
        Window window = SimRoutes.once(Rig.START, Rig.START.plus(WAIT).plusSeconds(10));
        Rig rig = new Rig(List.of(new Server("east", Set.of())), policy(SimRoutes.with(priced("far"), window)));
        rig.send("s@x", 60_000, "u@far.example");
        assertEquals(List.of("far"), rig.line.called());
    }

    @Test
    void whatHasToBeThereBeforeTheCheapHourWaitsForAnotherPlanOnly() {
        Rig rig = waiting(priced("far"));
        plan(rig, rig.clock.now().plus(HOUR.multipliedBy(3)));
        send(rig, Priority.NORMAL, Rig.START.plus(HOUR));
        rig.pass(WAIT.minusSeconds(1));
        assertEquals(List.of(), rig.line.called());
        rig.pass(Duration.ofSeconds(1));
        assertEquals(List.of("far"), rig.line.called());
    }

    @Test
    void whatIsLateOrSoonWillBeIsSentAtOnce() {
        for (Instant by : List.of(Rig.START, Rig.START.plus(WAIT).minusSeconds(10))) {
            Rig rig = waiting(priced("far"));
            plan(rig, rig.clock.now().plus(HOUR));
            send(rig, Priority.NORMAL, by);
            assertEquals(List.of("far"), rig.line.called());
        }
    }

    @Test
    void urgentMailDoesNotWait() {
        Rig rig = waiting(priced("far"));
        plan(rig, rig.clock.now().plus(HOUR));
        send(rig, new Priority(3), Rig.START.plus(HOUR.multipliedBy(5)));
        assertEquals(List.of(), rig.line.called());
        send(rig, new Priority(4), Rig.START.plus(HOUR.multipliedBy(5)));
        assertEquals(List.of("far"), rig.line.called());
    }

    @Test
    void aCheapHourOfALaterWindowIsWaitedFor() {
        Window window = SimRoutes.every(HOUR.multipliedBy(6), Duration.ZERO, HOUR);
        Rig rig = waiting(SimRoutes.with(priced("far"), window));
        Instant cheap = Rig.START.plus(HOUR.multipliedBy(6)).plusSeconds(600);
        plan(rig, cheap);
        rig.pass(Duration.between(Rig.START, cheap).minusSeconds(1));
        assertEquals(List.of(), rig.line.called());
        rig.pass(Duration.ofSeconds(1));
        assertEquals(List.of("far"), rig.line.called());
    }

    @Test
    void theTimetableSaysWhen() {
        Rig rig = waiting(priced("far"));
        plan(rig, rig.clock.now().plus(HOUR));
        rig.pass(Duration.ofMinutes(59));
        assertEquals(List.of(), rig.line.called());
        List<Why> why = new ArrayList<>();
        rig.node.overview().why(new Target.All(), 1, why::addAll);
        rig.settle();
        assertEquals(new Cause.Cheaper(Rig.START.plus(HOUR)), why.getFirst().cause());
        rig.pass(Duration.ofMinutes(1));
        assertEquals(List.of("far"), rig.line.called());
    }

    /** Something more urgent has come in meanwhile. */
    @Test
    void anotherPlanCallsItEarlier() {
        Rig rig = waiting(priced("far"));
        plan(rig, rig.clock.now().plus(HOUR.multipliedBy(5)));
        rig.pass(HOUR);
        plan(rig, rig.clock.now().minusSeconds(1));
        assertEquals(List.of("far"), rig.line.called());
    }

    @Test
    void aFlushDoesNotWait() {
        Rig rig = waiting(priced("far"));
        plan(rig, rig.clock.now().plus(HOUR));
        rig.say(answer -> rig.node.operator().flush(new Target.OfDomain(new Domain("far.example")), answer));
        assertEquals(List.of("far"), rig.line.called());
    }

    /** What waited once, and went another way, is no reason to call for the next at any price. */
    @Test
    void eachMailWaitsForAPlanAnew() {
        Rig rig = waiting(priced("far"));
        rig.say(answer -> rig.node.operator().delete(new Target.All(), answer));
        rig.pass(HOUR);
        rig.send("s@x", "u@far.example");
        rig.pass(WAIT.minusSeconds(1));
        assertEquals(List.of(), rig.line.called());
    }

    /** Its turn is over: for what comes then, another plan is waited for. */
    @Test
    void mailThatComesAfterTheTurnWaitsForTheNextPlan() {
        Rig rig = waiting(priced("far"));
        plan(rig, rig.clock.now().minusSeconds(1));
        rig.line.last().deliverAll();
        rig.send("s@x", "u@far.example");
        rig.pass(WAIT.minusSeconds(1));
        assertEquals(1, rig.line.sessions().size());
        rig.pass(Duration.ofSeconds(1));
        assertEquals(2, rig.line.sessions().size());
    }

    /** Whoever was waited for before a restart, or a change of routes, is waited for after it, and no longer. */
    @Test
    void aRestartForgetsNoDeliverBy() {
        for (boolean changed : List.of(false, true)) {
            Rig rig = new Rig(List.of(new Server("east", Set.of())), policy(priced("far")));
            send(rig, Priority.NORMAL, Rig.START.plus(HOUR.multipliedBy(2)));
            rig.send("s@x", "u@far.example");
            restart(rig, changed);
            plan(rig, rig.clock.now().plus(HOUR.multipliedBy(3)));
            assertEquals(Rig.START.plus(HOUR.multipliedBy(2)), rig.loads().getFirst().by());
            rig.pass(WAIT.minusSeconds(1));
            assertEquals(List.of(), rig.line.called());
            rig.pass(Duration.ofSeconds(1));
            assertEquals(List.of("far"), rig.line.called());
        }
    }

    private static void restart(Rig rig, boolean changed) {
        if (changed) rig.replace(policy(priced("far"), route("other", "other.example")));
        else rig.crash();
    }

    @Test
    void aRestartForgetsNoUrgentMail() {
        for (boolean changed : List.of(false, true)) {
            Rig rig = new Rig(List.of(new Server("east", Set.of())), policy(priced("far")));
            send(rig, new Priority(4), Rig.START.plus(HOUR.multipliedBy(5)));
            rig.line.last().end(new Ending.Unreached(new Reply(450, "4.4.1", "busy")));
            restart(rig, changed);
            plan(rig, rig.clock.now().plus(HOUR.multipliedBy(3)));
            rig.pass(HOUR);
            assertEquals("far", rig.line.called().getLast());
            assertEquals(true, rig.line.called().size() > 1);
        }
    }

    /** Mail that goes another way from now on takes its deliver-by along. */
    @Test
    void anotherRouteKnowsTheDeliverBy() {
        Route closed = SimRoutes.with(route("near", "far.example"), SimRoutes.NEVER);
        Rig rig = new Rig(List.of(new Server("east", Set.of())), policy(closed));
        send(rig, Priority.NORMAL, Rig.START.plus(HOUR));
        rig.replace(policy(priced("far")));
        plan(rig, rig.clock.now().plus(HOUR.multipliedBy(3)));
        rig.pass(HOUR);
        assertEquals(List.of("far"), rig.line.called());
    }

    /** What is held may be late: nobody is called for it at any price. */
    @Test
    void heldMailCallsNobodyEarlier() {
        Rig rig = new Rig(List.of(new Server("east", Set.of())), policy(priced("far")));
        plan(rig, rig.clock.now().plus(HOUR));
        QueueId held = send(rig, Priority.NORMAL, Rig.START.plus(HOUR.multipliedBy(2)));
        rig.say(answer -> rig.node.operator().hold(new Target.OfMessage(held), answer));
        rig.crash();
        rig.send("s@x", "u@far.example");
        plan(rig, rig.clock.now().plus(HOUR.multipliedBy(5)));
        rig.pass(HOUR.multipliedBy(4));
        assertEquals(List.of(), rig.line.called());
    }

    /** Else it would wait a quarter of an hour for each plan that has no place for it, and then be late. */
    @Test
    void whoThePlanPassesOverIsCalledAtOnce() {
        Rig rig = waiting(priced("far"));
        plan(rig, rig.clock.now().plus(HOUR));
        assertEquals(List.of(), rig.line.called());
        rig.node.follow(Timetable.NONE.passingOver(Set.of("far")));
        rig.settle();
        assertEquals(List.of("far"), rig.line.called());
    }

    private static void hold(Rig rig, QueueId mail) {
        rig.say(answer -> rig.node.operator().hold(new Target.OfMessage(mail), answer));
    }

    /** One that has gone, or is held, makes nothing late that comes in later, though the queue was never empty. */
    @Test
    void whatHasGoneOrIsHeldMakesNobodyLate() {
        Rig rig = new Rig(List.of(new Server("east", Set.of())), policy(priced("far")));
        hold(rig, send(rig, Priority.NORMAL, Rig.START.plus(HOUR)));
        send(rig, Priority.NORMAL, Rig.START.plus(HOUR.multipliedBy(2)));
        rig.pass(WAIT);
        rig.line.last().deliverAll();
        rig.pass(HOUR.multipliedBy(2));
        rig.send("s@x", "u@far.example");
        plan(rig, rig.clock.now().plus(HOUR.multipliedBy(5)));
        rig.pass(HOUR.multipliedBy(4));
        assertEquals(List.of("far"), rig.line.called());
        rig.pass(HOUR);
        assertEquals(List.of("far", "far"), rig.line.called());
    }

    @Test
    void urgentMailThatHasGoneMakesNoOtherUrgent() {
        Rig rig = new Rig(List.of(new Server("east", Set.of())), policy(priced("far")));
        hold(rig, send(rig, Priority.NORMAL, Rig.START.plus(HOUR.multipliedBy(9))));
        send(rig, new Priority(4), Rig.START.plus(HOUR.multipliedBy(9)));
        rig.line.last().deliverAll();
        rig.pass(HOUR);
        plan(rig, rig.clock.now().plus(HOUR));
        rig.send("s@x", "u@far.example");
        rig.pass(HOUR.dividedBy(2));
        assertEquals(List.of("far"), rig.line.called());
    }

    /** It had its call: what comes in after that waits for the next plan, as for anybody else. */
    @Test
    void whoThePlanPassesOverIsCalledAtAnyPriceOnce() {
        Rig rig = waiting(priced("far"));
        rig.node.follow(Timetable.NONE.passingOver(Set.of("far")));
        rig.settle();
        rig.line.last().deliverAll();
        rig.pass(HOUR);
        rig.send("s@x", "u@far.example");
        rig.pass(WAIT.minusSeconds(1));
        assertEquals(List.of("far"), rig.line.called());
    }
}
