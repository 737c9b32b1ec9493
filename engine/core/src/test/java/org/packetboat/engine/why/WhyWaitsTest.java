package org.packetboat.engine.why;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.once;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.site.SiteState;
import org.packetboat.engine.time.Plausible;

/** What people are told of mail that waits is what the forwarder goes by. */
class WhyWaitsTest {
    private static final Target FAR = new Target.OfDomain(new Domain("far.example"));
    private static final Instant OPENS = Rig.START.plus(Duration.ofHours(3));
    private static final Policy NIGHT = policy(with(route("far", "far.example"), once(OPENS, SimRoutes.hour(6))));
    private static final Policy ALWAYS = policy(route("far", "far.example"), route("near", "near.example"));
    private static final Reply BUSY = new Reply(451, "4.4.1", "busy");

    private final List<Why> said = new ArrayList<>();

    private Why ask(Rig rig, QueueId id) {
        said.clear();
        rig.node.overview().why(new Target.OfMessage(id), 10, said::addAll);
        rig.settle();
        assertEquals(1, said.size());
        return said.getFirst();
    }

    private String sentence(Rig rig, QueueId id) {
        String sentence = new WhyText(ZoneOffset.UTC).sentence(ask(rig, id));
        String begin = id + ".0 for a@far.example ";
        assertTrue(sentence.startsWith(begin), sentence);
        return sentence.substring(begin.length());
    }

    /** It is not handed out before the time that was told, and then it is. */
    private static void goesAt(Rig rig, Instant at, QueueId id) {
        rig.pass(Duration.between(rig.clock.now(), at).minusMillis(1));
        int before = rig.line.sessions().size();
        rig.pass(Duration.ofMillis(1));
        assertEquals(before + 1, rig.line.sessions().size());
        assertEquals(id, rig.line.last().take().id().message());
    }

    @Test
    void mailForAClosedRouteGoesWhenItOpens() {
        Rig rig = new Rig(NIGHT);
        QueueId id = rig.send("s@x", "a@far.example");
        assertEquals("waits: route far (window set) is closed until 2026-11-20 03:00:00. It should be there at "
                + "2026-11-20 03:00:00.", sentence(rig, id));
        goesAt(rig, ask(rig, id).goes().orElseThrow(), id);
        assertEquals("is being sent now.", sentence(rig, id));
    }

    /** The disk of a hub's machine is not blamed for its brokers. */
    @Test
    void whoMayNotSendWaitsForNoDisk() {
        assertEquals(new Cause.NoLease(), Cause.of(standing(false, false)));
        assertEquals(new Cause.Disk(), Cause.of(standing(true, false)));
        assertEquals(new Cause.Now(), Cause.of(standing(false, true)));
    }

    private static SiteStanding standing(boolean stuck, boolean maySend) {
        return new SiteStanding("far", new SiteState.Idle(), Optional.empty(), Optional.empty(), false, List.of(),
                stuck, maySend, Optional.empty());
    }

    @Test
    void whatGoesBeforeItIsCounted() {
        Rig rig = new Rig(NIGHT);
        rig.send("s@x", "b@far.example");
        QueueId id = rig.send("s@x", "a@far.example");
        rig.accept(Rig.submission("s@x", "c@far.example").with(new SubmissionOptions(new Priority(3), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty())), new byte[10]);
        assertEquals(2, ask(rig, id).ahead());
        assertTrue(sentence(rig, id).contains("03:00:00, behind 2 others"));
    }

    @Test
    void whoHoldsItIsNamed() {
        Rig rig = new Rig(NIGHT);
        QueueId id = rig.send("s@x", "a@far.example");
        rig.say(a -> rig.node.operator().hold(new Target.OfMessage(id), a));
        assertEquals("waits: an operator holds it. It goes after \"packetboat release " + id + "\".",
                sentence(rig, id));
        rig.say(a -> rig.node.operator().release(new Target.OfMessage(id), a));
        rig.say(a -> rig.node.operator().hold(new Target.All(), a));
        assertEquals(new Cause.HeldByRule("ALL"), ask(rig, id).cause());
        rig.say(a -> rig.node.operator().hold(FAR, a));
        assertEquals(new Cause.HeldByRule("far.example"), ask(rig, id).cause());
        assertEquals(Optional.empty(), ask(rig, id).goes());
    }

