package org.packetboat.schedules.wake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.packetboat.engine.route.Window;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionException;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/**
 * Wakes the node at the next opening or closing of each window, by Quartz. It is only an alarm clock: the node looks
 * at the windows itself whenever it wakes, so an alarm too early, too late or lost changes nothing but the moment.
 * Quartz looks at the clock at least every 30 seconds; a clock that jumps is noticed by then. May be used from any
 * thread.
 */
public final class WindowWaker implements AutoCloseable {
    /** Quartz rings up to 2 ms early; this much later than the edge, the window has certainly changed. */
    private static final Duration AFTER_EDGE = Duration.ofMillis(3);

    private final InstantSource clock;
    private final Runnable wake;
    private final Map<JobKey, Window> windows = new HashMap<>();
    private Optional<Scheduler> scheduler = Optional.empty();
    private int lastNumber;

    /**
     * Rings for nothing until it is started.
     *
     * @param clock what the windows are asked with
     * @param wake  called by the waker's own thread at every edge; must return quickly
     */
    public WindowWaker(InstantSource clock, Runnable wake) {
        this.clock = clock;
        this.wake = wake;
    }

    /**
     * Starts the alarm clock, in some 0.1 s: better after the server listens than before.
     *
     * @throws IllegalStateException if Quartz does not start
     */
    public synchronized WindowWaker start() {
        try {
            Scheduler quartz = new StdSchedulerFactory(settings()).getScheduler();
            quartz.setJobFactory((fired, _) -> _ -> ring(fired.getJobDetail().getKey()));
            quartz.start();
            scheduler = Optional.of(quartz);
            replace(List.copyOf(windows.values()));
            return this;
        } catch (SchedulerException e) {
            throw new IllegalStateException("the alarm clock for windows does not start: " + e.getMessage(), e);
        }
    }

    /** One daemon thread, all in memory, no look at the network, a name of its own for each instance. */
    private static Properties settings() {
        Properties settings = new Properties();
        settings.put(StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME, "windows-" + System.nanoTime());
        settings.put("org.quartz.scheduler.skipUpdateCheck", "true");
        settings.put(StdSchedulerFactory.PROP_SCHED_MAKE_SCHEDULER_THREAD_DAEMON, "true");
        settings.put(StdSchedulerFactory.PROP_JOB_STORE_CLASS, "org.quartz.simpl.RAMJobStore");
        settings.put(StdSchedulerFactory.PROP_THREAD_POOL_CLASS, RingingThread.class.getName());
        return settings;
    }

    /**
     * Rings for these windows from now on, and for no others. A window used by many routes rings once.
     *
     * @throws IllegalStateException if the waker is closed
     */
    public void watch(Collection<Window> wanted) {
        try {
            replace(wanted);
        } catch (SchedulerException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private synchronized void replace(Collection<Window> wanted) throws SchedulerException {
        if (scheduler.isPresent()) scheduler.get().clear();
        windows.clear();
        for (Window window : Set.copyOf(wanted)) {
            windows.put(JobKey.jobKey("window-" + ++lastNumber), window);
        }
        for (JobKey key : windows.keySet()) {
            schedule(key);
        }
    }

    /** The next alarm is set even if this one wakes something that fails; Quartz logs the failure. */
    private void ring(JobKey key) throws JobExecutionException {
        try {
            wake.run();
        } finally {
            reschedule(key);
        }
    }

    private void reschedule(JobKey key) throws JobExecutionException {
        try {
            schedule(key);
        } catch (SchedulerException e) {
            throw new JobExecutionException(e);
        }
    }

    /** Sets the alarm for a window's next edge, unless it is no longer watched. */
    private synchronized void schedule(JobKey key) throws SchedulerException {
        Optional<Instant> edge = Optional.ofNullable(windows.get(key)).flatMap(w -> nextEdge(w, clock.instant()));
        if (edge.isEmpty() || scheduler.isEmpty() || scheduler.get().isShutdown()) return;
        Trigger trigger = TriggerBuilder.newTrigger().startAt(Date.from(edge.get().plus(AFTER_EDGE))).build();
        scheduler.get().scheduleJob(JobBuilder.newJob(Job.class).withIdentity(key).build(), Set.of(trigger), true);
    }

    /** When the window opens or closes next; empty if it never does. */
    static Optional<Instant> nextEdge(Window window, Instant now) {
        return window.from(now).map(interval -> interval.contains(now) ? interval.close() : interval.open())
                .filter(edge -> edge.isBefore(Instant.MAX));
    }

    /** Stops ringing at once. */
    @Override
    public synchronized void close() {
        try {
            if (scheduler.isPresent()) scheduler.get().shutdown(false);
        } catch (SchedulerException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
