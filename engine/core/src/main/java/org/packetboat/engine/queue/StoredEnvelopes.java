package org.packetboat.engine.queue;

import java.nio.BufferUnderflowException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.UnreadableMail;
import org.packetboat.engine.queue.codec.EnvelopeCodec;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.UnreadableException;

/** Reads envelopes, of the queue and dead ones. One that is damaged on disk is noted, and counts as not there. */
final class StoredEnvelopes {
    private final Store store;
    private final UnreadableMail unreadable;

    /** @param unreadable told of what is damaged */
    StoredEnvelopes(Store store, UnreadableMail unreadable) {
        this.store = store;
        this.unreadable = unreadable;
    }

    Optional<Envelope> get(EnvelopeId id) {
        try {
            return store.get(Family.ENVELOPES, Keys.envelope(id)).map(EnvelopeCodec::decode);
        } catch (RuntimeException e) {
            unreadable.note(id.message(), "envelope " + id + " is damaged on disk: " + damage(e));
            return Optional.empty();
        }
    }

    /** All envelopes of a message that are in the queue; empty if one of them can't be read. */
    Optional<List<Envelope>> readable(QueueId id) {
        try {
            return Optional.of(of(id));
        } catch (RuntimeException e) {
            damage(e);
            return Optional.empty();
        }
    }

    /** What reading damaged bytes throws; anything else is a bug, or a trouble of the store, and goes on. */
    private static String damage(RuntimeException e) {
        return switch (e) {
            case UnreadableException _, IllegalArgumentException _, IllegalStateException _ -> e.getMessage();
            case IndexOutOfBoundsException _, BufferUnderflowException _, DateTimeException _ -> e.getMessage();
            default -> throw e;
        };
    }

    /** All envelopes of a message that are in the queue. */
    List<Envelope> of(QueueId id) {
        return read(Family.ENVELOPES, id, new QueueId(id.number() + 1), Integer.MAX_VALUE);
    }

    /** Notices that could not be delivered, oldest first. */
    List<Envelope> dead(int most) {
        return read(Family.DEAD, new QueueId(0), new QueueId(Long.MAX_VALUE), most);
    }

    Optional<Envelope> dead(QueueId id) {
        return read(Family.DEAD, id, new QueueId(id.number() + 1), 1).stream().findFirst();
    }

    private List<Envelope> read(Family family, QueueId from, QueueId to, int most) {
        List<Envelope> found = new ArrayList<>();
        try (Store.Cursor cursor = store.scan(family, Keys.message(from), Keys.message(to))) {
            while (found.size() < most && cursor.next())
                found.add(EnvelopeCodec.decode(cursor.value()));
        }
        return found;
    }
}
