package org.packetboat.engine.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.sim.SimStore;
import org.packetboat.engine.queue.codec.EventCodec;
import org.packetboat.engine.status.EventReader;
import org.packetboat.engine.status.NumberedEvent;
import org.packetboat.engine.status.ReaderStanding;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.tariff.Money;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;

/** Events become durable with what they tell of, and each reader has every one of them at least once. */
class EventJournalTest {
    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00.123Z");
    private static final byte[] BEYOND = {-1, -1, -1, -1, -1, -1, -1, -1, -1};

    private SimStore store = new SimStore(7);
    private MailQueue queue = new MailQueue(store);

    private void crash() {
        store.crash();
        store = store.reopen();
        queue = new MailQueue(store);
    }

    private static StatusEvent event(int number) {
        return new StatusEvent.Trouble(NOW, "event " + number);
    }

    private void tell(int from, int to) {
        for (int i = from; i < to; i++)
            queue.tell(event(i));
    }

    private static List<StatusEvent> all(EventReader reader) {
        List<StatusEvent> events = new ArrayList<>();
        for (var page = reader.read(3); !page.isEmpty(); page = reader.read(3))
            page.forEach(e -> events.add(e.event()));
        return events;
    }

    private static List<StatusEvent> events(int from, int to) {
        List<StatusEvent> events = new ArrayList<>();
        for (int i = from; i < to; i++)
            events.add(event(i));
        return events;
    }

    private int stored() {
        int[] count = {0};
        store.scan(Family.EVENTS, new byte[0], BEYOND).forEach((_, _) -> count[0]++);
        return count[0];
    }

    @Test
    void withoutAReaderNothingIsWritten() {
        List<StatusEvent> heard = new ArrayList<>();
        queue.onEvent(heard::add);
        tell(0, 3);
        queue.change().tell(event(3)).commit(_ -> {});
        assertEquals(0, stored());
        assertEquals(events(0, 4), heard);
    }

    @Test
    void aReaderGoesOnWhereItCommittedAfterACrash() {
        EventReader reader = queue.events().reader("r", () -> {});
        tell(0, 5);
        List<NumberedEvent> first = reader.read(2);
        reader.commit(first.getLast().number());
        reader.read(2);
        tell(5, 6);
        crash();
        tell(6, 8);
        assertEquals(events(2, 8), all(queue.events().reader("r", () -> {})));
    }

    @Test
    void anUncommittedReaderHoldsItsEventsThoughItIsNotOpen() {
        queue.events().reader("r", () -> {}).close();
        tell(0, 2);
        crash();
        tell(2, 4);
        assertEquals(List.of(new ReaderStanding("r", 1, 4, Optional.of(NOW), false)), queue.events().readers());
        assertEquals(events(0, 4), all(queue.events().reader("r", () -> {})));
    }

    @Test
    void numbersNeverComeTwice() {
        EventReader reader = queue.events().reader("r", () -> {});
        tell(0, 2);
        long last = reader.read(9).getLast().number();
        crash();
        tell(2, 3);
        assertTrue(queue.events().reader("r", () -> {}).read(9).getLast().number() > last);
    }

    @Test
    void aReaderDoesNotStepOverANumberThatIsStillOnItsWay() {
        EventReader reader = queue.events().reader("r", () -> {});
        Batch overtaken = new Batch();
        Runnable answered = queue.journal().add(overtaken, events(0, 1));
        tell(1, 2);
        assertEquals(List.of(), reader.read(9));
        store.commit(overtaken, _ -> answered.run());
        assertEquals(events(0, 2), all(reader));
    }

    @Test
    void whatTheDiskDidNotTakeIsNotTold() {
        EventReader reader = queue.events().reader("r", () -> {});
        List<StatusEvent> heard = new ArrayList<>();
        queue.onEvent(heard::add);
        store.failNext(1);
        queue.change().tell(event(0)).commit(_ -> {});
        tell(1, 2);
        assertEquals(events(1, 2), all(reader));
        assertEquals(events(1, 2), heard);
    }

    @Test
    void wakesAReaderOnceThereAreEvents() {
        List<String> woken = new ArrayList<>();
        EventReader reader = queue.events().reader("r", () -> woken.add("!"));
        tell(0, 1);
        assertEquals(1, woken.size());
        reader.close();
        tell(1, 2);
        assertEquals(1, woken.size());
    }

    @Test
    void whatEveryReaderHasIsDeleted() {
        EventReader fast = queue.events().reader("fast", () -> {});
        EventReader slow = queue.events().reader("slow", () -> {});
        tell(0, 10_001);
        fast.commit(fast.read(20_000).getLast().number());
        assertEquals(10_001, stored());
        slow.commit(slow.read(20_000).get(9_999).number());
        assertEquals(1, stored());
    }

    @Test
    void aForgottenReaderHoldsNothingBack() {
        queue.events().reader("r", () -> {}).close();
        tell(0, 5);
        queue.events().forget("r");
        tell(5, 6);
        assertEquals(0, stored());
        store.sync();
        crash();
        assertEquals(List.of(), queue.events().readers());
    }

    @Test
    void aReaderThatIsOpenIsNotForgotten() {
        EventReader reader = queue.events().reader("r", () -> {});
        tell(0, 2);
        assertThrows(IllegalStateException.class, () -> queue.events().forget("r"));
        assertEquals(events(0, 2), all(reader));
    }

    @Test
    void howFarEachReaderIsBehindIsKnown() {
        EventReader done = queue.events().reader("done", () -> {});
        EventReader half = queue.events().reader("half", () -> {});
        for (int i = 0; i < 4; i++)
            queue.tell(new StatusEvent.Trouble(NOW.plusSeconds(i), "event"));
        done.commit(done.read(9).getLast().number());
        half.commit(half.read(2).getLast().number());
        half.close();
        assertEquals(List.of(new ReaderStanding("done", 5, 0, Optional.empty(), true),
                new ReaderStanding("half", 3, 2, Optional.of(NOW.plusSeconds(2)), false)), queue.events().readers());
    }

