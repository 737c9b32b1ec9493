package org.packetboat.engine.queue.offer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.UnreadableMail;
import org.packetboat.engine.queue.codec.EnvelopeCodec;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.UnreadableException;

/**
 * The large mail that was offered and still waits: on disk, and all of it in memory, which follows the disk. A record
 * that can't be read is passed over, and its mail offered anew. Requests come in on other threads than those that
 * take mail out, so a record may come to the disk behind its envelope's end: it goes at once then, or with the next
 * start. Whoever has not got an offer yet need not once all has gone that it is about; that this is to be looked at is
 * on disk, too, from the batch on that takes the first of it out. For any thread.
 *
 * <pre>
 * META "offer" | 00 | message id 8 | index 4   {@link OfferedMail}
 * META "offer-end" | 00 | the offer's id 8     1: something has gone of what it is about
 * </pre>
 */
public final class OfferBook {
    private static final byte[] START = "offer\0".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = "offer\1".getBytes(StandardCharsets.UTF_8);
    private static final int ID = 12;
    private static final byte[] ENDED = "offer-end\0".getBytes(StandardCharsets.UTF_8);
    private static final byte[] ENDED_END = "offer-end\1".getBytes(StandardCharsets.UTF_8);
    private static final byte[] GONE = {1};

    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int SECRET = 26;

    private final ConcurrentNavigableMap<EnvelopeId, OfferedMail> offers = new ConcurrentSkipListMap<>();
    /** The same by what their offers have in common: whoever answers one need not look through a million. */
    private final ConcurrentMap<Named, Set<EnvelopeId>> bySecret = new ConcurrentHashMap<>();
    private final ConcurrentMap<Named, String> secrets = new ConcurrentHashMap<>();
    /** How much waits of what each offer is about. */
    private final ConcurrentMap<QueueId, Integer> about = new ConcurrentHashMap<>();
    private final Queue<QueueId> pointless = new ConcurrentLinkedQueue<>();
    /** Those of them that are being sent now. */
    private final Set<QueueId> putOff = ConcurrentHashMap.newKeySet();
    private volatile LongSupplier dice = () -> {
        throw new IllegalStateException("secrets of offers need random numbers: secretsOf() was not called");
    };

    private final Store store;

    /** A secret of a message's offers, or a site to which it was offered. */
    private record Named(QueueId message, String name) {}

    /** @param unreadable told of damage @param spent gets what is no longer needed */
    public OfferBook(Store store, UnreadableMail unreadable, Batch spent) {
        this.store = store;
        Set<QueueId> ended = new TreeSet<>();
        try (Store.Cursor cursor = store.scan(Family.META, START, END)) {
            while (cursor.next())
                read(cursor.key(), cursor.value(), unreadable, spent).ifPresent(ended::add);
        } catch (UnreadableException block) {
            unreadable.note("the offers of large mail", UnreadableMail.reason(block));
        }
        try (Store.Cursor cursor = store.scan(Family.META, ENDED, ENDED_END)) {
            while (cursor.next())
                if (cursor.key().length == ENDED.length + Long.BYTES)
                    ended.add(new QueueId(ByteBuffer.wrap(cursor.key()).getLong(ENDED.length)));
        } catch (UnreadableException block) {
            unreadable.note("the offers of large mail that has gone", UnreadableMail.reason(block));
        }
        ended.stream().filter(offer -> !about.containsKey(offer)).forEach(pointless::add);
    }

    /** @return the offer, if the mail has gone that it is about */
    private Optional<QueueId> read(byte[] key, byte[] value, UnreadableMail unreadable, Batch spent) {
        try {
            ByteBuffer in = ByteBuffer.wrap(key, START.length, ID);
            EnvelopeId id = new EnvelopeId(new QueueId(in.getLong()), in.getInt());
            Optional<byte[]> envelope = envelope(id);
            OfferedMail offer = OfferedMail.decode(id, envelope.flatMap(OfferBook::destination), value);
            if (envelope.isPresent()) {
                put(offer);
                return Optional.empty();
            }
            gone(spent, offer);
            return offer.offer();
        } catch (RuntimeException damaged) {
            unreadable.note("an offer of large mail", UnreadableMail.reason(damaged));
            return Optional.empty();
        }
    }

    private static byte[] ended(QueueId offer) {
        return ByteBuffer.allocate(ENDED.length + Long.BYTES).put(ENDED).putLong(offer.number()).array();
    }

    private static byte[] key(EnvelopeId id) {
        return ByteBuffer.allocate(START.length + ID).put(START).putLong(id.message().number()).putInt(id.index())
                .array();
    }

    /** Has secrets made of these numbers, which nobody may be able to guess. */
    public void secretsOf(LongSupplier numbers) {
        dice = numbers;
    }

    /** A secret of 130 bits, in letters and digits. */
    public String newSecret() {
        StringBuilder secret = new StringBuilder();
        long left = 0;
        for (int i = 0; i < SECRET; i++) {
            if (i % 12 == 0) left = dice.getAsLong();
            secret.append(DIGITS.charAt((int) (left & 31)));
            left >>>= 5;
        }
        return secret.toString();
    }

    public boolean isEmpty() {
        return offers.isEmpty();
    }

    /** The offer of an envelope; empty if none was made. */
    public Optional<OfferedMail> of(EnvelopeId id) {
        return offers.isEmpty() ? Optional.empty() : Optional.ofNullable(offers.get(id));
    }

