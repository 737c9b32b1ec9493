package org.packetboat.schedules.wake;

import java.util.Optional;
import org.quartz.spi.ThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one daemon thread by which Quartz rings. It sleeps until there is something to run, where each thread of Quartz's
 * own pool wakes up twice a second. May be used from any thread; Quartz makes it by its name.
 */
public final class RingingThread implements ThreadPool {
    private static final Logger LOG = LoggerFactory.getLogger(RingingThread.class);

    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::serve);
    private Optional<Runnable> next = Optional.empty();
    private boolean busy;
    private boolean ended;

    @Override
    public void initialize() {
        thread.start();
    }

    private void serve() {
        for (Optional<Runnable> job = take(); job.isPresent(); job = take()) {
            try {
                job.get().run();
            } catch (RuntimeException | Error e) { // the next window is rung for all the same
                LOG.error("event=bug where=windows", e);
            } finally {
                done();
            }
        }
    }

    private synchronized Optional<Runnable> take() {
        try {
            while (next.isEmpty() && !ended)
                wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = true;
        }
        Optional<Runnable> job = next;
        next = Optional.empty();
        return job;
    }

    private synchronized void done() {
        busy = false;
        notifyAll();
    }

    @Override
    public synchronized boolean runInThread(Runnable job) {
        if (job == null || !awaitFree()) return false;
        busy = true;
        next = Optional.of(job);
        notifyAll();
        return true;
    }

    @Override
    public synchronized int blockForAvailableThreads() {
        return awaitFree() ? 1 : 0;
    }

    private boolean awaitFree() {
        try {
            while (busy && !ended)
                wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !ended;
    }

    @Override
    public void shutdown(boolean waitForJobsToComplete) {
        synchronized (this) {
            ended = true;
            notifyAll();
        }
        if (!waitForJobsToComplete) return;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int getPoolSize() {
        return 1;
    }

    @Override
    public void setInstanceId(String id) {}

    @Override
    public void setInstanceName(String name) {
        thread.setName(name + "-rings");
    }
}
