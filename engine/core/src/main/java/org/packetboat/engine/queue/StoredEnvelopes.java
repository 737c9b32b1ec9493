package org.packetboat.engine.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.UnreadableMail;
import org.packetboat.engine.queue.codec.AgedTimes;
import org.packetboat.engine.queue.codec.EnvelopeCodec;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.UnreadableException;
import org.packetboat.engine.time.AgeClock;

/** Reads envelopes, of the queue and dead ones. One that is damaged on disk is noted, and counts as not there. */
final class StoredEnvelopes {
    private final Store store;
    private final UnreadableMail unreadable;
    private final AgeClock clock;

    /** @param unreadable told of what is damaged */
    StoredEnvelopes(Store store, AgeClock clock, UnreadableMail unreadable) {
        this.store = store;
        this.clock = clock;
        this.unreadable = unreadable;
    }

    Optional<Envelope> get(EnvelopeId id) {
        try {
            return store.get(Family.ENVELOPES, Keys.envelope(id)).map(this::decoded);
        } catch (RuntimeException e) {
            note(id, e);
            return Optional.empty();
        }
    }

    /** All envelopes of a message that are in the queue; empty if one of them can't be read. */
    Optional<List<Envelope>> readable(QueueId id) {
        List<Envelope> found = new ArrayList<>();
        boolean whole = read(Family.ENVELOPES, id, new QueueId(id.number() + 1), Integer.MAX_VALUE, found);
        return whole ? Optional.of(found) : Optional.empty();
    }

    private void note(EnvelopeId id, RuntimeException e) {
        String reason = "envelope " + id + " is damaged on disk: " + UnreadableMail.reason(e);
        unreadable.note(id.message(), UnreadableMail.Fault.damaged(id, reason));
    }

    /** All envelopes of a message that are in the queue and can be read. */
    List<Envelope> of(QueueId id) {
        return read(Family.ENVELOPES, id, new QueueId(id.number() + 1), Integer.MAX_VALUE);
    }

    /** Dead mail that can be read, oldest first. */
    List<Envelope> dead(int most) {
        return read(Family.DEAD, new QueueId(0), new QueueId(Long.MAX_VALUE), most);
    }

    Optional<Envelope> dead(QueueId id) {
        return read(Family.DEAD, id, new QueueId(id.number() + 1), 1).stream().findFirst();
    }

    private List<Envelope> read(Family family, QueueId from, QueueId to, int most) {
        List<Envelope> found = new ArrayList<>();
        read(family, from, to, most, found);
        return found;
    }

    /** Reads what can be read, up to a damaged block. @return whether that is all there is */
    private boolean read(Family family, QueueId from, QueueId to, int most, List<Envelope> found) {
        boolean whole = true;
        try (Store.Cursor cursor = store.scan(family, Keys.message(from), Keys.message(to))) {
            while (found.size() < most && cursor.next())
                whole &= decode(cursor.value()).map(found::add).orElse(false);
            return whole;
        } catch (UnreadableException e) {
            return false;
        }
    }

    /** With its times as the machine's clock goes today. */
    private Envelope decoded(byte[] bytes) {
        return AgedTimes.shown(EnvelopeCodec.decode(bytes), clock);
    }

    private Optional<Envelope> decode(byte[] bytes) {
        try {
            return Optional.of(decoded(bytes));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
