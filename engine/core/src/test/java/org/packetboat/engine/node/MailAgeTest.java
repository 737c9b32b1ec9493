package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.NEVER;
import static org.packetboat.engine.sim.SimRoutes.every;
import static org.packetboat.engine.sim.SimRoutes.hour;
import static org.packetboat.engine.sim.SimRoutes.once;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;
import static org.packetboat.engine.sim.SimRoutes.withTimes;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.mail.DsnRequest;
import org.packetboat.engine.mail.MailEncoding;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Msdead;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.Family;

/** Mail ages by time that has really passed, whatever the clock says. Routes give it up after 12 hours. */
class MailAgeTest {
    private static final Duration YEARS = Duration.ofDays(20_785);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Rig rig = new Rig(policy(with(route("east", "east.example"), NEVER),
            with(route("back", "x.example"), NEVER), route("west", "west.example"),
            withTimes(with(route("slow", "slow.example"), NEVER), HOUR, HOUR.multipliedBy(720)),
            with(route("soon", "soon.example"), once(Rig.START.plus(HOUR), Rig.START.plus(HOUR.multipliedBy(2))))));

    private int expired() {
        return rig.events(StatusEvent.Expired.class).size();
    }

    private void expiresAfter(Duration time) {
        rig.pass(time.minus(Duration.ofMinutes(10)));
        assertEquals(0, expired());
        rig.pass(Duration.ofMinutes(20));
        assertEquals(1, expired());
    }

    /** The date does not end it, so that its expiry comes later than the date, however often that is looked at. */
    @Test
    @Timeout(60)
    void datesWithoutReturnAreLookedAtOnceWhenTheClockIsPutForward() {
        Rig rig = new Rig(policy(with(route("east", "east.example"), NEVER), route("back", "x.example")));
        for (int mail = 0; mail < 120; mail++)
            rig.accept(asking(DeliverBy.notify(Rig.START.plus(HOUR.multipliedBy(2)))), new byte[10]);
        rig.pass(Duration.ofMinutes(1));
        rig.shift(HOUR.multipliedBy(3));
        rig.pass(Duration.ofSeconds(10));
        assertEquals(120, rig.events(StatusEvent.Overdue.class).size());
        assertEquals(0, rig.events(StatusEvent.Expired.class).size());
    }

    /** Its timer goes by age time, the date by the clock. */
    @Test
    void whatASenderWantsBackByADateComesBackWhenTheClockIsPutPastIt() {
        Rig rig = new Rig(policy(with(route("east", "east.example"), NEVER), route("back", "x.example")));
        for (int mail = 0; mail < 120; mail++)
            rig.accept(asking(DeliverBy.orReturn(Rig.START.plus(HOUR.multipliedBy(2)))), new byte[10]);
        rig.pass(Duration.ofMinutes(1));
        rig.shift(HOUR.multipliedBy(3));
        rig.pass(Duration.ofSeconds(10));
        assertEquals(120, rig.events(StatusEvent.Expired.class).size());
    }

    @Test
    void clockPutForwardByDecadesMakesNoMailOld() {
        rig.send("s@x.example", "a@east.example");
        rig.pass(HOUR);
        rig.shift(YEARS);
        expiresAfter(HOUR.multipliedBy(11));
        assertTrue(rig.text(rig.waiting(rig.events(StatusEvent.NoticeSent.class).getFirst().notice()).getFirst()
                .message()).contains("Undelivered after 12 h"));
    }

    @Test
    void clockPutBackByDecadesMakesNoMailWaitForThem() {
        rig.send("s@x.example", "a@east.example");
        rig.shift(YEARS.negated());
        expiresAfter(HOUR.multipliedBy(12));
    }

    @Test
    void clockThatIsPutRightInManyStepsMakesNoMailOld() {
        rig.send("s@x.example", "a@east.example");
        for (int i = 0; i < 6; i++) {
            rig.shift(HOUR.multipliedBy(20));
            rig.pass(HOUR);
        }
        expiresAfter(HOUR.multipliedBy(6));
    }

    @Test
    void timeSwitchedOffCountsByTheClock() {
        rig.send("s@x.example", "a@east.example");
        rig.off(HOUR.multipliedBy(6));
        expiresAfter(HOUR.multipliedBy(6));
    }

