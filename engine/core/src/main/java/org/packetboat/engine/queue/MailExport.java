package org.packetboat.engine.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.UnreadableMail;
import org.packetboat.engine.queue.codec.EnvelopeCodec;
import org.packetboat.engine.store.CursorEntries;
import org.packetboat.engine.store.DamagedScan;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.UnreadableException;
import org.packetboat.engine.time.AgeClock;

/**
 * All mail in a store, the dead included, as far as it can be read: for saving it from a damaged disk. Only reads, and
 * needs neither the order of the queues nor the counts. All envelopes are held in memory at once, about 1 KB each.
 */
public final class MailExport {
    private final Store store;
    private final Map<QueueId, List<Envelope>> waiting = new TreeMap<>();
    private final Map<QueueId, List<Envelope>> dead = new TreeMap<>();
    private long unreadable;

    private MailExport(Store store) {
        this.store = store;
    }

    /**
     * One message.
     *
     * @param waiting its envelopes in the queue
     * @param dead    those that were set aside
     * @param body    reading it may fail with {@link org.packetboat.engine.store.UnreadableException}
     */
    public record Mail(QueueId id, List<Envelope> waiting, List<Envelope> dead, Body body) {}

    /**
     * Visits each message that has an envelope which can be read.
     *
     * @return how many envelopes, or gaps with any number of them, could not be read
     */
    public static long visit(Store store, Consumer<Mail> visitor) {
        MailExport export = new MailExport(store);
        export.read(Family.ENVELOPES, export.waiting);
        export.read(Family.DEAD, export.dead);
        export.dead.keySet().forEach(id -> export.waiting.computeIfAbsent(id, _ -> new ArrayList<>()));
        export.waiting.forEach((id, envelopes) -> visitor.accept(export.mail(id, envelopes)));
        return export.unreadable;
    }

    /**
     * Visits what senders were still to be told of: {@link SenderNotes.Note}, with times in age time.
     *
     * @return how many gaps with any number of them could not be read
     */
    public static long visitNotes(Store store, Consumer<SenderNotes.Note> visitor) {
        AgeClock unstarted = new AgeClock();
        try (Store.Cursor cursor = store.scan(Family.META, Keys.NOTE, Keys.NOTE_END)) {
            while (cursor.next())
                visitor.accept(SenderNotes.Note.decode(cursor.key(), cursor.value(), unstarted));
            return 0;
        } catch (UnreadableException damaged) {
            return 1;
        }
    }

    private Mail mail(QueueId id, List<Envelope> envelopes) {
        List<Envelope> setAside = dead.getOrDefault(id, List.of());
        Envelope any = envelopes.isEmpty() ? setAside.getFirst() : envelopes.getFirst();
        return new Mail(id, envelopes, setAside,
                new MessageBytes(store, new UnreadableMail()).of(id, any.message().size()));
    }

    private void read(Family family, Map<QueueId, List<Envelope>> into) {
        try (Walk walk = new Walk(family)) {
            unreadable += DamagedScan.visit(walk, (key, value) -> take(value, into));
        }
    }

    private void take(byte[] value, Map<QueueId, List<Envelope>> into) {
        try {
            Envelope envelope = EnvelopeCodec.decode(value);
            into.computeIfAbsent(envelope.id().message(), _ -> new ArrayList<>()).add(envelope);
        } catch (RuntimeException e) {
            unreadable++;
        }
    }

    /** The entries of a family. */
    private final class Walk extends CursorEntries {
        private final Family family;

        Walk(Family family) {
            this.family = family;
        }

        @Override
        protected Store.Cursor from(byte[] key) {
            return store.scan(family, key, Keys.message(new QueueId(Long.MAX_VALUE)));
        }
    }
}
