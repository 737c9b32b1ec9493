package org.packetboat.connectors.smtp.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The wrong passwords that addresses have tried. After {@value #FREE} in a row an address has to wait before it is
 * listened to again: a minute, and twice as long after each further one, up to an hour. A right password clears it, and
 * so does a day. At most {@value #ADDRESSES} addresses are remembered, the latest. Not for several threads.
 */
final class Guesses {
    static final int FREE = 5;
    static final int ADDRESSES = 100_000;
    static final Duration SHORTEST = Duration.ofMinutes(1);
    static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration MEMORY = Duration.ofDays(1);

    /** @param at when the last of them came, and @param until when it is not listened to, in nanoseconds */
    private record Wrong(int count, long at, long until) {}

    private final LongSupplier nanos;
    private final Map<String, Wrong> byAddress = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Wrong> eldest) {
            return size() > ADDRESSES;
        }
    };

    /** @param nanos elapsed time */
    Guesses(LongSupplier nanos) {
        this.nanos = nanos;
    }

    boolean mustWait(String address) {
        Wrong wrong = byAddress.get(address);
        return wrong != null && nanos.getAsLong() - wrong.until < 0;
    }

    void wrong(String address) {
        long now = nanos.getAsLong();
        Wrong before = byAddress.remove(address);
        int count = before == null || now - before.at > MEMORY.toNanos() ? 1 : before.count + 1;
        byAddress.put(address, new Wrong(count, now, now + pause(count).toNanos()));
    }

    private static Duration pause(int count) {
        if (count < FREE) return Duration.ZERO;
        int doublings = Math.min(count - FREE, 10);
        Duration pause = SHORTEST.multipliedBy(1L << doublings);
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }

    void right(String address) {
        byAddress.remove(address);
    }
}
