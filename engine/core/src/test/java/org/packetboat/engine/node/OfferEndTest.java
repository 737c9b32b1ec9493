package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.node.OfferRig.MOST;
import static org.packetboat.engine.node.OfferRig.ask;
import static org.packetboat.engine.node.OfferRig.large;
import static org.packetboat.engine.node.OfferRig.offering;
import static org.packetboat.engine.node.OfferRig.offers;
import static org.packetboat.engine.sim.SimRoutes.NEVER;
import static org.packetboat.engine.sim.SimRoutes.every;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Stages;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.offer.Unasked;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.TooLarge;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.stage.StageCommand;
import org.packetboat.engine.status.StatusEvent;

/** What becomes of offers, and of what was offered, when one of them ends before the other, or the limit is lifted. */
class OfferEndTest {
    private static final Route SHUT = with(route("east", "east.example"), NEVER);

    private static Policy of(Route east) {
        return policy(east, route("back", "x.example"));
    }

    @Test
    void anOfferThatWaitsGoesWithItsMail() {
        Rig rig = new Rig(of(offering(SHUT, MOST)));
        QueueId large = large(rig, "a@east.example");
        assertEquals(1, offers(rig).size());
        rig.say(answer -> rig.node.operator().delete(new Target.OfMessage(large), answer));
        rig.pass(Duration.ofSeconds(1));
        assertEquals(List.of(), offers(rig));
        assertEquals(0, rig.depth("east.example"));
        assertEquals(List.of("the mail that it offers has gone"),
                rig.events(StatusEvent.Withdrawn.class).stream().map(StatusEvent.Withdrawn::why).toList());
    }

    /** Also where it was made before a restart; the disk is full at first. */
    @Test
    void anOfferOfAnEarlierLifeGoesWithItsMailOnceTheDiskTakesIt() {
        Rig rig = new Rig(of(offering(SHUT, MOST)));
        QueueId large = large(rig, "a@east.example");
        rig.crash();
        rig.say(answer -> rig.node.operator().delete(new Target.OfMessage(large), answer));
        rig.pass(Duration.ofMinutes(2));
        assertEquals(0, rig.depth("east.example"));
    }

    /** It comes back to the queue, since the session broke off. */
    @Test
    void anOfferThatWasBeingSentAsItsMailWentGoesNevertheless() {
        Rig rig = new Rig(of(offering(route("east", "east.example"), MOST)));
        QueueId large = large(rig, "a@east.example");
        rig.pass(Duration.ofSeconds(1));
        rig.line.last().take();
        rig.say(answer -> rig.node.operator().delete(new Target.OfMessage(large), answer));
        rig.line.last().end(new Ending.Dropped(new Reply(451, "4.4.2", "gone")));
        rig.pass(Duration.ofSeconds(30));
        assertEquals(0, rig.depth("east.example"));
    }

    @Test
    void aClockThatGoesBackKeepsNoOfferOfWhatIsGone() {
        Rig rig = new Rig(of(offering(route("east", "east.example"), MOST)));
        QueueId large = large(rig, "a@east.example");
        rig.pass(Duration.ofSeconds(1));
        rig.line.last().take();
        rig.say(answer -> rig.node.operator().delete(new Target.OfMessage(large), answer));
        rig.shift(Duration.ofHours(-2));
        rig.line.last().end(new Ending.Dropped(new Reply(451, "4.4.2", "gone")));
        rig.pass(Duration.ofSeconds(30));
        assertEquals(0, rig.depth("east.example"));
    }

    /** The mail is gone, on disk, and its offer is not taken out yet. */
    @Test
    void anOfferWhoseMailWentAsTheServerWasKilledGoesInTheNextLife() {
        Rig rig = new Rig(of(offering(route("east", "east.example"), MOST)));
        QueueId large = large(rig, "a@east.example");
        rig.pass(Duration.ofSeconds(1));
        rig.line.last().take();
        rig.say(answer -> rig.node.operator().delete(new Target.OfMessage(large), answer));
        assertEquals(1, rig.depth("east.example"));
        rig.crash();
        rig.pass(Duration.ofSeconds(1));
        assertEquals(0, rig.depth("east.example"));
        rig.crash();
        assertEquals(List.of(), rig.queue.offers().pointless(1));
    }

