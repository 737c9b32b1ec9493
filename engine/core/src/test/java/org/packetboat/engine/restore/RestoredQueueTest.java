package org.packetboat.engine.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.sim.SimStore;

/** What waited when the backup was made. */
class RestoredQueueTest {
    private static final Instant NOW = Instant.parse("2026-11-30T03:00:00Z");
    private static final int MANY = 1234;

    private final SimStore store = new SimStore(1);
    private final MailQueue queue = new MailQueue(store);

    private EnvelopeId add(MailQueue to, String recipient) {
        QueueId id = to.newId();
        Message message = new Message(id, NOW, Optional.empty(), 1, false, false, ReturnContent.HDRS, Optional.empty(),
                Optional.empty(), "test");
        Envelope envelope = Envelope.arrived(new EnvelopeId(id, 0), message, List.of(Recipient.of(recipient)),
                Envelope.DeliveryOptions.none(NOW), NOW.plusSeconds(1000));
        to.change().bytes(id, new byte[1]).add(envelope).commit(_ -> {});
        return envelope.id();
    }

    @Test
    void allThatWaitedIsHeldAndWhatComesLaterIsNot() {
        EnvelopeId first = add(queue, "a@one.example");
        for (int i = 1; i < MANY; i++)
            add(queue, "a" + i + "@" + (i % 3 == 0 ? "one" : "two") + ".example");
        assertEquals(MANY, RestoredQueue.hold(queue, failure -> assertTrue(failure.isEmpty())));
        MailQueue next = new MailQueue(store);
        assertTrue(next.envelope(first).orElseThrow().held());
        assertEquals(MANY, next.domain(new Domain("one.example")).depth()
                + next.domain(new Domain("two.example")).depth());
        EnvelopeId later = add(next, "b@one.example");
        assertEquals(false, next.envelope(later).orElseThrow().held());
        assertEquals(1, RestoredQueue.hold(next, _ -> {}), "what is held already is left alone");
    }
}
