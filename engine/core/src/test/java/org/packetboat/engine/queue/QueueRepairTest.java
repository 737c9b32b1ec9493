package org.packetboat.engine.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;

/** What lost commits leave behind, and what is made of it. */
class QueueRepairTest {
    private final Rig rig = new Rig(policy(with(route("west", "*"), SimRoutes.NEVER)));
    private final QueueId first = rig.send("s@x", "a@west.example");
    private final QueueId second = rig.send("s@x", "b@west.example");
    private final Envelope one = rig.waiting(first).getFirst();
    private final Envelope two = rig.waiting(second).getFirst();

    private static byte[] order(Envelope e) {
        return Keys.order(e.destination(), e.priority(), e.id());
    }

    private MailQueue reopened() {
        return new MailQueue(rig.store);
    }

    @Test
    void goodQueueStaysAsItIs() {
        assertEquals(new QueueRepair.Findings(2, 0, Set.of(), Set.of()), QueueRepair.run(rig.store));
        assertEquals(2, reopened().domain(one.destination()).depth());
    }

    @Test
    void envelopeWithoutItsPlaceAndTimerGetsThemBack() {
        rig.store.stage(new Batch().delete(Family.ORDER, order(one)).delete(Family.TIMERS,
                Keys.timer(one.expires(), TimerKind.EXPIRY, one.id())));
        assertEquals(2, QueueRepair.run(rig.store).changes());
        assertEquals(List.of(first, second), List.of(reopened().walk(one.destination()).peek().orElseThrow().id()
                .message(), second));
        assertTrue(rig.store.get(Family.TIMERS, Keys.timer(one.expires(), TimerKind.EXPIRY, one.id())).isPresent());
    }

    @Test
    void placeWithoutAnEnvelopeGoesAndTheCountsAreRight() {
        rig.store.stage(new Batch().delete(Family.ENVELOPES, Keys.envelope(one.id())).add(Keys.depth(one.destination()),
                7));
        assertEquals(Set.of(one.id()), QueueRepair.run(rig.store).gone());
        MailQueue queue = reopened();
        assertEquals(1, queue.domain(one.destination()).depth());
        assertEquals(two.message().size(), queue.domain(one.destination()).bytes());
        assertEquals(two.id(), queue.walk(one.destination()).peek().orElseThrow().id());
    }

    @Test
    void domainThatIsOnlyCountedIsForgotten() {
        rig.store.stage(new Batch().add(Keys.depth(new Domain("gone.example")), 1));
        QueueRepair.run(rig.store);
        assertEquals(0, reopened().domain(new Domain("gone.example")).depth());
    }

    @Test
    void messageWithoutItsBytesIsNamed() {
        rig.store.stage(new Batch().delete(Family.BODIES, Keys.piece(second, 0)));
        assertEquals(Set.of(second), QueueRepair.run(rig.store).bodiless());
    }

    @Test
    void idsDoNotComeTwiceThoughTheirCountIsLost() {
        rig.store.stage(new Batch().delete(Family.META, Keys.IDS));
        QueueRepair.run(rig.store);
        assertTrue(reopened().newId().number() > second.number() + 100_000);
    }
}
