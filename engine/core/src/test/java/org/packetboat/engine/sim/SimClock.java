package org.packetboat.engine.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Time in a simulated world, and what is to happen at which time. True time only grows; the clock on the wall can be
 * put forward and back. What is to happen at one time happens in the order in which it was planned.
 */
public final class SimClock {
    private record Task(long at, long order, boolean survives, Runnable work) {}

    private final PriorityQueue<Task> agenda = new PriorityQueue<>(
            Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
    private final Instant start;
    private Duration error = Duration.ZERO;
    private long elapsed;
    private long planned;

    public SimClock(Instant start) {
        this.start = start;
    }

    /** What the clock on the wall shows. */
    public Instant now() {
        return start.plusMillis(elapsed).plus(error);
    }

    /** True time since the beginning. */
    public Duration elapsed() {
        return Duration.ofMillis(elapsed);
    }

    /** Puts the clock on the wall forward, or back. */
    public void step(Duration by) {
        error = error.plus(by);
    }

    /** Plans what a crash forgets: the work of the server and its sessions. */
    public void later(Duration delay, Runnable work) {
        add(delay, false, work);
    }

    /** Plans what happens whatever becomes of the server. */
    public void plan(Duration delay, Runnable work) {
        add(delay, true, work);
    }

    private void add(Duration delay, boolean survives, Runnable work) {
        agenda.add(new Task(elapsed + Math.max(0, delay.toMillis()), planned++, survives, work));
    }

    public void crash() {
        agenda.removeIf(task -> !task.survives());
    }

    /** Does the next thing that is planned before the wall shows this time; else lets it become that time. */
    public boolean runNextBefore(Instant wall) {
        if (!agenda.isEmpty() && start.plusMillis(agenda.peek().at()).plus(error).isBefore(wall)) {
            Task task = agenda.remove();
            elapsed = Math.max(elapsed, task.at());
            task.work().run();
            return true;
        }
        if (wall.isAfter(now())) elapsed = Duration.between(start.plus(error), wall).plusNanos(999_999).toMillis();
        return false;
    }
}
