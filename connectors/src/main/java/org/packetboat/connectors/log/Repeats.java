package org.packetboat.connectors.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Says which of the troubles of many things, such as sites or ports, are worth a line: one that is new at once; one
 * that goes on, once an hour with a count. A modem that is dead is tried every few seconds for months. Two troubles of
 * a thing that take turns, such as BUSY and NO CARRIER, are two that go on. Numbers in a trouble do not make it
 * another one: hosts say when to come again, and ports differ. Keeps 10,000 things in mind, and eight troubles of
 * each; more are always worth a line. May be used from any thread.
 */
public final class Repeats {
    /** How often a trouble that goes on is told. */
    static final Duration REMINDER = Duration.ofHours(1);
    /** How often at most all are looked through for some that are over. */
    static final Duration LOOK = Duration.ofMinutes(1);
    private static final int MOST = 10_000;
    private static final int MOST_TROUBLES = 8;
    /** Behind the codes with which a reply begins. */
    private static final Pattern NUMBERS = Pattern.compile("(?<=[^\\d.]{2})\\d+");

    private record Told(long untold, long at) {}

    private final LongSupplier nanos;
    private final Map<String, Map<String, Told>> troubles = new HashMap<>();
    private long lookAt;
    private long looked;

    public Repeats() {
        this(System::nanoTime);
    }

    /** @param nanos elapsed time */
    public Repeats(LongSupplier nanos) {
        this.nanos = nanos;
        this.lookAt = nanos.getAsLong();
    }

    /** It has happened. @return how often since it was told last, if it is to be told now */
    public synchronized OptionalLong happened(String thing, String what) {
        long now = nanos.getAsLong();
        if (!troubles.containsKey(thing) && isFull(now)) return OptionalLong.of(1);
        Map<String, Told> all = troubles.computeIfAbsent(thing, _ -> new LinkedHashMap<>());
        String kind = NUMBERS.matcher(what).replaceAll("#");
        Optional<Told> before = Optional.ofNullable(all.remove(kind));
        long count = before.map(Told::untold).orElse(0L) + 1;
        boolean told = before.filter(b -> now - b.at() < REMINDER.toNanos()).isEmpty();
        if (all.size() == MOST_TROUBLES) all.remove(all.keySet().iterator().next());
        all.put(kind, told ? new Told(0, now) : new Told(count, before.orElseThrow().at()));
        return told ? OptionalLong.of(count) : OptionalLong.empty();
    }

    /** What was not heard of for long may be over: nobody says so of a site whose mail has gone another way. */
    private boolean isFull(long now) {
        if (troubles.size() < MOST) return false;
        if (now - lookAt < 0) return true;
        lookAt = now + LOOK.toNanos();
        looked += troubles.size();
        troubles.values().removeIf(
                all -> all.values().stream().allMatch(told -> now - told.at() > 2 * REMINDER.toNanos()));
        return troubles.size() >= MOST;
    }

    /** How many things were looked at so far to find some that are over. */
    synchronized long looked() {
        return looked;
    }

    /** What stands behind the line: how often, if more than once. */
    public static String times(long count) {
        return count > 1 ? " times=" + count : "";
    }

    /** Whether a thing was in trouble when it was last heard of. */
    public synchronized boolean lasts(String thing) {
        return troubles.containsKey(thing);
    }

    /** It is well. */
    public synchronized void over(String thing) {
        troubles.remove(thing);
    }
}
