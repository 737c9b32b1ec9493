package org.packetboat.engine.queue;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;

/**
 * What is known in memory about one domain's queue: how much waits in it, and what came in since the forwarder last
 * looked. The counts follow the store: they change only after the durable write, and are never found by scanning.
 * May be used from any thread.
 */
public final class DomainQueue {
    private final Domain domain;
    private volatile int depth;
    private volatile long bytes;
    private Optional<Arrivals> arrivals = Optional.empty();

    DomainQueue(Domain domain, long depth, long bytes) {
        this.domain = domain;
        this.depth = Math.toIntExact(depth);
        this.bytes = bytes;
    }

    public Domain domain() {
        return domain;
    }

    /** Envelopes waiting, those under way included. */
    public long depth() {
        return depth;
    }

    /** Bytes of the messages waiting. */
    public long bytes() {
        return bytes;
    }

    /** Whether nothing waits, and nothing came in that nobody has looked at. */
    synchronized boolean isIdle() {
        return depth == 0 && arrivals.isEmpty();
    }

    synchronized void count(int envelopes, long size) {
        depth += envelopes;
        bytes += size;
    }

    /** Notes an arrival. @return whether it is the first since the last {@link #takeArrivals} */
    synchronized boolean arrived(Envelope envelope) {
        boolean first = arrivals.isEmpty();
        Position place = new Position(envelope.priority(), envelope.id());
        arrivals = Optional.of(arrivals.map(a -> a.and(place, envelope.due(), envelope.by()))
                .orElseGet(() -> new Arrivals(place, envelope.due(), envelope.by())));
        return first;
    }

    /** What came in since this was last called. */
    public synchronized Optional<Arrivals> takeArrivals() {
        Optional<Arrivals> taken = arrivals;
        arrivals = Optional.empty();
        return taken;
    }

    /**
     * Several arrivals as one.
     *
     * @param lowest no arrival stands before this place
     * @param due    none is due earlier
     * @param by     none has to have gone earlier
     */
    public record Arrivals(Position lowest, Instant due, Instant by) {
        /** Anything may have come in. */
        public static final Arrivals UNKNOWN = new Arrivals(
                new Position(new Priority(Priority.HIGHEST), new EnvelopeId(new QueueId(0), 0)), Instant.MIN,
                Instant.MIN);

        Arrivals and(Position place, Instant otherDue, Instant otherBy) {
            return new Arrivals(lowest.compareTo(place) <= 0 ? lowest : place, earlier(due, otherDue),
                    earlier(by, otherBy));
        }

        private static Instant earlier(Instant a, Instant b) {
            return a.isBefore(b) ? a : b;
        }
    }
}