    @Test
    void timeSwitchedOffIsNeverLessThanNothing() {
        rig.send("s@x.example", "a@east.example");
        rig.off(YEARS.negated());
        expiresAfter(HOUR.multipliedBy(12));
    }

    @Test
    void clockThatWasWrongBeforeTheStopIsNotBelievedAfterIt() {
        rig.send("s@x.example", "a@east.example");
        rig.shift(YEARS.negated());
        rig.pass(HOUR.multipliedBy(2));
        rig.off(HOUR);
        expiresAfter(HOUR.multipliedBy(9));
    }

    @Test
    void deliverWithinCountsTimeThatHasPassed() {
        rig.accept(asking(DeliverBy.within(Rig.START.plus(HOUR.multipliedBy(2)), DeliverBy.Mode.RETURN, false)),
                new byte[10]);
        rig.shift(HOUR.multipliedBy(22));
        expiresAfter(HOUR.multipliedBy(2));
    }

    @Test
    void deliverByADateStaysThatDate() {
        rig.accept(asking(DeliverBy.orReturn(Rig.START.plus(HOUR.multipliedBy(4)))), new byte[10]);
        rig.shift(HOUR.negated());
        rig.pass(HOUR.multipliedBy(4));
        assertEquals(0, expired());
        rig.pass(HOUR.multipliedBy(2));
        assertEquals(1, expired());
    }

    /** The hour that a sender named may come days sooner than it seemed when the mail came in. */
    @Test
    void aDateThatIsFarOffIsKeptThoughTheClockIsPutForward() {
        rig.accept(asking(DeliverBy.orReturn(Rig.START.plus(HOUR.multipliedBy(240))), "a@slow.example"), new byte[10]);
        rig.accept(asking(DeliverBy.notify(Rig.START.plus(HOUR.multipliedBy(240))), "b@slow.example"), new byte[10]);
        rig.pass(HOUR);
        rig.shift(HOUR.multipliedBy(238));
        rig.pass(HOUR.minusMinutes(1));
        assertEquals(0, expired() + rig.events(StatusEvent.Overdue.class).size());
        rig.pass(Duration.ofMinutes(2));
        assertEquals(1, expired());
        assertEquals(1, rig.events(StatusEvent.Overdue.class).size());
    }

    private static Submission asking(DeliverBy by) {
        return asking(by, "a@east.example");
    }

    private static Submission asking(DeliverBy by, String to) {
        return Rig.submission("s@x.example", to).with(new SubmissionOptions(Priority.NORMAL,
                Optional.empty(), Optional.of(by), Optional.empty(), Optional.empty()));
    }

    @Test
    void waitThatWasReckonedByAWrongClockEndsWhenThatIsPutRight() {
        Rig.submission("s@x.example", "a@soon.example");
        rig.shift(YEARS);
        rig.accept(Rig.submission("s@x.example", "a@soon.example").with(new SubmissionOptions(Priority.NORMAL,
                Optional.of(rig.clock.now().plusSeconds(60)), Optional.empty(), Optional.empty(), Optional.empty())),
                new byte[10]);
        rig.shift(YEARS.negated());
        rig.pass(HOUR.multipliedBy(2));
        assertEquals(List.of("soon"), rig.line.called());
    }

    @Test
    void delayIsToldAfterTimeThatHasPassed() {
        rig.accept(new Submission(Optional.of(Address.parse("s@x.example")), List.of(new Recipient(
                Address.parse("a@east.example"), EnumSet.of(Notify.DELAY), Optional.empty())), SubmissionOptions.NONE,
                MailEncoding.USUAL, DsnRequest.NONE, "test"), new byte[10]);
        rig.shift(YEARS);
        rig.pass(HOUR.multipliedBy(3));
        assertEquals(0, rig.events(StatusEvent.NoticeSent.class).size());
        rig.pass(HOUR.multipliedBy(2));
        assertEquals(1, rig.events(StatusEvent.NoticeSent.class).size());
    }

