package org.packetboat.engine.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Life;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.sim.SimStore;
import org.packetboat.engine.store.Family;

class OrderCursorTest {
    private static final Domain DOMAIN = new Domain("a.example");
    private final SimStore store = new SimStore(1);
    private final MailQueue queue = new MailQueue(store);
    private final OrderCursor cursor = queue.walk(DOMAIN);

    @Test
    void goesByPriorityThenByArrival() {
        add(3, 0);
        add(1, 0);
        add(2, 5);
        add(4, -9);
        assertEquals(List.of(2L, 1L, 3L, 4L), rest());
    }

    @Test
    void walksManyPages() {
        for (int i = 1; i <= 1000; i++)
            add(i, 0);
        assertEquals(1000, rest().size());
    }

    @Test
    void findsTheFirstOfEachPriorityBehindShortRowsAndLongOnes() {
        for (int i = 1; i <= 30; i++)
            add(i, 4);
        add(40, 2);
        add(41, 2);
        add(50, -9);
        add("a.example.b", 60);
        assertEquals(List.of(1L, 40L, 50L), firsts());
    }

    @Test
    void damageAmongTheFirstOnesIsNoted() {
        add(1, 4);
        add(2, 0);
        store.garble(Family.ORDER, key -> key[key.length - 5] == 2);
        assertEquals(List.of(1L), firsts(), "what comes before it");
        assertTrue(queue.unreadable().takeOrder());
    }

    private List<Long> firsts() {
        return queue.walk(DOMAIN).firstOfEachPriority().stream().map(id -> id.message().number()).toList();
    }

    @Test
    void seesNothingOfItsNeighbours() {
        add("a.exampl", 1);
        add("a.example.b", 2);
        add("a.examplea", 3);
        assertEquals(List.of(), rest());
    }

    /** There may be two hundred thousand of them. */
    @Test
    void aShortQueueIsLookedAtOnce() {
        add(1, 0);
        add(2, 0);
        List<Family> reads = new ArrayList<>();
        store.beforeReads((family, _) -> reads.add(family));
        assertEquals(List.of(1L, 2L), rest());
        assertEquals(List.of(Family.ORDER), reads);
    }

    @Test
    void goesBackToWhatCameInBehindIt() {
        add(5, 0);
        add(6, 0);
        assertEquals(List.of(5L, 6L), rest());
        add(7, 0);
        cursor.backTo(place(7, 0));
        assertEquals(List.of(7L), rest());
    }

    @Test
    void seesALateCommitOfALowerIdInsideItsPage() {
        add(1, 0);
        add(9, 0);
        assertEquals(1, step());
        add(5, 0);
        cursor.backTo(place(5, 0));
        assertEquals(List.of(5L, 9L), rest());
    }

    @Test
    void arrivalBeforeTheFirstLookHidesNothing() {
        add(1, 0);
        add(2, 0);
        cursor.backTo(place(2, 0));
        assertEquals(List.of(1L, 2L), rest());
    }

    @Test
    void arrivalAfterAPeekHidesNothing() {
        add(1, 0);
        add(2, 0);
        cursor.peek();
        add(3, 0);
        cursor.backTo(place(3, 0));
        assertEquals(List.of(1L, 2L, 3L), rest());
    }

    @Test
    void secondArrivalDoesNotUndoTheFirst() {
        for (int i = 1; i <= 9; i++)
            add(i, 0);
        rest();
        cursor.backTo(place(3, 0));
        cursor.backTo(place(7, 0));
        assertEquals(List.of(3L, 4L, 5L, 6L, 7L, 8L, 9L), rest());
    }

    @Test
    void urgentArrivalIsNext() {
        add(1, 0);
        add(2, 0);
        assertEquals(1, step());
        add(3, 9);
        cursor.backTo(place(3, 9));
        assertEquals(3, step());
    }

    @Test
    void changedEntryIsReadAnew() {
        add(1, 0);
        add(2, 0);
        assertEquals(1, step());
        Envelope held = queue.envelope(id(2)).orElseThrow().held(true);
        queue.change().replace(held).commit(_ -> {});
        cursor.backTo(place(2, 0));
        assertEquals(OrderEntry.Waiting.HELD, cursor.peek().orElseThrow().waiting());
    }

    @Test
    void arrivalBeyondThePageKeepsThePage() {
        for (int i = 1; i <= 400; i++)
            add(i, 0);
        assertEquals(1, step());
        queue.change().remove(queue.envelope(id(2)).orElseThrow()).commit(_ -> {});
        cursor.backTo(place(401, 0));
        assertEquals(2, step());
    }

    private long step() {
        long number = cursor.peek().orElseThrow().id().message().number();
        cursor.skip();
        return number;
    }

    private List<Long> rest() {
        List<Long> rest = new ArrayList<>();
        while (cursor.peek().isPresent())
            rest.add(step());
        return rest;
    }

    private void add(long number, int priority) {
        queue.change().add(envelope("a.example", number, priority)).commit(_ -> {});
    }

    private void add(String domain, long number) {
        queue.change().add(envelope(domain, number, 0)).commit(_ -> {});
    }

    private static EnvelopeId id(long number) {
        return new EnvelopeId(new QueueId(number), 0);
    }

    private static Position place(long number, int priority) {
        return new Position(new Priority(priority), id(number));
    }

    private static Envelope envelope(String domain, long number, int priority) {
        return envelope(domain, id(number), priority, true);
    }

    /** Puts a message with a body and two envelopes into a queue. */
    static QueueId twoEnvelopes(MailQueue queue) {
        QueueId id = queue.newId();
        queue.change().bytes(id, new byte[1]).add(envelope("a.example", new EnvelopeId(id, 0), 0, false))
                .add(envelope("b.example", new EnvelopeId(id, 1), 0, false)).commit(_ -> {});
        return id;
    }

    private static Envelope envelope(String domain, EnvelopeId id, int priority, boolean alone) {
        Instant now = Instant.EPOCH;
        Message message = new Message(id.message(), now, Optional.empty(), 1, true, false, ReturnContent.FULL,
                Optional.empty(), Optional.empty(), "test");
        return new Envelope(id, message, new Domain(domain), List.of(Recipient.of("x@" + domain)),
                new Envelope.DeliveryOptions(new Priority(priority), now, Optional.empty()),
                Life.since(message.arrived()),
                now.plusSeconds(1), Envelope.Retry.first(now), false, alone);
    }
}
