package org.packetboat.engine.queue.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.UnreadableMail;
import org.packetboat.engine.queue.codec.FieldReader;
import org.packetboat.engine.queue.codec.FieldWriter;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.UnreadableException;

/**
 * The messages of big sends that are steered: on disk, and all of them in memory, which follows the disk. A message
 * whose record can't be read is noted, and nothing of it leaves, until its record is made anew ({@link #damaged}) and
 * an operator has it go on. For any thread.
 */
public final class StagedSends {
    private final Map<QueueId, StagedSend> sends = new ConcurrentHashMap<>();
    private final Set<QueueId> damaged = ConcurrentHashMap.newKeySet();
    private final UnreadableMail unreadable;
    private final Store store;

    StagedSends(Store store, UnreadableMail unreadable) {
        this.unreadable = unreadable;
        this.store = store;
        try (Store.Cursor cursor = store.scan(Family.META, LedgerKeys.STAGES, LedgerKeys.STAGES_END)) {
            while (cursor.next())
                read(LedgerKeys.staged(cursor.key()), cursor.value());
        } catch (UnreadableException block) {
            readEach(store);
        }
    }

    private void read(QueueId message, byte[] value) {
        try {
            follow(StagedSendCodec.decode(value));
        } catch (RuntimeException e) {
            note(message, e);
        }
    }

    /** A damaged block hides what stands behind it: each message that the ledger knows is asked for by itself. */
    private void readEach(Store store) {
        Set<QueueId> known = new HashSet<>();
        try (Store.Cursor lines = store.scan(Family.LEDGER, LedgerKeys.START, LedgerKeys.END)) {
            while (lines.next())
                known.add(LedgerKeys.id(lines.key()).message());
        } catch (UnreadableException lines) {
            unreadable.note("the ledger of big sends", UnreadableMail.reason(lines));
        }
        known.forEach(message -> {
            try {
                store.get(Family.META, LedgerKeys.stages(message)).ifPresent(value -> read(message, value));
            } catch (UnreadableException e) {
                note(message, e);
            }
        });
    }

    private void note(QueueId message, RuntimeException e) {
        damaged.add(message);
        unreadable.note("what steers the stages of " + message, UnreadableMail.reason(e));
    }

    /** Messages whose record can't be read: it is to be made anew, or removed. */
    public Set<QueueId> damaged() {
        return damaged;
    }

    /** What steers a message; empty if nothing does. */
    public Optional<StagedSend> of(QueueId message) {
        return Optional.ofNullable(sends.get(message));
    }

    /** All of them. */
    public Collection<StagedSend> all() {
        return List.copyOf(sends.values());
    }

    /** Those of a big send, the oldest first. */
    public List<StagedSend> named(String name) {
        return sends.values().stream().filter(s -> s.plan().name().equals(name))
                .sorted((a, b) -> Long.compare(a.plan().message().number(), b.plan().message().number())).toList();
    }

    /** Whether a big send is paused, stopped or aborted that this envelope belongs to. */
    public boolean isStopped(EnvelopeId id) {
        return !sends.isEmpty() && of(id.message()).filter(StagedSend::isStopped).isPresent()
                || damaged.contains(id.message());
    }

    /** Writes one. Memory is to follow once that is durable: {@link #follow}. */
    public void put(Batch batch, StagedSend send) {
        batch.put(Family.META, LedgerKeys.stages(send.plan().message()), StagedSendCodec.encode(send));
        if (!send.isToReplace()) batch.delete(Family.META, LedgerKeys.replaces(send.plan().message()));
    }

    /**
     * Writes down to whom a message goes that takes the place of others: as long as it does so, though it has reached
     * some of them and no envelope names them any more.
     */
    public void putAddressed(Batch batch, QueueId message, List<Address> addressed) {
        FieldWriter out = new FieldWriter().i32(addressed.size());
        addressed.forEach(address -> out.text(address.toString()));
        batch.put(Family.META, LedgerKeys.replaces(message), out.toBytes());
    }

    /** To whom such a message goes; none if that was written down by no version so far, or can't be read. */
    public List<Address> addressed(QueueId message) {
        try {
            return store.get(Family.META, LedgerKeys.replaces(message)).map(StagedSends::addresses).orElse(List.of());
        } catch (UnreadableException | IllegalArgumentException | IllegalStateException damaged) {
            unreadable.note("to whom " + message + " goes in place of others", UnreadableMail.reason(damaged));
            return List.of();
        }
    }

    private static List<Address> addresses(byte[] stored) {
        FieldReader in = new FieldReader(stored);
        List<Address> addresses = new ArrayList<>();
        for (int left = in.count(); left > 0; left--)
            addresses.add(Address.stored(in.text()));
        return addresses;
    }

    public void follow(StagedSend send) {
        sends.put(send.plan().message(), send);
        damaged.remove(send.plan().message());
    }

    /** Forgets one. Memory is to follow once that is durable: {@link #forget}. */
    public void remove(Batch batch, QueueId message) {
        batch.delete(Family.META, LedgerKeys.stages(message));
        batch.delete(Family.META, LedgerKeys.replaces(message));
    }

    public void forget(QueueId message) {
        sends.remove(message);
        damaged.remove(message);
    }
}
