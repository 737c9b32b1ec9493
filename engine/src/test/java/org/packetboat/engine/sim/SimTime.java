package org.packetboat.engine.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time: what is to happen happens in order, at once, and the clock jumps from one event to the next. */
public final class SimTime {
    private record Happening(Instant at, long order, Runnable what) {}

    private final PriorityQueue<Happening> happenings = new PriorityQueue<>(
            Comparator.comparing(Happening::at).thenComparingLong(Happening::order));
    private Instant now;
    private long order;

    public SimTime(Instant start) {
        now = start;
    }

    public Instant now() {
        return now;
    }

    /** Lets this happen at that time, or now if that is past. Events of the same instant keep their order. */
    public void at(Instant when, Runnable what) {
        happenings.add(new Happening(when.isBefore(now) ? now : when, order++, what));
    }

    /** Lets this happen after a while. */
    public void in(Duration wait, Runnable what) {
        at(now.plus(wait), what);
    }

    /** Lets the next thing happen. @return false if nothing is left to happen */
    public boolean step() {
        Happening next = happenings.poll();
        if (next == null) return false;
        now = next.at;
        next.what.run();
        return true;
    }

    /** Lets everything happen up to this time. */
    public void runUntil(Instant end) {
        while (!happenings.isEmpty() && !happenings.peek().at.isAfter(end))
            step();
        now = end;
    }
}
