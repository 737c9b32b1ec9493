package org.packetboat.connectors.smtp.server;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.packetboat.protocols.smtp.server.port.HarvestGuard;

/**
 * Counts unknown recipients by client: an IPv4 address or an IPv6 network ({@link Connections#who}). A count goes down
 * by the limit in an hour, and by one for each recipient of an accepted message. The first few are answered at once:
 * everybody mistypes. At most {@value #CLIENTS} clients are remembered, the latest. From any thread.
 */
public final class HarvestCounts implements HarvestGuard {
    /** So many unknown recipients are answered at once. */
    static final int FREE = 3;
    static final int CLIENTS = 100_000;
    private static final double HOUR = Duration.ofHours(1).toNanos();

    /** @param at when it was that many, in nanoseconds */
    private record Count(double many, long at) {}

    private final Duration tarpit;
    private final int limit;
    private final LongSupplier nanos;
    private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > CLIENTS;
        }
    };
    private long missed;
    private long heldBack;
    private long shut;

    /**
     * What it has counted since the start.
     *
     * @param unknown  unknown recipients that strangers named
     * @param heldBack of them, answers that were held back
     * @param shut     recipients that were put off unseen, since their client had named too many unknown ones
     */
    public record Totals(long unknown, long heldBack, long shut) {}

    /** @param tarpit how long an answer is held back @param limit how many a client may name in an hour */
    public HarvestCounts(Duration tarpit, int limit) {
        this(tarpit, limit, System::nanoTime);
    }

    HarvestCounts(Duration tarpit, int limit, LongSupplier nanos) {
        this.tarpit = tarpit;
        this.limit = limit;
        this.nanos = nanos;
    }

    private double now(InetAddress client) {
        Count count = counts.get(Connections.who(client));
        return count == null ? 0 : Math.max(0, count.many - (nanos.getAsLong() - count.at) / HOUR * limit);
    }

    private void set(InetAddress client, double many) {
        if (many <= 0) counts.remove(Connections.who(client));
        else counts.put(Connections.who(client), new Count(many, nanos.getAsLong()));
    }

    @Override
    public synchronized Duration missed(InetAddress client) {
        missed++;
        double many = now(client) + 1;
        set(client, many);
        if (many <= FREE || tarpit.isZero()) return Duration.ZERO;
        heldBack++;
        return tarpit;
    }

    @Override
    public synchronized boolean isShut(InetAddress client) {
        boolean over = now(client) > limit - 1;
        if (over) shut++;
        return over;
    }

    @Override
    public synchronized void accepted(InetAddress client, int people) {
        if (people > 0) set(client, now(client) - people);
    }

    synchronized int remembered() {
        return counts.size();
    }

    /** What it has counted. */
    public synchronized Totals totals() {
        return new Totals(missed, heldBack, shut);
    }
}