    @Test
    void aReaderAwayForTooLongLearnsHowManyEventsItMissed() {
        queue = new MailQueue(store, 100);
        queue.events().reader("r", () -> {}).close();
        tell(0, 10_102);
        tell(10_102, 10_110);
        List<NumberedEvent> page = queue.events().reader("r", () -> {}).read(5);
        StatusEvent.EventsLost lost = (StatusEvent.EventsLost) page.getFirst().event();
        assertEquals("r", lost.reader());
        assertEquals(event((int) lost.count()), page.get(1).event());
        assertEquals(page.get(1).number() - 1, page.getFirst().number());
        assertTrue(stored() < 1000);
    }

    @Test
    void whatEarlierVersionsWroteOfAnAcceptedMailIsRead() {
        Message message = new Message(new QueueId(47), NOW, Optional.empty(), 5, true, false, ReturnContent.FULL,
                Optional.empty(), Optional.empty(), "smtp:127.0.0.1");
        StatusEvent event = new StatusEvent.Accepted(NOW, message, List.of(new Domain("ny.example.com")), 4);
        byte[] now = EventCodec.encode(event);
        byte[] earlier = Arrays.copyOf(now, now.length - 6); // no Message-ID, no subject, a list of none
        earlier[0] = 0;
        assertEquals(event, EventCodec.decode(earlier));
    }

    @Test
    void everyKindOfEventIsReadAsItWasTold() {
        EventReader reader = queue.events().reader("r", () -> {});
        EnvelopeId id = new EnvelopeId(new QueueId(47), 3);
        Optional<String> batch = Optional.of("monday");
        Address anna = Address.parse("anna@ny.example.com");
        Reply reply = new Reply(250, "2.0.0", "Ok");
        Message message = new Message(id.message(), NOW, Optional.of(anna), 5, true, false, ReturnContent.HDRS,
                Optional.of("env"), batch, "smtp:127.0.0.1");
        List<StatusEvent> told = List.of(
                new StatusEvent.Accepted(NOW, message, List.of(new Domain("ny.example.com"), new Domain("b.example")),
                        4, new StatusEvent.Heading(Optional.of("<1@x.example>"), Optional.of("Prices"), List.of(anna))),
                new StatusEvent.Repeated(NOW, id.message(), batch, "2F.0.17@x", "smtp:127.0.0.1", List.of(anna)),
                new StatusEvent.NameReused(NOW, id.message(), batch, "2F.0.17@x", "uucp:ny", new QueueId(46)),
                new StatusEvent.Sending(NOW, id, batch, "ny", 2, 99),
                new StatusEvent.Progress(NOW, id, Optional.empty(), "ny", 5, 99),
                new StatusEvent.Delivered(NOW, id, batch, "ny", anna, reply, Duration.ofMillis(1234)),
                new StatusEvent.Relayed(NOW, id, batch, "ny", anna, reply, Duration.ofMillis(1234), true),
                new StatusEvent.Deferred(NOW, id, batch, "ny", anna, reply, NOW.plusSeconds(60)),
                new StatusEvent.Refused(NOW, id, batch, "ny", anna, reply),
                new StatusEvent.Expired(NOW, id, batch, anna, Optional.of(reply)),
                new StatusEvent.Expired(NOW, id, batch, anna, Optional.empty()),
                new StatusEvent.Deleted(NOW, id, batch, List.of(anna)),
                new StatusEvent.Handled(NOW, id, batch, "held"),
                new StatusEvent.NoticeSent(NOW, id.message(), batch, new QueueId(48), anna, "failed"),
                new StatusEvent.Died(NOW, id, batch, "why"), new StatusEvent.Overdue(NOW, id, batch, NOW),
                new StatusEvent.SessionOpened(NOW, "ny", "ip"),
                new StatusEvent.SessionEnded(NOW, "ny", "ip", Duration.ofSeconds(3), 2, 1000, "finished"),
                new StatusEvent.SessionEnded(NOW, "ny", "ip", Duration.ofSeconds(3), 2, 1000, "finished",
                        new SessionFigures(new SessionFigures.Place("line1", "555", true, 240), 1, 2, 3, 4, 5, 6,
                                "brotli")),
                new StatusEvent.SessionEnded(NOW, "ny", "ip", Duration.ofSeconds(3), 2, 1000, "finished",
                        SessionFigures.NONE, Optional.of(new Money("EUR", 1_234_567))),
                new StatusEvent.WindowOpened(NOW, "ny", NOW), new StatusEvent.WindowClosed(NOW, "ny"),
                new StatusEvent.WindowMissed(NOW, "ny", 17, Optional.of(reply)), new StatusEvent.Trouble(NOW, "ouch"),
                new StatusEvent.BatchMissed(NOW, "monday", "ny", 17, Optional.of(reply)),
                new StatusEvent.BatchStage(NOW, "monday", id.message(), 2, 3, "begins"),
                new StatusEvent.Withdrawn(NOW, id, batch, List.of(anna), "why", Optional.of(new QueueId(49))),
                new StatusEvent.EventsLost(NOW, "r", 9));
        told.forEach(queue::tell);
        assertEquals(told, all(reader));
        assertEquals(StatusEvent.class.getPermittedSubclasses().length - 1
                + StatusEvent.OfMessage.class.getPermittedSubclasses().length - 1
                + StatusEvent.OfEnvelope.class.getPermittedSubclasses().length,
                told.stream().map(Object::getClass).distinct().count(), "a kind of event is missing here");
    }
}