    @Test
    void queuedMailFollowsAScheduleThatGivesItUpSooner() {
        for (int i = 0; i < 200; i++)
            rig.send("s@x.example", "a" + i + "@east.example");
        rig.pass(HOUR);
        rig.replace(policy(withTimes(with(route("east", "east.example"), NEVER), HOUR, HOUR.multipliedBy(2)),
                with(route("back", "x.example"), NEVER)));
        assertEquals(0, expired());
        rig.pass(HOUR.plusMinutes(1));
        assertEquals(200, expired());
    }

    /** Each block of the disk is read once, then: with 10,000 domains that is a third of the time. */
    @Test
    void domainsAreLookedAtInTheOrderInWhichTheyLieOnDisk() {
        for (int i : new int[]{7, 3, 9, 1, 5, 8, 2, 6, 4})
            rig.send("s@x.example", "a@d" + i + ".example");
        List<String> read = new ArrayList<>();
        rig.store.beforeReads((family, key) -> {
            if (family == Family.ORDER) read.add(new String(key, 0, 10, StandardCharsets.UTF_8));
        });
        rig.replace(policy(withTimes(with(route("all", "*"), NEVER), HOUR, HOUR.multipliedBy(2))));
        List<String> looks = read.stream().filter(name -> name.startsWith("d")).toList();
        assertEquals(looks.stream().sorted().toList(), looks);
        assertEquals(9, looks.stream().distinct().count());
    }

    @Test
    void queuedMailFollowsAScheduleThatGivesItUpLater() {
        rig.send("s@x.example", "a@east.example");
        rig.pass(HOUR);
        rig.replace(policy(withTimes(with(route("east", "east.example"), NEVER), HOUR, HOUR.multipliedBy(30))));
        expiresAfter(HOUR.multipliedBy(29));
    }

    @Test
    void queuedMailFollowsAScheduleThatChangedWhileTheServerWasOff() {
        rig.send("s@x.example", "a@east.example");
        rig.send("s@x.example", "b@east.example");
        rig.crash(policy(withTimes(with(route("east", "east.example"), NEVER), HOUR, Duration.ofSeconds(12))));
        rig.pass(Duration.ofSeconds(20));
        assertEquals(2, expired());
    }

    /** What an operator does with the first of a row holds up none behind it. */
    @Test
    void heldMailDoesNotKeepOthersFromFollowingTheSchedule() {
        Target.OfMessage first = new Target.OfMessage(rig.send("s@x.example", "a@east.example"));
        rig.send("s@x.example", "b@east.example");
        rig.say(answer -> rig.node.operator().hold(first, answer));
        rig.replace(policy(withTimes(with(route("east", "east.example"), NEVER), HOUR, HOUR)));
        rig.pass(HOUR.plusMinutes(1));
        assertEquals(1, expired());
    }

    private void waitingUntil(Duration later) {
        rig.accept(Rig.submission("s@x.example", "a@east.example").with(new SubmissionOptions(Priority.NORMAL,
                Optional.of(rig.clock.now().plus(later)), Optional.empty(), Optional.empty(), Optional.empty())),
                new byte[10]);
    }

    private void giveUpAfterAnHour() {
        rig.replace(policy(withTimes(with(route("east", "east.example"), NEVER), HOUR, HOUR),
                with(route("back", "x.example"), NEVER)));
    }

    /** Its time begins when it may be sent, and that of those behind it has begun. */
    @ParameterizedTest
    @ValueSource(ints = {1, 120})
    void mailThatIsToWaitHoldsUpNoneBehindIt(int first) {
        for (int i = 0; i < first; i++)
            waitingUntil(HOUR.multipliedBy(10));
        rig.send("s@x.example", "b@east.example");
        giveUpAfterAnHour();
        rig.pass(HOUR.plusMinutes(1));
        assertEquals(1, expired());
        rig.pass(HOUR.multipliedBy(10));
        assertEquals(1 + first, expired());
    }

    @Test
    void mailThatWasStartedAnewHoldsUpNoneBehindIt() {
        Target.OfMessage first = new Target.OfMessage(rig.send("s@x.example", "a@east.example"));
        rig.send("s@x.example", "b@east.example");
        rig.pass(HOUR.dividedBy(2));
        rig.say(answer -> rig.node.operator().requeue(first, answer));
        giveUpAfterAnHour();
        rig.pass(HOUR.dividedBy(2).plusMinutes(1));
        assertEquals(1, expired());
        rig.pass(HOUR.dividedBy(2));
        assertEquals(2, expired());
    }

