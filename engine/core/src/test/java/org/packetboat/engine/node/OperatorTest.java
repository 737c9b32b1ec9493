package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.packetboat.engine.mail.Address;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.status.StatusEvent;

/** What the operator says, and what comes of it. */
class OperatorTest {
    private static final Target ALL = new Target.All();
    private static final Target WEST = new Target.OfDomain(new Domain("west.example"));
    private static final Policy CLOSED = policy(with(route("west", "*"), SimRoutes.NEVER));
    private static final Policy OPEN = policy(route("west", "*"));

    private final Rig rig = new Rig(CLOSED);
    private final Operator operator = rig.node.operator();

    @Test
    void heldDomainWaitsUntilReleasedAlsoAfterARestart() {
        assertEquals("west.example held", rig.say(a -> operator.hold(WEST, a)));
        QueueId id = rig.send("s@x", "a@west.example");
        rig.crash();
        rig.replace(OPEN);
        rig.pass(Duration.ofDays(2));
        assertEquals(List.of(), rig.line.called());
        assertFalse(rig.waiting(id).isEmpty());
    }

    @Test
    void whatAnOperatorDoesToAMailIsToldOnceEachTime() {
        Target mail = new Target.OfMessage(rig.send("s@x", "a@west.example"));
        rig.say(a -> operator.hold(mail, a));
        rig.say(a -> operator.hold(mail, a));
        rig.say(a -> operator.requeue(mail, a));
        rig.say(a -> operator.release(mail, a));
        rig.say(a -> operator.hold(WEST, a));
        rig.say(a -> operator.release(WEST, a));
        assertEquals(List.of("held", "requeued", "released"),
                rig.events(StatusEvent.Handled.class).stream().map(StatusEvent.Handled::what).toList());
    }

    @Test
    void whatIsTakenInIsToldWithWhatPeopleKnowItBy() {
        byte[] mail = "Message-ID: <1@x>\r\nSubject: Prices\r\n\r\nBread\r\n".getBytes(StandardCharsets.US_ASCII);
        rig.accept(Rig.submission("s@x", "a@west.example", "b@west.example"), mail);
        assertEquals(new StatusEvent.Heading(Optional.of("<1@x>"), Optional.of("Prices"),
                List.of(Address.parse("a@west.example"), Address.parse("b@west.example"))),
                rig.events(StatusEvent.Accepted.class).getFirst().heading());
    }

    @Test
    void releasedMailThatHasExpiredComesBackSoon() {
        rig.say(a -> operator.hold(WEST, a));
        rig.send("s@x", "a@west.example");
        rig.pass(Duration.ofDays(2));
        assertEquals(1, rig.depth("west.example"));
        rig.say(a -> operator.release(WEST, a));
        rig.pass(Duration.ofSeconds(1));
        assertEquals(0, rig.depth("west.example"));
        assertEquals(1, rig.events(StatusEvent.NoticeSent.class).size());
    }

    @Test
    void heldMessageLetsOthersPass() {
        QueueId held = rig.send("s@x", "a@west.example");
        QueueId free = rig.send("s@x", "b@west.example");
        rig.say(a -> operator.hold(new Target.OfMessage(held), a));
        rig.replace(OPEN);
        Envelope first = rig.line.last().take();
        assertEquals(free, first.message().id());
        rig.line.last().deliver(first);
        assertEquals(0, rig.line.last().deliverAll());
        assertEquals("released 1", rig.say(a -> operator.release(new Target.OfMessage(held), a)));
        assertEquals(held, rig.line.last().take().message().id());
    }

    @Test
    void requeuedMailStartsAnew() {
        QueueId id = rig.send("s@x", "a@west.example");
        rig.pass(Duration.ofHours(6));
        assertEquals("requeued 1", rig.say(a -> operator.requeue(ALL, a)));
        rig.pass(Duration.ofHours(7));
        assertEquals(1, rig.waiting(id).size());
        rig.pass(Duration.ofHours(6));
        assertEquals(0, rig.waiting(id).size());
    }

    @Test
    void expiredMailComesBackButItsNoticeStays() {
        rig.send("s@zzz.example", "a@west.example");
        assertEquals("expired 1", rig.say(a -> operator.expire(ALL, a)));
        assertEquals(0, rig.depth("west.example"));
        assertEquals(1, rig.depth("zzz.example"));
    }

    @Test
    void deletedMailGoesWithoutAWord() {
        QueueId id = rig.send("s@x", "a@west.example", "b@east.example");
        assertEquals("deleted 2", rig.say(a -> operator.delete(new Target.OfMessage(id), a)));
        assertEquals(0, rig.depth("x"));
        assertEquals(2, rig.events(StatusEvent.Deleted.class).size());
    }

