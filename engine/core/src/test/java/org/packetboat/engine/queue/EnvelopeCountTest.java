package org.packetboat.engine.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.sim.SimStore;
import org.packetboat.engine.store.Family;

/** A body goes with the last of its envelopes, and not before. */
class EnvelopeCountTest {
    private final Rig rig = new Rig(SimRoutes.policy());

    @Test
    void bodyOfOneEnvelopeGoesWithIt() {
        QueueId id = rig.send("s@x", "a@a.example");
        remove(rig.waiting(id).getFirst());
        assertFalse(hasBody(id));
    }

    @Test
    void bodyStaysUntilTheLast() {
        QueueId id = rig.send("s@x", 200_000, "a@a.example", "a@b.example", "a@c.example");
        List<Envelope> envelopes = rig.waiting(id);
        remove(envelopes.get(1));
        remove(envelopes.get(2));
        assertTrue(hasBody(id));
        remove(envelopes.get(0));
        assertFalse(hasBody(id));
    }

    @Test
    void bodyOfTwoInOneBatchGoes() {
        QueueId id = rig.send("s@x", "a@a.example", "a@b.example");
        QueueBatch both = rig.queue.change();
        rig.waiting(id).forEach(both::remove);
        both.commit(_ -> {});
        assertFalse(hasBody(id));
        assertNoMarks();
    }

    @Test
    void bodyOutlivesAFailureOfTheOneBefore() {
        QueueId id = rig.send("s@x", "a@a.example", "a@b.example");
        List<Envelope> envelopes = rig.waiting(id);
        rig.store.defer();
        rig.store.failNext(1);
        remove(envelopes.get(0));
        remove(envelopes.get(1));
        rig.store.sync();
        assertEquals(List.of(envelopes.get(0)), rig.waiting(id));
        assertTrue(hasBody(id));
        remove(envelopes.get(0));
        rig.store.sync();
        assertFalse(hasBody(id));
        assertNoMarks();
    }

    @Test
    void bodyOutlivesThatFailureAndACrash() {
        QueueId id = rig.send("s@x", "a@a.example", "a@b.example");
        List<Envelope> envelopes = rig.waiting(id);
        rig.store.defer();
        rig.store.failNext(1);
        remove(envelopes.get(0));
        remove(envelopes.get(1));
        rig.store.sync();
        rig.crash();
        assertTrue(hasBody(id));
        remove(rig.waiting(id).getFirst());
        assertFalse(hasBody(id));
    }

    @Test
    void bodyGoesWhenTwoThatOverlapSucceed() {
        QueueId id = rig.send("s@x", "a@a.example", "a@b.example");
        rig.store.defer();
        rig.waiting(id).forEach(this::remove);
        rig.store.sync();
        rig.store.sync();
        assertFalse(hasBody(id));
        assertNoMarks();
    }

    @Test
    void bodyIsGoneAfterACrashAtAnyMomentOfThat() {
        for (int seed = 0; seed < 50; seed++) {
            SimStore store = new SimStore(seed);
            MailQueue queue = new MailQueue(store);
            QueueId id = OrderCursorTest.twoEnvelopes(queue);
            store.defer();
            queue.envelopes(id).forEach(e -> queue.change().remove(e).commit(_ -> {}));
            if (seed % 2 == 0) store.sync();
            store.crash();
            SimStore after = store.reopen();
            boolean left = !new MailQueue(after).envelopes(id).isEmpty();
            assertEquals(left, after.get(Family.BODIES, Keys.piece(id, 0)).isPresent());
        }
    }

    @Test
    void deadCountLikeTheLiving() {
        QueueId id = rig.send("", "a@a.example", "a@b.example");
        List<Envelope> envelopes = rig.waiting(id);
        rig.queue.change().bury(envelopes.get(0)).commit(_ -> {});
        remove(envelopes.get(1));
        assertTrue(hasBody(id));
        rig.queue.change().unbury(envelopes.get(0)).commit(_ -> {});
        assertFalse(hasBody(id));
    }

    private void remove(Envelope envelope) {
        rig.queue.change().remove(envelope).commit(_ -> {});
    }

    private boolean hasBody(QueueId id) {
        return rig.store.get(Family.BODIES, Keys.piece(id, 0)).isPresent();
    }

    private void assertNoMarks() {
        List<Optional<String>> marks = new ArrayList<>();
        rig.store.scan(Family.META, Keys.utf8("open"), Keys.utf8("opeo"))
                .forEach((_, _) -> marks.add(Optional.empty()));
        assertEquals(List.of(), marks);
    }
}
