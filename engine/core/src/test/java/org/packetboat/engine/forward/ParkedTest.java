package org.packetboat.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.Rig.START;
import static org.packetboat.engine.sim.SimRoutes.hour;
import static org.packetboat.engine.sim.SimRoutes.once;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;
import static org.packetboat.engine.sim.SimRoutes.withLink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.SeveralSessions;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;

/** A host that answers slowly, or not at all, holds up no other. */
class ParkedTest {
    private static final Duration QUIET = SessionTerm.QUIET;
    private static final Reply TOO_LATE = new Reply(451, "4.4.2", "the site did not answer in time");

    private final Rig rig = new Rig(policy(route("slow", "slow.example"), route("good", "good.example"),
            route("fine", "fine.example"), withLink(route("modem", "modem.example"), "modem")));

    private void overIp() {
        rig.line.park();
    }

    /** The sessions that operators see as parked. */
    private List<String> parked() {
        List<SessionStatus> seen = new ArrayList<>();
        rig.node.overview().sessions(seen::addAll);
        rig.settle();
        return seen.stream().filter(SessionStatus::parked).map(SessionStatus::site).toList();
    }

    private HandSession slowTakesAMail() {
        rig.send("s@x", "a@slow.example");
        HandSession slow = rig.line.last();
        slow.take();
        return slow;
    }

    @Test
    void sessionWithoutAReplyLetsOthersGoOn() {
        overIp();
        HandSession slow = slowTakesAMail();
        rig.send("s@x", "b@good.example");
        rig.pass(QUIET.minusMillis(1));
        assertEquals(List.of("slow"), rig.line.called());
        rig.pass(Duration.ofMillis(1));
        assertEquals("good", rig.line.last().call().site());
        assertEquals(List.of("slow"), parked());
        assertEquals(1, rig.line.last().deliverAll());
        assertEquals(List.of(), slow.stops());
    }

    /** It goes on beside the next, so nobody is cut for that. */
    @Test
    void sessionBehindItsCloseTakesNoPlaceOverANetwork() {
        Rig two = new Rig(policy(with(route("slow", "slow.example"), once(START, hour(1))),
                with(route("good", "good.example"), once(hour(1), hour(2)))));
        two.line.park();
        two.send("s@x", "a@slow.example");
        HandSession slow = two.line.last();
        Envelope taken = slow.take();
        two.send("s@x", "b@good.example");
        for (Duration passed = Duration.ZERO; passed.compareTo(Duration.ofHours(1)) < 0; passed = passed
                .plusSeconds(20)) {
            two.pass(Duration.ofSeconds(20));
            slow.progress(taken, 1); // a sign of life, now and then
        }
        assertEquals(List.of("slow", "good"), two.line.called());
        assertEquals(List.of("drain: the window closed"), slow.stops());
    }

    /** Half a minute after it began, and no later one. */
    @Test
    void sessionThatNeverGetsAsFarAsAskingForMailIsParkedToo() {
        overIp();
        rig.send("s@x", "a@slow.example");
        rig.send("s@x", "b@good.example");
        rig.pass(QUIET);
        assertEquals("good", rig.line.last().call().site());
    }

    @Test
    void eachReplyKeepsItsPlace() {
        overIp();
        HandSession slow = slowTakesAMail();
        rig.send("s@x", "b@good.example");
        for (int i = 0; i < 5; i++) {
            rig.pass(QUIET.minusSeconds(1));
            slow.active();
        }
        assertEquals(List.of("slow"), rig.line.called());
    }

    @Test
    void lineThatCarriesOneSessionIsHeldUntilItsEnd() {
        HandSession slow = slowTakesAMail();
        rig.send("s@x", "b@good.example");
        rig.pass(QUIET.multipliedBy(3));
        assertEquals(List.of("slow"), rig.line.called());
        slow.end(new Ending.Dropped(TOO_LATE));
        assertEquals("good", rig.line.last().call().site());
    }

    @Test
    void parkedSessionFinishesWhatItHasAndLeavesTheRestForItsNextTurn() {
        overIp();
        HandSession slow = slowTakesAMail();
        rig.send("s@x", "b@slow.example");
        rig.send("s@x", "c@good.example");
        rig.pass(QUIET);
        HandSession good = rig.line.last();
        Envelope late = rig
                .waiting(rig.queue.walk(new Domain("slow.example")).firstOfEachPriority().getFirst().message())
                .getFirst();
        slow.deliver(late);
        assertTrue(slow.next().isEmpty());
        slow.end(new Ending.Finished());
        assertEquals(1, good.deliverAll());
        assertEquals("slow", rig.line.last().call().site());
        assertEquals(1, rig.line.last().deliverAll());
    }

    /** It was an attempt, and the site rests: else it would be called again at once, for ever. */
    @Test
    void sessionThatTakesNothingInItsTurnCountsAsUnreached() {
        rig.send("s@x", "a@slow.example");
        HandSession slow = rig.line.last();
        rig.send("s@x", "b@good.example");
        rig.pass(SessionTerm.TURN);
        assertEquals(1, slow.stops().size());
        slow.end(new Ending.Stopped("other sites are waiting"));
        assertEquals(1, rig.line.last().deliverAll());
        assertEquals(List.of("slow", "good"), rig.line.called());
    }

