package org.packetboat.engine.mail;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.stream.Collectors;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.store.UnreadableException;

/**
 * Mail that can't be read from disk, or that the server can't handle, until it is set aside; and the names of other
 * records that can't be read. They are noted by whoever finds them, on any thread; the node takes the mail out of its
 * queues, so that what stands behind it goes on.
 */
public final class UnreadableMail {
    /** The faults of each message, in the order in which they were noted; none twice. */
    private final Map<QueueId, List<Fault>> faults = new ConcurrentHashMap<>();
    private final Map<String, String> records = new ConcurrentHashMap<>();
    private final AtomicBoolean order = new AtomicBoolean();
    private volatile Runnable onNote = () -> {};

    /**
     * What is wrong with a message.
     *
     * @param reason   for the operator
     * @param toSender for its sender
     * @param only     the one envelope that it is about; without it, all of the message's
     */
    public record Fault(String reason, String toSender, Optional<EnvelopeId> only) {
        /** The message is damaged on disk. */
        public static Fault damaged(String reason) {
            return new Fault(reason, "Damaged on the disk of this server", Optional.empty());
        }

        /** One envelope can't be read. */
        public static Fault damaged(EnvelopeId id, String reason) {
            return new Fault(reason, "Damaged on the disk of this server", Optional.of(id));
        }

        /** The server has a bug that shows with one envelope. */
        public static Fault unhandled(EnvelopeId id, RuntimeException bug) {
            return new Fault("the server failed at it: " + bug, "This server failed to handle it", Optional.of(id));
        }

        /** Whether all that another fault is about is seen to with this one. */
        private boolean covers(Fault other) {
            return only.isEmpty() || only.equals(other.only);
        }

        /** Whether it is about this envelope of the message. */
        public boolean concerns(EnvelopeId id) {
            return only.isEmpty() || only.get().equals(id);
        }
    }

    /**
     * Why a record could not be read or decoded.
     *
     * @throws StoreException the given one, if it says that the store as a whole can't be read now
     */
    public static String reason(RuntimeException e) {
        if (e instanceof UnreadableException) return String.valueOf(e.getMessage());
        if (e instanceof StoreException) throw e;
        return e.toString();
    }

    /** Calls this whenever something was noted. */
    public void onNote(Runnable wake) {
        onNote = wake;
    }

    /**
     * Something is wrong with this message. Another envelope of it may have a fault already: both are seen to, one
     * after the other. May be called from any thread.
     */
    public void note(QueueId id, Fault fault) {
        int before = faults.getOrDefault(id, List.of()).size();
        List<Fault> now = faults.merge(id, List.of(fault), (known, _) -> with(known, fault));
        if (now.size() > before) onNote.run();
    }

    private static List<Fault> with(List<Fault> known, Fault fault) {
        boolean covered = known.stream().anyMatch(k -> k.covers(fault));
        return covered ? known : Stream.concat(known.stream(), Stream.of(fault)).toList();
    }

    /**
     * Something else can't be read. May be called from any thread.
     *
     * @param what for people: {@code the queue of west.example}
     */
    public void note(String what, String reason) {
        if (records.putIfAbsent(what, reason) == null) onNote.run();
    }

    /** The order of a domain's queue can't be read, as a whole. May be called from any thread. */
    public void noteOrder(Domain domain, String reason) {
        noteOrder("the queue of " + domain, reason);
    }

    /**
     * The same, if nobody knows of which domain: a damaged block holds places of several.
     *
     * @param what for people: {@code the order of the queue}
     */
    public void noteOrder(String what, String reason) {
        order.set(true);
        note(what, reason);
    }

    /** Whether that happened since this was last called. */
    public boolean takeOrder() {
        return order.get() && order.getAndSet(false);
    }

    /** Whether something is wrong with this message, and it is not yet set aside. */
    public boolean contains(QueueId id) {
        return !faults.isEmpty() && faults.containsKey(id);
    }

    /** The messages not yet set aside, each with the fault that is next. */
    public Map<QueueId, Fault> all() {
        if (faults.isEmpty()) return Map.of();
        return faults.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().getFirst()));
    }

    /** What this fault is about is set aside; the message's next fault, if it has one, is {@link #all} of it now. */
    public void done(QueueId id, Fault fault) {
        List<Fault> known = faults.getOrDefault(id, List.of());
        List<Fault> rest = known.stream().filter(f -> !f.equals(fault)).toList();
        boolean last = rest.isEmpty() && faults.remove(id, known);
        if (last) return;
        // Another fault is known, or was noted this moment.
        if (rest.isEmpty() || !faults.replace(id, known, rest)) done(id, fault);
        else onNote.run();
    }

    /** What else was found unreadable since this was last called, with the reason. */
    public Map<String, String> takeRecords() {
        if (records.isEmpty()) return Map.of();
        Map<String, String> taken = Map.copyOf(records);
        taken.keySet().forEach(records::remove);
        return taken;
    }
}
