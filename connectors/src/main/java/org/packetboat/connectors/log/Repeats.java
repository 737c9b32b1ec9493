package org.packetboat.connectors.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Says which of the troubles of many things, such as sites or ports, are worth a line: one that is new, or another than
 * before, at once; one that goes on, once an hour with a count. A modem that is dead is tried every few seconds for
 * months. Keeps 10,000 things in mind; the troubles of more are always worth a line. May be used from any thread.
 */
public final class Repeats {
    /** How often a trouble that goes on is told. */
    static final Duration REMINDER = Duration.ofHours(1);
    private static final int MOST = 10_000;

    private record Trouble(String what, long untold, long toldAt) {}

    private final LongSupplier nanos;
    private final Map<String, Trouble> troubles = new HashMap<>();

    public Repeats() {
        this(System::nanoTime);
    }

    /** @param nanos elapsed time */
    Repeats(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** It has happened. @return how often since it was told last, if it is to be told now */
    public synchronized OptionalLong happened(String thing, String what) {
        long now = nanos.getAsLong();
        Trouble before = troubles.get(thing);
        if (before == null && isFull(now)) return OptionalLong.of(1);
        boolean goesOn = before != null && before.what().equals(what);
        long count = goesOn ? before.untold() + 1 : 1;
        boolean told = !goesOn || now - before.toldAt() >= REMINDER.toNanos();
        troubles.put(thing, new Trouble(what, told ? 0 : count, told ? now : before.toldAt()));
        return told ? OptionalLong.of(count) : OptionalLong.empty();
    }

    /** What was not heard of for long may be over: nobody says so of a site whose mail has gone another way. */
    private boolean isFull(long now) {
        if (troubles.size() < MOST) return false;
        troubles.values().removeIf(trouble -> now - trouble.toldAt() > 2 * REMINDER.toNanos());
        return troubles.size() >= MOST;
    }

    /** What stands behind the line: how often, if more than once. */
    public static String times(long count) {
        return count > 1 ? " times=" + count : "";
    }

    /** Whether a thing was in trouble when it was last heard of. */
    public synchronized boolean lasts(String thing) {
        return troubles.containsKey(thing);
    }

    /** It is well, or has another trouble than one that goes on. */
    public synchronized void over(String thing) {
        troubles.remove(thing);
    }
}
