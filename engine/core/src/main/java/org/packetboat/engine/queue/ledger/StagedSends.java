package org.packetboat.engine.queue.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.UnreadableMail;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/**
 * The messages of big sends that are steered: on disk, and all of them in memory, which follows the disk. A record that
 * can't be read is noted; what waits for its stages then waits until an operator has it go on. For any thread.
 */
public final class StagedSends {
    private final Map<QueueId, StagedSend> sends = new ConcurrentHashMap<>();

    StagedSends(Store store, UnreadableMail unreadable) {
        store.scan(Family.META, LedgerKeys.STAGES, LedgerKeys.STAGES_END).forEach((_, value) -> {
            try {
                follow(StagedSendCodec.decode(value));
            } catch (RuntimeException damaged) {
                unreadable.note("the stages of a big send", UnreadableMail.reason(damaged));
            }
        });
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
        return !sends.isEmpty() && of(id.message()).filter(StagedSend::isStopped).isPresent();
    }

    /** Writes one. Memory is to follow once that is durable: {@link #follow}. */
    public void put(Batch batch, StagedSend send) {
        batch.put(Family.META, LedgerKeys.stages(send.plan().message()), StagedSendCodec.encode(send));
    }

    public void follow(StagedSend send) {
        sends.put(send.plan().message(), send);
    }

    /** Forgets one. Memory is to follow once that is durable: {@link #forget}. */
    public void remove(Batch batch, QueueId message) {
        batch.delete(Family.META, LedgerKeys.stages(message));
    }

    public void forget(QueueId message) {
        sends.remove(message);
    }
}
