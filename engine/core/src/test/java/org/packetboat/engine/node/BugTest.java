package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.StoreException;

/** The server fails at one mail: that one is set aside and named, and everything else goes on. */
class BugTest {
    private static final Reply NO_SUCH_USER = new Reply(550, "5.1.1", "no such user");
    private static final Reply BROKEN_OFF = new Reply(451, "4.3.0", "broken off");

    private final Rig rig = new Rig(
            policy(route("west", "west.example"), with(route("east", "sender.example"), SimRoutes.NEVER)));
    private final QueueId bad = rig.send("s@sender.example", "a@west.example");

    /** Whoever reads the message finds a bug. */
    private void failAt(QueueId id) {
        rig.store.beforeReads((family, key) -> {
            boolean fails = family == Family.BODIES && ByteBuffer.wrap(key).getLong() == id.number();
            if (fails) throw new IllegalStateException("a bug");
        });
    }

    private void badIsDead() {
        assertEquals(bad, rig.queue.dead(9).getFirst().id().message());
        StatusEvent.Died died = rig.events(StatusEvent.Died.class).getFirst();
        assertTrue(died.why().contains("a bug"), died.why());
    }

    @Test
    void mailThatCannotBeSettledIsSetAside() {
        failAt(bad);
        Envelope first = rig.line.last().take();
        QueueId good = rig.send("s@sender.example", "b@west.example");
        rig.line.last().settle(first, new Outcome.Refused(NO_SUCH_USER));
        badIsDead();
        Envelope next = rig.line.last().take();
        assertEquals(good, next.id().message());
        rig.line.last().deliver(next);
        assertEquals(0, rig.depth("west.example"));
    }

    @Test
    void mailThatCannotBeReturnedDoesNotKeepOthersFromExpiring() {
        QueueId good = rig.send("s@sender.example", "b@west.example");
        rig.line.last().end(new Ending.Unreached(BROKEN_OFF));
        failAt(bad);
        rig.pass(Duration.ofDays(20));
        badIsDead();
        assertEquals(0, rig.depth("west.example"));
        assertEquals(List.of(good),
                rig.events(StatusEvent.NoticeSent.class).stream().map(StatusEvent.NoticeSent::message).toList());
    }

    /** Both of one message: the second is noted while the first is being set aside. */
    @Test
    void twoEnvelopesOfOneMessageAreBothSetAside() {
        rig.line.last().end(new Ending.Unreached(BROKEN_OFF));
        QueueId both = rig.send("s@sender.example", "b@west.example", "c@nowhere.example");
        failAt(both);
        rig.pass(Duration.ofDays(20));
        assertEquals(2, rig.queue.dead(9).stream().filter(e -> e.id().message().equals(both)).count());
        assertEquals(0, rig.depth("nowhere.example") + rig.depth("west.example"));
    }

    @Test
    void operatorGivesUpTheOthers() {
        rig.line.last().end(new Ending.Unreached(BROKEN_OFF));
        rig.send("s@sender.example", "b@west.example");
        failAt(bad);
        Target west = Target.parse("west.example", _ -> true);
        assertEquals("expired 1", rig.say(answer -> rig.node.operator().expire(west, answer)));
        badIsDead();
        assertEquals(0, rig.depth("west.example"));
    }

    /** The store logs what failed; its mail has gone, and the session ends. */
    @Test
    void whoFailsAtAnEventHoldsUpNoSession() {
        Envelope first = rig.line.last().take();
        rig.store.defer();
        rig.queue.onEvent(_ -> {
            throw new IllegalStateException("a bug");
        });
        rig.line.last().deliver(first);
        rig.line.last().end(new Ending.Finished());
        assertThrows(IllegalStateException.class, rig.store::sync);
        rig.queue.onEvent(rig.events::add);
        rig.settle();
        rig.store.sync();
        assertEquals(0, rig.depth("west.example"));
        assertEquals(1, rig.events(StatusEvent.SessionEnded.class).size());
    }

    /** All events of a batch are told, and what it holds in memory is let go of. */
    @Test
    void whoFailsAtOneEventHearsOfTheOthers() {
        List<StatusEvent> heard = new ArrayList<>();
        rig.queue.onEvent(event -> {
            heard.add(event);
            throw new IllegalStateException("a bug");
        });
        StatusEvent one = new StatusEvent.Trouble(Rig.START, "one");
        StatusEvent two = new StatusEvent.Trouble(Rig.START, "two");
        List<Optional<StoreException>> answers = new ArrayList<>();
        QueueBatch batch = rig.queue.change().tell(one).tell(two);
        assertThrows(IllegalStateException.class, () -> batch.commit(answers::add));
        assertEquals(List.of(one, two), heard);
        assertEquals(List.of(Optional.empty()), answers);
    }

    /** A length of two billion must not cost two gigabytes, and a negative one no restart. */
    @Test
    void envelopeWhoseBytesMakeNoSenseIsSetAside() {
        rig.line.last().end(new Ending.Unreached(BROKEN_OFF));
        QueueId good = rig.send("s@sender.example", "b@west.example");
        for (int length : List.of(Integer.MAX_VALUE, -5)) {
            byte[] senseless = ByteBuffer.allocate(100).put((byte) 2).position(30).putInt(length).array();
            byte[] key = ByteBuffer.allocate(12).putLong(bad.number()).putInt(0).array();
            rig.store.stage(new Batch().put(Family.ENVELOPES, key, senseless));
            rig.pass(Duration.ofHours(1));
        }
        assertEquals(bad, rig.events(StatusEvent.Died.class).getFirst().id().message());
        assertEquals(good, rig.line.last().take().id().message());
    }
}
