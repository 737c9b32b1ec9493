package org.packetboat.engine.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/**
 * Virtual time: what is to happen happens in order, at once, and the clock jumps from one event to the next. Kept in
 * nanoseconds from the start, so that millions of events pass in a second; it reaches 290 years.
 */
public final class SimTime {
    private record Happening(long at, long order, Runnable what) implements Comparable<Happening> {
        @Override
        public int compareTo(Happening other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    private final PriorityQueue<Happening> happenings = new PriorityQueue<>();
    private final Instant start;
    private Instant now;
    private long elapsed;
    private long order;

    public SimTime(Instant start) {
        this.start = start;
        this.now = start;
    }

    public Instant now() {
        return now;
    }

    /** Nanoseconds since the start. */
    long elapsed() {
        return elapsed;
    }

    /** Nanoseconds from the start to this time. */
    long nanos(Instant when) {
        long seconds = Math.clamp(when.getEpochSecond() - start.getEpochSecond(), 0, Long.MAX_VALUE / 2_000_000_000L);
        return seconds * 1_000_000_000L + when.getNano() - start.getNano();
    }

    /** Lets this happen at that time, or now if that is past. Events of the same instant keep their order. */
    public void at(Instant when, Runnable what) {
        at(nanos(when), what);
    }

    /** Lets this happen so many nanoseconds after the start, or now if that is past. */
    void at(long nanos, Runnable what) {
        happenings.add(new Happening(Math.max(nanos, elapsed), order++, what));
    }

    /** Lets this happen after a while. */
    public void in(Duration wait, Runnable what) {
        at(elapsed + wait.toNanos(), what);
    }

    /** Lets the next thing happen. @return false if nothing is left to happen */
    public boolean step() {
        Happening next = happenings.poll();
        if (next == null) return false;
        if (next.at != elapsed) moveTo(next.at);
        next.what.run();
        return true;
    }

    private void moveTo(long nanos) {
        elapsed = nanos;
        now = start.plusNanos(nanos);
    }

    /** Lets everything happen up to this time. */
    public void runUntil(Instant end) {
        long last = nanos(end);
        while (!happenings.isEmpty() && happenings.peek().at <= last)
            step();
        moveTo(Math.max(last, elapsed));
    }
}