    private static QueueId edition(Rig rig, String stages) {
        SubmissionOptions options = new SubmissionOptions(Priority.NORMAL, Optional.empty(), Optional.empty(),
                Optional.of(new BigSendName("spring")), Optional.empty(), Optional.of(Stages.parse(stages)));
        return rig.accept(Rig.submission("s@x.example", "a@east.example").with(options), OfferRig.drawings());
    }

    /** Whoever asks for the edition before is told that it has gone, also if its offer had got there. */
    @Test
    void aNewEditionIsOfferedInPlaceOfTheOldOne() {
        Rig rig = new Rig(of(offering(route("east", "east.example"), MOST)));
        edition(rig, "100%");
        rig.pass(Duration.ofSeconds(1));
        String old = ask(offers(rig).getFirst());
        rig.line.last().deliverAll();
        QueueId fresh = edition(rig, "100%; supersedes");
        rig.pass(Duration.ofSeconds(1));
        assertFalse(OfferRig.refusal(OfferRig.ask(rig, "a@east.example", old, "")).equals("taken"));
        assertEquals("taken",
                OfferRig.refusal(OfferRig.ask(rig, "a@east.example", ask(offers(rig).getFirst()), "")));
        assertEquals(List.of(fresh), rig.queue.offers().all().stream().map(o -> o.id().message()).toList());
    }

    /** It is asked for while its big send is paused: it goes when that goes on, also in the next life. */
    @Test
    void whatIsAskedForOfAPausedBigSendGoesOnceThatGoesOn() {
        Rig rig = new Rig(of(offering(route("east", "east.example"), MOST)));
        QueueId large = edition(rig, "100%");
        rig.pass(Duration.ofSeconds(1));
        String ask = ask(offers(rig).getFirst());
        rig.line.last().deliverAll();
        rig.say(answer -> rig.node.operator().steer("spring", StageCommand.PAUSE, answer));
        assertEquals("taken", OfferRig.refusal(OfferRig.ask(rig, "a@east.example", ask, "")));
        rig.crash();
        rig.pass(Duration.ofMinutes(10));
        assertEquals(1, rig.line.sessions().size());
        rig.say(answer -> rig.node.operator().steer("spring", StageCommand.RESUME, answer));
        rig.pass(Duration.ofMinutes(10));
        assertEquals(large, rig.line.last().take().message().id());
    }

    @Test
    void anOfferGoesWhenItsBigSendIsAborted() {
        Rig rig = new Rig(of(offering(SHUT, MOST)));
        edition(rig, "100%");
        rig.pass(Duration.ofSeconds(1));
        rig.say(answer -> rig.node.operator().steer("spring", StageCommand.ABORT, answer));
        rig.pass(Duration.ofSeconds(30));
        assertEquals(0, rig.depth("east.example"));
    }

    private static Map<String, Unasked> unasked(Rig rig) {
        List<Map<String, Unasked>> answers = new ArrayList<>();
        rig.node.overview().offered(answers::add);
        rig.settle();
        return answers.getFirst();
    }

    @Test
    void whatWaitsToBeAskedForIsCountedBySite() {
        Rig rig = new Rig(policy(with(OfferRig.east(), NEVER), route("back", "x.example")));
        QueueId large = large(rig, "a@east.example", "b@south.example");
        large(rig, "c@east.example");
        rig.pass(Duration.ofSeconds(1));
        assertEquals(Map.of("east", new Unasked(3, 3 * OfferRig.LARGE)), unasked(rig));
        rig.say(answer -> rig.node.operator().request(large, answer));
        rig.crash();
        assertEquals(Map.of("east", new Unasked(1, OfferRig.LARGE)), unasked(rig));
        rig.say(answer -> rig.node.operator().delete(new Target.All(), answer));
        assertEquals(Map.of(), unasked(rig));
    }