    /** What a session has in hand was read by the clock of that hour. */
    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void mailThatIsUnderWayWhenTheClockIsPutRightKeepsItsAge(int way) {
        QueueId id = rig.send("s@x.example", "a@west.example", "b@west.example");
        HandSession session = rig.line.last();
        Envelope taken = session.take();
        rig.shift(YEARS.multipliedBy(way));
        session.settle(taken, Map.of(taken.recipients().getFirst(),
                new Outcome.Deferred(new Reply(451, "4.2.0", "Later"))));
        Envelope waiting = rig.waiting(id).getFirst();
        assertEquals(1, waiting.attempts());
        assertEquals(Rig.START.plus(YEARS.multipliedBy(way)), waiting.life().since());
        assertEquals(Rig.START.plus(YEARS.multipliedBy(way)).plus(HOUR.multipliedBy(12)), waiting.expires());
    }

    /** The window that was open as it came in opens half an hour later now, and is one that it misses. */
    @Test
    void mailThatIsGivenUpByWindowsIsLookedAtWhenTheClockIsPutRight() {
        Route daily = with(route("daily", "daily.example"), every(HOUR.multipliedBy(24), HOUR.dividedBy(-2), HOUR));
        Rig other = new Rig(policy(daily.on(daily.terms().givenUp(new Msdead(Duration.ZERO, 1)))));
        other.links.remove("line");
        other.send("s@x.example", "a@daily.example");
        other.shift(HOUR.negated());
        other.pass(HOUR);
        assertEquals(1, other.depth("daily.example"));
        other.pass(HOUR);
        assertEquals(0, other.depth("daily.example"));
    }

    /** Small steps add up. */
    @Test
    void aClockThatIsPutRightBySecondsIsOneThatIsPutRight() {
        Route daily = with(route("daily", "daily.example"), every(HOUR.multipliedBy(24), Duration.ofSeconds(-60),
                HOUR));
        Rig other = new Rig(policy(daily.on(daily.terms().givenUp(new Msdead(Duration.ZERO, 1)))));
        other.links.remove("line");
        other.send("s@x.example", "a@daily.example");
        for (int i = 0; i < 6; i++)
            other.shift(Duration.ofSeconds(-15));
        other.pass(HOUR.multipliedBy(2));
        assertEquals(0, other.depth("daily.example"));
    }

    /** In bundles that is XEXPIRES. */
    @Test
    void theNextServerIsToldWhenMailIsGivenUpByTheScheduleInForce() {
        rig.send("s@x.example", "a@west.example");
        rig.replace(policy(withTimes(route("west", "west.example"), HOUR, HOUR.multipliedBy(3))));
        assertEquals(Rig.START.plus(HOUR.multipliedBy(3)), rig.line.last().take().expires());
    }

    /** Given up after one window, which opens ten hours from the start on, or a week later. */
    private static Policy afterAWindow(int opens) {
        Route route = with(route("rare", "rare.example"), once(hour(opens), hour(opens + 1)));
        return policy(route.on(route.terms().givenUp(new Msdead(Duration.ZERO, 1))));
    }

    private static Rig withMailAfterAWindow() {
        Rig rare = new Rig(afterAWindow(178));
        rare.links.remove("line");
        rare.send("s@x.example", "a@rare.example");
        return rare;
    }

    @Test
    void queuedMailFollowsAWindowThatChangedUnderItsName() {
        Rig rare = withMailAfterAWindow();
        rare.replace(afterAWindow(10));
        rare.pass(HOUR.multipliedBy(12));
        assertEquals(0, rare.depth("rare.example"));
    }

    @Test
    void queuedMailFollowsAWindowThatChangedUnderItsNameWhileTheServerWasOff() {
        Rig rare = withMailAfterAWindow();
        rare.crash(afterAWindow(10));
        rare.pass(HOUR.multipliedBy(12));
        assertEquals(0, rare.depth("rare.example"));
    }
}