    @Test
    void aSiteThatFailedRests() {
        Rig rig = new Rig(ALWAYS);
        QueueId id = rig.send("s@x", "a@far.example");
        rig.line.last().end(new Ending.Unreached(BUSY));
        rig.settle();
        Why why = ask(rig, id);
        assertTrue(why.cause() instanceof Cause.Resting resting && resting.why().equals(Optional.of(BUSY)), "" + why);
        assertTrue(
                sentence(rig, id).matches("waits: route far \\(window always\\) rests until 2026-11-20 00:0.:.. after "
                        + "a failure \\(\"451 4.4.1 busy\"\\)\\. It should be there at .*"),
                sentence(rig, id));
        goesAt(rig, why.goes().orElseThrow(), id);
    }

    @Test
    void mailThatWasPutOffHasItsOwnNextAttempt() {
        Rig rig = new Rig(ALWAYS);
        QueueId id = rig.send("s@x", "a@far.example");
        rig.line.last().settle(rig.line.last().take(), new Outcome.Deferred(BUSY));
        rig.line.last().end(new Ending.Finished());
        rig.settle();
        Why why = ask(rig, id);
        assertTrue(why.cause() instanceof Cause.Retry, "" + why);
        assertTrue(sentence(rig, id).contains("waits for its next attempt at 2026-11-20 00:0"), sentence(rig, id));
        assertTrue(sentence(rig, id).contains("(\"451 4.4.1 busy\")"), sentence(rig, id));
        goesAt(rig, why.goes().orElseThrow(), id);
    }

    @Test
    void mailIsSentNotBeforeItsSenderWants() {
        Rig rig = new Rig(ALWAYS);
        Submission later = Rig.submission("s@x", "a@far.example").with(new SubmissionOptions(Priority.NORMAL,
                Optional.of(SimRoutes.hour(2)), Optional.empty(), Optional.empty(), Optional.empty()));
        QueueId id = rig.accept(later, new byte[10]);
        assertTrue(sentence(rig, id).startsWith("waits: its sender wants it sent at 2026-11-20 02:00:00 or later"),
                sentence(rig, id));
        goesAt(rig, SimRoutes.hour(2), id);
    }

    @Test
    void othersHaveTheLine() {
        Rig rig = new Rig(ALWAYS);
        rig.send("s@x", "b@near.example");
        QueueId id = rig.send("s@x", "a@far.example");
        assertTrue(
                sentence(rig, id).startsWith("waits for its turn: the line of route far (window always) is busy with "
                        + "near."),
                sentence(rig, id));
        rig.line.last().deliverAll();
        rig.line.last().end(new Ending.Finished());
        rig.settle();
        assertEquals(List.of("near", "far"), rig.line.called());
    }

    @Test
    void aSessionIsUnderWay() {
        Rig rig = new Rig(ALWAYS);
        rig.send("s@x", "b@far.example");
        QueueId id = rig.send("s@x", "a@far.example");
        rig.line.last().take();
        rig.settle();
        assertEquals(new Cause.Behind(), ask(rig, id).cause());
    }

    @Test
    void aRouteThatNeverOpensAndNoRouteAtAll() {
        Rig rig = new Rig(policy(with(route("far", "far.example"), SimRoutes.NEVER)));
        QueueId id = rig.send("s@x", "a@far.example");
        assertEquals(new Cause.NeverOpens(), ask(rig, id).cause());
        rig.node.replace(policy());
        rig.settle();
        assertTrue(sentence(rig, id).startsWith("waits: no route serves far.example. It comes back to its sender at "),
                sentence(rig, id));
    }

    @Test
    void aClockThatCanNotBeRight() {
        Policy doubting = new Policy(NIGHT.server(), NIGHT.local(), NIGHT.outlet(), NIGHT.routes(), NIGHT.names(),
                NIGHT.holdUnrouted(), NIGHT.msdead(), NIGHT.delayAfter(), NIGHT.largest(), NIGHT.reporting(),
                Plausible.since(Rig.START.plus(Duration.ofDays(300))));
        Rig rig = new Rig(doubting);
        QueueId id = rig.send("s@x", "a@far.example");
        assertTrue(sentence(rig, id).startsWith("waits: this machine's clock can't be right, so route far (window set) "
                + "stays shut until the clock is set"), sentence(rig, id));
    }

    @Test
    void mailIsFoundByItsRecipient() {
        Rig rig = new Rig(NIGHT);
        rig.send("s@x", "b@far.example");
        QueueId id = rig.send("s@x", "a@far.example");
        rig.node.overview().why(Address.parse("a@far.example"), 10, said::addAll);
        rig.settle();
        assertEquals(List.of(id), said.stream().map(w -> w.envelope().id().message()).toList());
        said.clear();
        rig.node.overview().why(new Target.All(), 1, said::addAll);
        rig.settle();
        assertEquals(1, said.size());
        assertFalse(said.getFirst().envelope().id().message().equals(id));
    }
}