    @Test
    void siteOfAParkedSessionHasNoSecondOne() {
        overIp();
        slowTakesAMail();
        rig.send("s@x", "b@good.example");
        rig.pass(QUIET);
        assertEquals(1, rig.line.last().deliverAll());
        rig.send("s@x", "c@slow.example");
        rig.pass(QUIET);
        assertEquals(List.of("slow", "good"), rig.line.called());
    }

    @Test
    void linkCarriesAsManySessionsAsItMay() {
        rig.links.put("line", new SeveralSessions(rig.line, 2, 1));
        rig.send("s@x", "a@slow.example");
        rig.send("s@x", "a@good.example");
        rig.send("s@x", "a@fine.example");
        assertEquals(List.of("slow", "good"), rig.line.called());
        assertEquals(1, rig.line.last().deliverAll());
        assertEquals(List.of("slow", "good", "fine"), rig.line.called());
    }

    /** What a server has of lines is still one: only the link that carries several is used beside itself. */
    @Test
    void otherLinksWaitForTheirTurn() {
        rig.links.put("line", new SeveralSessions(rig.line, 2, 1));
        rig.links.put("modem", rig.outlet);
        rig.send("s@x", "a@good.example");
        rig.send("s@x", "a@modem.example");
        rig.send("s@x", "a@slow.example");
        assertEquals(List.of(), rig.outlet.called());
        rig.line.last().deliverAll();
        assertEquals(List.of("modem"), rig.outlet.called());
    }

    @Test
    void everythingEndsAtTheCloseAndItsLimit() {
        Route slow = with(with(route("slow", "slow.example"), once(hour(0), hour(1))), AtClose.DRAIN);
        Policy night = policy(slow.on(slow.terms().drainedWithin(Duration.ofMinutes(12))));
        Rig closing = new Rig(night);
        closing.send("s@x", "a@slow.example");
        closing.line.last().take();
        closing.pass(Duration.ofMinutes(60));
        assertEquals(List.of("drain: the window closed"), closing.line.last().stops());
        closing.pass(Duration.ofMinutes(12).minusMillis(1));
        assertEquals(1, closing.line.last().stops().size());
        closing.pass(Duration.ofMillis(1));
        assertEquals("cut: the window closed, and its drain-limit is over", closing.line.last().stops().getLast());
    }

    @Test
    void operatorEndsASession() {
        HandSession slow = slowTakesAMail();
        assertEquals("aborted 1 session with slow; it rests for a cycle now",
                rig.say(a -> rig.node.operator().abort("slow", a)));
        assertEquals(List.of("cut: the operator ended it"), slow.stops());
        slow.end(new Ending.Stopped("the operator ended it"));
        assertEquals(1, rig.line.sessions().size());
        assertEquals("no session with good is under way", rig.say(a -> rig.node.operator().abort("good", a)));
    }

    @Test
    void flushTellsWhoIsServedInstead() {
        slowTakesAMail();
        rig.send("s@x", "b@good.example");
        Target good = new Target.OfDomain(new Domain("good.example"));
        String said = rig.say(a -> rig.node.operator().flush(good, a));
        assertTrue(said.endsWith("is open: it is called when it is its turn; in session now: slow"), said);
        Target slow = new Target.OfDomain(new Domain("slow.example"));
        assertTrue(rig.say(a -> rig.node.operator().flush(slow, a)).endsWith("is open: in session, sending"));
    }

    @Test
    void siteHasAsManySessionsAsItMayAndOthersComeFirst() {
        rig.links.put("line", new SeveralSessions(rig.line, 3, 2));
        for (int i = 0; i < 4; i++)
            rig.send("s@x", "m" + i + "@slow.example");
        assertEquals(List.of("slow", "slow"), rig.line.called());
        rig.send("s@x", "a@good.example");
        assertEquals(List.of("slow", "slow", "good"), rig.line.called());
        HandSession one = rig.line.sessions().get(0);
        HandSession two = rig.line.sessions().get(1);
        one.deliver(one.take());
        two.deliver(two.take());
        assertEquals(2, one.deliverAll());
        assertEquals(0, two.deliverAll());
        assertEquals(0, rig.depth("slow.example"));
    }

    @Test
    void secondSessionIsOpenedOnlyForMailThatTheFirstHasNot() {
        rig.links.put("line", new SeveralSessions(rig.line, 3, 3));
        HandSession first = slowTakesAMail();
        assertEquals(1, rig.line.sessions().size());
        rig.send("s@x", "b@slow.example");
        assertEquals(2, rig.line.sessions().size());
        assertEquals(1, rig.line.last().deliverAll());
        first.end(new Ending.Dropped(TOO_LATE));
        assertEquals(1, rig.depth("slow.example"));
    }
}