    /** The offers of a message's envelopes that wait. */
    public List<OfferedMail> of(QueueId message) {
        return new ArrayList<>(offers.subMap(new EnvelopeId(message, 0), true,
                new EnvelopeId(message, Integer.MAX_VALUE), true).values());
    }

    /** Those of a message's envelopes that were offered with this secret, and wait. */
    public List<OfferedMail> of(QueueId message, String secret) {
        return bySecret.getOrDefault(new Named(message, secret), Set.of()).stream().sorted()
                .flatMap(id -> of(id).stream()).toList();
    }

    /** The secret with which a message was offered to a site, as long as some of that waits. */
    public Optional<String> secret(QueueId message, String site) {
        return Optional.ofNullable(secrets.get(new Named(message, site)));
    }

    /** Whether somebody has asked for an envelope. */
    public boolean isAskedFor(EnvelopeId id) {
        return of(id).filter(OfferedMail::asked).isPresent();
    }

    /** Whether an envelope was offered, and nobody has asked for it. */
    public boolean waitsForRequest(EnvelopeId id) {
        return of(id).filter(offer -> !offer.asked()).isPresent();
    }

    /** All that was offered and waits. */
    public Collection<OfferedMail> all() {
        return List.copyOf(offers.values());
    }

    /** Writes one down. Memory is to follow once that is durable: {@link #follow}. */
    public void put(Batch batch, OfferedMail offer) {
        batch.put(Family.META, key(offer.id()), offer.encode());
    }

    /** It is on disk. Its envelope may have gone meanwhile, in another batch: then it goes, too. */
    public void follow(OfferedMail offer) {
        put(offer);
        if (envelope(offer.id()).isEmpty()) forget(offer.id());
    }

    private void put(OfferedMail offer) {
        OfferedMail before = offers.put(offer.id(), offer);
        if (before == null) offer.offer().ifPresent(id -> about.merge(id, 1, Integer::sum));
        QueueId message = offer.id().message();
        secrets.put(new Named(message, offer.site()), offer.secret());
        bySecret.compute(new Named(message, offer.secret()), (_, ids) -> with(ids, offer.id()));
    }

    /** Most offers are of one envelope. */
    private static Set<EnvelopeId> with(Set<EnvelopeId> ids, EnvelopeId id) {
        if (ids == null) return Set.of(id);
        if (ids.contains(id)) return ids;
        Set<EnvelopeId> more = ids instanceof ConcurrentHashMap.KeySetView<?, ?> ? ids : ConcurrentHashMap.newKeySet();
        if (more != ids) more.addAll(ids);
        more.add(id);
        return more;
    }

    /** @return whether it was there */
    private boolean drop(EnvelopeId id) {
        OfferedMail offer = offers.remove(id);
        if (offer == null) return false;
        offer.offer().ifPresent(this::lessAbout);
        bySecret.computeIfPresent(new Named(id.message(), offer.secret()), (_, ids) -> {
            if (ids instanceof ConcurrentHashMap.KeySetView<?, ?> && ids.remove(id) && !ids.isEmpty()) return ids;
            secrets.remove(new Named(id.message(), offer.site()), offer.secret());
            return null;
        });
        return true;
    }

    private void lessAbout(QueueId offer) {
        if (about.computeIfPresent(offer, (_, count) -> count > 1 ? count - 1 : null) == null) pointless.add(offer);
    }

    /** Up to so many offers of which all mail has gone: whoever has not got them yet need not. */
    public List<QueueId> pointless(int most) {
        return pointless.stream().limit(most).toList();
    }

    /** One of them is being sent now: it is to be looked at again. */
    public void putOff(QueueId offer) {
        pointless.remove(offer);
        putOff.add(offer);
    }

    /** Looks at one that was put off. @return whether it had been */
    public boolean lookAgain(QueueId offer) {
        boolean was = putOff.remove(offer);
        if (was) pointless.add(offer);
        return was;
    }

    /** These were seen to. */
    public void forgetPointless(List<QueueId> seen) {
        if (seen.isEmpty()) return;
        seen.forEach(pointless::remove);
        Batch batch = new Batch();
        seen.forEach(offer -> batch.delete(Family.META, ended(offer)));
        store.commit(batch, _ -> {});
    }

    private Optional<byte[]> envelope(EnvelopeId id) {
        return store.get(Family.ENVELOPES, ByteBuffer.allocate(ID).putLong(id.message().number()).putInt(id.index())
                .array());
    }

    /** Damage is told of by whoever needs the envelope. */
    private static Optional<Domain> destination(byte[] envelope) {
        try {
            return Optional.of(EnvelopeCodec.decode(envelope).destination());
        } catch (RuntimeException damaged) {
            return Optional.empty();
        }
    }

    private void forget(EnvelopeId id) {
        of(id).ifPresent(offer -> {
            Batch batch = new Batch();
            gone(batch, offer);
            drop(id);
            store.commit(batch, _ -> {});
        });
    }

    private static void gone(Batch batch, OfferedMail offer) {
        batch.delete(Family.META, key(offer.id()));
        offer.offer().ifPresent(id -> batch.put(Family.META, ended(id), GONE));
    }

    /** An envelope goes: so does its offer, if there is one. @return what is to be done once that is durable */
    public Runnable takeOut(Batch batch, EnvelopeId id) {
        Optional<OfferedMail> offer = of(id);
        if (offer.isEmpty()) return () -> forget(id); // one may be under way to the disk
        gone(batch, offer.get());
        return () -> drop(id);
    }
}
