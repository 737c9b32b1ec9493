package org.packetboat.engine.queue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.codec.EnvelopeCodec;
import org.packetboat.engine.queue.settled.SettledRepair;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/**
 * Makes a queue whole again after commits were lost from its disk, or tables were damaged: each commit touched several
 * families, and only some of that may be gone. Every envelope gets its place and its expiry timer, a place without an
 * envelope is taken away, the counts of each domain are made anew, and no id comes twice. Reads the whole queue, so it
 * takes a minute for some millions of envelopes. To be run before the queue is opened.
 */
public final class QueueRepair {
    private static final int AT_ONCE = 1000;
    /** Ids that may have been given to mail that is lost. */
    private static final long IDS_LEFT_OUT = 1 << 20;

    private final Store store;
    private final Map<Domain, long[]> counts = new HashMap<>();
    private final Set<QueueId> bodiless = new HashSet<>();
    private final Set<EnvelopeId> gone = new HashSet<>();
    private Batch batch = new Batch();
    private long highest;
    private long envelopes;
    private long changes;

    private QueueRepair(Store store) {
        this.store = store;
    }

    /**
     * What was found.
     *
     * @param envelopes how many wait
     * @param changes   how many entries were put right
     * @param bodiless  messages whose bytes are not all there
     * @param gone      envelopes that had a place and are not there: lost, if not delivered in the last moment
     */
    public record Findings(long envelopes, long changes, Set<QueueId> bodiless, Set<EnvelopeId> gone) {}

    /** @throws org.packetboat.engine.store.StoreException if the disk does not take it */
    public static Findings run(Store store) {
        QueueRepair repair = new QueueRepair(store);
        EarlierSpelling.mend(store);
        repair.envelopes();
        repair.places();
        repair.notes();
        SettledRepair.run(store, repair.settled());
        repair.counts();
        repair.ids();
        repair.write();
        return new Findings(repair.envelopes, repair.changes, repair.bodiless, repair.gone);
    }

    private void envelopes() {
        store.scan(Family.ENVELOPES, Keys.message(new QueueId(0)), Keys.message(new QueueId(Long.MAX_VALUE)))
                .forEach((key, value) -> envelope(Keys.envelopeId(key, 0), value));
    }

    private void envelope(EnvelopeId id, byte[] value) {
        highest = Math.max(highest, id.message().number());
        Envelope envelope;
        try {
            envelope = EnvelopeCodec.decode(value);
        } catch (RuntimeException e) {
            return; // it can't be read; whoever comes to it sets it aside
        }
        envelopes++;
        long[] count = counts.computeIfAbsent(envelope.destination(), _ -> new long[2]);
        count[0]++;
        count[1] += envelope.message().size();
        wanted(Family.ORDER, Keys.order(envelope.destination(), envelope.priority(), id), OrderEntry.encode(envelope));
        byte[] timer = Keys.timer(envelope.expires(), TimerKind.EXPIRY, id);
        wanted(Family.TIMERS, timer, Keys.nothing());
        if (!hasBytes(id.message(), envelope.message().size())) bodiless.add(id.message());
    }

    private boolean hasBytes(QueueId id, long size) {
        for (int piece = 0; piece == 0 || (long) piece * MessageBytes.PIECE < size; piece++)
            if (store.get(Family.BODIES, Keys.piece(id, piece)).isEmpty()) return false;
        return true;
    }

    private void wanted(Family family, byte[] key, byte[] value) {
        if (store.get(family, key).isPresent()) return;
        batch.put(family, key, value);
        changed();
    }

    private void places() {
        store.scan(Family.ORDER, Keys.nothing(), Keys.END).forEach((key, _) -> {
            if (store.get(Family.ENVELOPES, Keys.envelope(Keys.orderId(key))).isPresent()) return;
            gone.add(Keys.orderId(key));
            batch.delete(Family.ORDER, key);
            changed();
        });
    }

    /** What is to be told to senders later has a timer, too. */
    private void notes() {
        store.scan(Family.META, Keys.NOTE, Keys.NOTE_END).forEach((key, value) -> {
            Instant due = value.length < Long.BYTES
                    ? Instant.EPOCH
                    : Instant.ofEpochMilli(ByteBuffer.wrap(value).getLong());
            EnvelopeId about = new EnvelopeId(Keys.noteAbout(key), 0);
            wanted(Family.TIMERS, Keys.timer(due, TimerKind.NOTE, about), Keys.nothing());
        });
    }

    private SettledRepair.Repair settled() {
        return new SettledRepair.Repair() {
            @Override
            public void wanted(byte[] key, byte[] value) {
                QueueRepair.this.wanted(Family.META, key, value);
            }

            @Override
            public void unwanted(byte[] key) {
                batch.delete(Family.META, key);
                changed();
            }

            @Override
            public void count(byte[] key, long wanted) {
                QueueRepair.this.count(key, wanted);
            }
        };
    }

    private void counts() {
        store.scan(Family.COUNTERS, Keys.utf8("D"), Keys.utf8("E"))
                .forEach((key, _) -> counts.computeIfAbsent(Keys.depthOf(key), _ -> new long[2]));
        counts.forEach((domain, count) -> {
            count(Keys.depth(domain), count[0]);
            count(Keys.bytes(domain), count[1]);
        });
    }

    private void count(byte[] key, long wanted) {
        long found = store.count(key);
        if (found == wanted) return;
        batch.add(key, wanted - found);
        changed();
    }

    private void ids() {
        long next = store.get(Family.META, Keys.IDS).map(b -> ByteBuffer.wrap(b).getLong()).orElse(0L);
        batch.put(Family.META, Keys.IDS, Keys.number(Math.max(next, highest) + IDS_LEFT_OUT));
        long event = store.get(Family.META, Keys.EVENTS).map(b -> ByteBuffer.wrap(b).getLong()).orElse(0L);
        batch.put(Family.META, Keys.EVENTS, Keys.number(event + IDS_LEFT_OUT));
    }

    private void changed() {
        if (++changes % AT_ONCE == 0) write();
    }

    private void write() {
        if (batch.isEmpty()) return;
        store.stage(batch);
        batch = new Batch();
    }
}