    /** Also in the next life, and until the limit is lowered again. */
    @Test
    void whatGoesByItselfSinceTheLimitWasRaisedWaitsForNobody() {
        Rig rig = new Rig(of(offering(SHUT, MOST)));
        large(rig, "a@east.example");
        rig.pass(Duration.ofSeconds(1));
        rig.replace(of(offering(SHUT, OfferRig.LARGE)));
        assertEquals(Map.of(), unasked(rig));
        rig.crash();
        assertEquals(Map.of(), unasked(rig));
        rig.replace(of(offering(SHUT, MOST)));
        assertEquals(Map.of("east", new Unasked(1, OfferRig.LARGE)), unasked(rig));
        rig.replace(of(SHUT));
        assertEquals(Map.of(), unasked(rig));
    }

    @Test
    void whatGoesBySomebodyElseNowWaitsForHisRequests() {
        Rig rig = new Rig(of(offering(SHUT, MOST)));
        large(rig, "a@east.example");
        rig.pass(Duration.ofSeconds(1));
        rig.replace(of(offering(with(route("orient", "east.example"), NEVER), MOST)));
        assertEquals(Map.of("orient", new Unasked(1, OfferRig.LARGE)), unasked(rig));
    }

    /** Its mail still comes back, and its sender hears of that: an operator has nothing to do with it. */
    @Test
    void anOfferThatCannotBeDeliveredIsNotKeptAmongTheDead() {
        Rig rig = new Rig(of(offering(route("east", "east.example"), MOST)));
        large(rig, "a@east.example");
        rig.pass(Duration.ofSeconds(1));
        Envelope offer = rig.line.last().take();
        rig.line.last().settle(offer, new Outcome.Refused(new Reply(550, "5.1.1", "no such user")));
        rig.line.last().end(new Ending.Finished());
        rig.pass(Duration.ofSeconds(1));
        assertEquals(List.of(), rig.queue.dead(10));
        assertEquals(1, rig.depth("east.example"));
    }

    @Test
    void anOfferWhoseSiteIsNeverReachedIsNotKeptAmongTheDead() {
        Rig rig = new Rig(of(offering(SHUT, MOST)));
        large(rig, "a@east.example");
        rig.pass(Duration.ofHours(13));
        assertEquals(0, rig.depth("east.example"));
        assertEquals(List.of(), rig.queue.dead(10));
    }

    @Test
    void whatIsNoLongerTooLargeIsNotSaidToWaitForARequest() {
        Rig rig = new Rig(of(offering(SHUT, MOST)));
        QueueId large = large(rig, "a@east.example");
        rig.replace(of(SHUT));
        rig.pass(Duration.ofSeconds(1));
        String why = rig.why(large);
        assertFalse(why.contains("offered"), why);
        rig.pass(Duration.ofHours(13));
        StatusEvent.NoticeSent told = rig.events(StatusEvent.NoticeSent.class).getFirst();
        String notice = rig.text(rig.waiting(told.notice()).getFirst().message());
        assertTrue(notice.contains("its route has not been open"), notice);
    }

    @Test
    void whatComesBackAtOnceIsNotOfferedFirst() {
        Route east = with(with(route("east", "east.example"),
                every(Duration.ofHours(1), Duration.ofMinutes(10), Duration.ofSeconds(8))), TooLarge.RETURN);
        Rig rig = new Rig(of(offering(east, 1000)));
        large(rig, "a@east.example");
        rig.pass(Duration.ofMinutes(2));
        assertEquals(List.of(), offers(rig));
        assertEquals(1, rig.events(StatusEvent.NoticeSent.class).size());
    }

    @Test
    void whoAsksForHeldMailHearsThatItIsHeld() {
        Rig rig = new Rig(of(offering(SHUT, MOST)));
        QueueId large = large(rig, "a@east.example");
        assertFalse(ask(offers(rig).getFirst()).isEmpty());
        rig.say(answer -> rig.node.operator().hold(new Target.OfMessage(large), answer));
        assertEquals(large + " is asked for, but held by the operator; release it first",
                rig.say(answer -> rig.node.operator().request(large, answer)));
    }
}
