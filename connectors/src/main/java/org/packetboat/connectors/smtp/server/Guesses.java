package org.packetboat.connectors.smtp.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The wrong passwords that addresses have tried. After {@value #FREE} in a row an address has to wait before it is
 * listened to again: a minute, and twice as long after each further one, up to an hour. A day clears it, and so does
 * the right password of the only user that was tried: who has an account does not clear what he guessed of others. At
 * most {@value #ADDRESSES} addresses are remembered, the latest. Not for several threads.
 */
final class Guesses {
    static final int FREE = 5;
    static final int ADDRESSES = 100_000;
    static final Duration SHORTEST = Duration.ofMinutes(1);
    static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration MEMORY = Duration.ofDays(1);

    /**
     * @param user  whose password was tried; empty if it was more than one's
     * @param at    when the last of them came, in nanoseconds
     * @param until when it is listened to again, in nanoseconds
     */
    private record Wrong(int count, Optional<String> user, long at, long until) {}

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

    void wrong(String address, String user) {
        long now = nanos.getAsLong();
        Wrong before = byAddress.remove(address);
        boolean first = before == null || now - before.at > MEMORY.toNanos();
        int count = first ? 1 : before.count + 1;
        Optional<String> only = Optional.of(user).filter(u -> first || before.user.equals(Optional.of(u)));
        byAddress.put(address, new Wrong(count, only, now, now + pause(count).toNanos()));
    }

    private static Duration pause(int count) {
        if (count < FREE) return Duration.ZERO;
        int doublings = Math.min(count - FREE, 10);
        Duration pause = SHORTEST.multipliedBy(1L << doublings);
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }

    void right(String address, String user) {
        Wrong wrong = byAddress.get(address);
        if (wrong != null && wrong.user.equals(Optional.of(user))) byAddress.remove(address);
    }
}
