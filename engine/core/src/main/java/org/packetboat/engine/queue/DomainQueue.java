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
    private static final int CLASS_BITS = 8;
    private static final int CLASS_AT = Long.SIZE - CLASS_BITS;
    private static final long URGENT = 1;
    private static final long UNSEEN = 2;
    /** What that was found by has gone since, or is held. */
    private static final long LEFT = 4;
    /** Something came in since the look at it began. */
    private static final long MORE = 8;
    private static final int TIME_AT = 4;
    private static final long NEVER = Long.MAX_VALUE >> TIME_AT;
    private static final long NONE = NEVER << TIME_AT;

    private final Domain domain;
    private volatile int depth;
    /**
     * Below the upper eight bits the bytes of what waits; in them how many bits the size of the largest has. As many
     * of these objects as there are domains are in memory, and a field more would make each eight bytes larger.
     */
    private volatile long sizes;
    /**
     * Above the lowest four bits by when it has to have gone, in milliseconds; in them whether some of it is urgent,
     * whether nobody has looked yet at what waited at the start, and whether a look may find that there is more time.
     */
    private volatile long need = NONE;
    private Optional<Arrivals> arrivals = Optional.empty();

    DomainQueue(Domain domain, long depth, long bytes) {
        this.domain = domain;
        this.depth = Math.toIntExact(depth);
        this.sizes = sizes(bytes, bits(bytes));
        if (depth > 0) need |= UNSEEN;
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
        return sizes << CLASS_BITS >> CLASS_BITS;
    }

    /**
     * No message waiting is larger, in bytes: rounded up to the next power of two, the largest that came in since the
     * queue was last empty. After a start, as long as mail of the time before waits, no more is known than that none is
     * larger than all together.
     */
    public long largestAtMost() {
        long now = sizes;
        return Math.min(1L << (now >>> CLASS_AT), now << CLASS_BITS >> CLASS_BITS);
    }

    /** Whether it is known of all that waits when it has to be there: since the start somebody has looked. */
    public boolean isSeen() {
        return (need & UNSEEN) == 0;
    }

    /**
     * When the first of what came in since the queue was last empty, or was seen in it, has to be there: its deliver-by
     * or, without one, when it is given up. What is held, or waits for its stage, does not count. If
     * {@link #mayHaveTime}, it may be earlier than need be.
     *
     * @return {@link Instant#MAX} if there is none such
     */
    public Instant by() {
        long at = need >> TIME_AT;
        return at == NEVER ? Instant.MAX : Instant.ofEpochMilli(at);
    }

    /** Whether some of that is urgent. */
    public boolean isUrgent() {
        return (need & URGENT) != 0;
    }

    /** Whether a look would tell of more time: what was urgent, or to be there before this, has gone or is held. */
    public boolean mayHaveTime(Instant before) {
        return (need & LEFT) != 0 && (isUrgent() || by().isBefore(before));
    }

    /** A look at all that waits begins. */
    public synchronized void beginLook() {
        need &= ~(LEFT | MORE);
    }

    /** It came to nothing: it is worth another. */
    public synchronized void endLook() {
        if (isSeen()) need |= LEFT;
    }

    /** All that waits has been looked at: this was found. If more came in meanwhile, what was known still counts. */
    public synchronized void seen(Instant by, boolean urgent) {
        if (!isSeen() || (need & MORE) != 0) needs(by, urgent);
        else need = millis(by) << TIME_AT | need & LEFT | (urgent ? URGENT : 0);
        if ((need & MORE) != 0) need |= LEFT;
        need &= ~(UNSEEN | MORE);
    }

    private void needs(Instant by, boolean urgent) {
        long flags = need & (1 << TIME_AT) - 1 | (urgent ? URGENT : 0);
        need = Math.min(millis(by), need >> TIME_AT) << TIME_AT | flags;
    }

    private static long millis(Instant by) {
        return by.getEpochSecond() > NEVER / 1000 - 1 ? NEVER : by.toEpochMilli();
    }

    private static int bits(long size) {
        return Long.SIZE - Long.numberOfLeadingZeros(size);
    }

    private static long sizes(long bytes, long bits) {
        return bits << CLASS_AT | bytes << CLASS_BITS >>> CLASS_BITS;
    }

    /** Whether nothing waits, and nothing came in that nobody has looked at. */
    synchronized boolean isIdle() {
        return depth == 0 && arrivals.isEmpty();
    }

    synchronized void count(int envelopes, long size) {
        if (depth == 0) need = NONE;
        long largest = depth == 0 ? 0 : sizes >>> CLASS_AT;
        sizes = sizes(bytes() + size, Math.max(largest, bits(Math.max(size, 0))));
        depth += envelopes;
    }

    /** An envelope is no reason to call any more. */
    synchronized void left(Instant by, Priority priority) {
        if (millis(by) <= need >> TIME_AT || priority.isUrgent() && isUrgent()) need |= LEFT;
    }

    /** Notes an arrival. @return whether it is the first since the last {@link #takeArrivals} */
    synchronized boolean arrived(Envelope envelope) {
        boolean first = arrivals.isEmpty();
        Position place = new Position(envelope.priority(), envelope.id());
        if (OrderEntry.of(envelope).isReasonToCall()) {
            needs(envelope.by(), envelope.priority().isUrgent());
            need |= MORE;
        }
        arrivals = Optional.of(arrivals.map(a -> a.and(place, envelope))
                .orElseGet(() -> new Arrivals(place, envelope.due(), envelope.by(), envelope.message().size())));
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
     * @param largest none is larger, in bytes
     */
    public record Arrivals(Position lowest, Instant due, Instant by, long largest) {
        /** Anything may have come in. */
        public static final Arrivals UNKNOWN = new Arrivals(
                new Position(new Priority(Priority.HIGHEST), new EnvelopeId(new QueueId(0), 0)), Instant.MIN,
                Instant.MIN, Long.MAX_VALUE);

        Arrivals and(Position place, Envelope more) {
            return new Arrivals(lowest.compareTo(place) <= 0 ? lowest : place, earlier(due, more.due()),
                    earlier(by, more.by()), Math.max(largest, more.message().size()));
        }

        private static Instant earlier(Instant a, Instant b) {
            return a.isBefore(b) ? a : b;
        }
    }
}