    @Test
    void whatIsBeingSentIsLeftAlone() {
        rig.replace(OPEN);
        QueueId id = rig.send("s@x", "a@west.example");
        Envelope envelope = rig.line.last().take();
        assertEquals("deleted 0; left alone what is being sent now",
                rig.say(a -> operator.delete(new Target.OfMessage(id), a)));
        rig.line.last().deliver(envelope);
        assertEquals(0, rig.depth("west.example"));
    }

    @Test
    void commandDoesNotBringBackWhatWasDeliveredMeanwhile() {
        String[] many = IntStream.range(0, 450).mapToObj(i -> "a@d%03d.example".formatted(i)).toArray(String[]::new);
        rig.replace(policy(route("west", "d449.example"), with(route("east", "*"), SimRoutes.NEVER)));
        QueueId id = rig.send("s@x", many);
        rig.store.defer();
        rig.say(a -> operator.requeue(new Target.OfMessage(id), a));
        rig.line.last().deliver(rig.line.last().take());
        for (int i = 0; i < 5; i++) {
            rig.store.sync();
            rig.settle();
        }
        assertEquals(0, rig.depth("d449.example"));
        assertEquals(449, rig.waiting(id).size());
    }

    @Test
    void mailGoesOnThoughTheDiskDidNotTakeACommand() {
        rig.send("s@x", "a@west.example");
        rig.store.defer();
        rig.store.failNext(1);
        rig.say(a -> operator.requeue(ALL, a));
        rig.replace(OPEN);
        rig.store.sync();
        rig.settle();
        assertEquals(List.of("west"), rig.line.called());
    }

    @Test
    void flushSaysWhyNothingHappens() {
        rig.replace(policy(with(route("west", "west.example"), SimRoutes.NEVER)));
        assertEquals("nothing waits", rig.say(a -> operator.flush(ALL, a)));
        rig.send("s@x", "a@west.example");
        rig.send("s@x", "a@nowhere.example");
        assertTrue(rig.say(a -> operator.flush(WEST, a)).endsWith("route west (window set) never opens again"));
        assertTrue(rig.say(a -> operator.flush(ALL, a)).startsWith("nowhere.example: 1 waiting; no route serves it"));
        rig.say(a -> operator.hold(WEST, a));
        assertTrue(rig.say(a -> operator.flush(WEST, a)).endsWith("held by the operator, release it first"));
    }

    @Test
    void everyHoldStandsUntilItIsLifted() {
        rig.say(a -> operator.hold(WEST, a));
        rig.say(a -> operator.hold(ALL, a));
        assertEquals(Set.of("west.example", MailQueue.EVERYTHING), rig.queue.holds());
        assertEquals("west.example released; released 0; still held: all domains, see \"hold\"",
                rig.say(a -> operator.release(WEST, a)));
        assertEquals("west.example was not held; released 0; still held: all domains, see \"hold\"",
                rig.say(a -> operator.release(WEST, a)));
    }

    @Test
    void releaseOfAllReleasesHeldDomains() {
        Rig open = new Rig(OPEN);
        open.say(a -> open.node.operator().hold(WEST, a));
        open.send("s@west.example", "a@west.example");
        assertEquals("west.example released; released 1", open.say(a -> open.node.operator().release(ALL, a)));
        assertEquals(Set.of(), open.queue.holds());
        assertEquals(1, open.line.last().deliverAll());
    }

    @Test
    void releasedMessageThatItsDomainStillHoldsIsNamed() {
        rig.say(a -> operator.hold(WEST, a));
        QueueId id = rig.send("s@west.example", "a@west.example");
        rig.say(a -> operator.hold(new Target.OfMessage(id), a));
        assertEquals("released 1; still held: west.example, see \"hold\"",
                rig.say(a -> operator.release(new Target.OfMessage(id), a)));
    }

    @Test
    void whatNobodyKnowsIsRefused() {
        Operator there = new Rig(policy(route("west", "west.example"))).node.operator();
        Target typo = new Target.OfDomain(new Domain("tpyo.example"));
        assertThrows(IllegalArgumentException.class, () -> there.mustBeKnown(typo));
        assertThrows(IllegalArgumentException.class, () -> there.mustBeKnown(new Target.OfMessage(new QueueId(99))));
        there.mustBeKnown(WEST);
        there.mustBeKnown(ALL);
        there.mustBeKnown(new Target.OfDomain(new Domain("local.example")));
    }
}
