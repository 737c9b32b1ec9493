package org.packetboat.engine.queue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.UnreadableException;
import org.packetboat.engine.time.AgeClock;
import org.packetboat.engine.trace.KnownTexts;

/**
 * By what it is known that mail was accepted before: the submission keys that it was accepted under, and how far
 * sources were read.
 */
public final class AcceptedKeys {
    private final Store store;
    private final AgeClock clock;

    AcceptedKeys(Store store, AgeClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What was accepted under a key. */
    public KnownTexts get(String key) {
        return get(Keys.utf8(key));
    }

    private KnownTexts get(byte[] key) {
        return store.get(Family.KEYS, key).map(KnownTexts::decode).orElse(KnownTexts.NONE);
    }

    /** Remembers the keys of a message until a time, as part of a batch. @param keys with all they know */
    public void remember(QueueBatch batch, Map<String, KnownTexts> keys, QueueId id, Instant until) {
        int number = 0;
        for (Map.Entry<String, KnownTexts> known : keys.entrySet()) {
            byte[] name = Keys.utf8(known.getKey());
            batch.raw().put(Family.KEYS, name, known.getValue().encode());
            batch.raw().put(Family.TIMERS, Keys.timer(clock.toAge(until), TimerKind.KEY, new EnvelopeId(id, number++)),
                    name);
        }
    }

    /** Forgets what a message was accepted under. What came under the key later has a timer of its own. */
    void forget(QueueBatch batch, byte[] key, QueueId id) {
        KnownTexts left = readable(key).after(id);
        if (left.isEmpty()) batch.raw().delete(Family.KEYS, key);
        else batch.raw().put(Family.KEYS, key, left.encode());
    }

    private KnownTexts readable(byte[] key) {
        try {
            return get(key);
        } catch (UnreadableException damaged) {
            return KnownTexts.NONE;
        }
    }

    /** The offset at which a source is to be read on; empty if it never was. */
    public OptionalLong position(String source) {
        return store.get(Family.META, Keys.source(source)).map(b -> OptionalLong.of(ByteBuffer.wrap(b).getLong()))
                .orElse(OptionalLong.empty());
    }

    /** Moves the position of a source, as part of a batch. */
    public void advance(QueueBatch batch, String source, long next) {
        batch.raw().put(Family.META, Keys.source(source), Keys.number(next));
    }
}
