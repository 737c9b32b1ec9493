package org.packetboat.connectors.cluster;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.packetboat.engine.log.IntakeState;
import org.packetboat.engine.log.LogMember;
import org.packetboat.engine.log.LogWatcher;
import org.packetboat.engine.log.LogRules.SendingLease;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.time.Elapsed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a {@link LogMember}: makes a step whenever something came in, and when it is time. All else that is
 * done to the member or its store is done between two steps. What it tells, and answers to commits, come on threads of
 * their own, one after the other.
 */
public final class LogRunner {
    /** Makes the member. */
    public interface Maker {
        /** @param hears on a thread of its own @param wake to be called when something came in, from any thread */
        LogMember make(LogWatcher hears, Runnable wake);
    }

    /** What an owner may have on its way to the brokers before whoever writes more has to wait. */
    private static final long MOST_WAITING = 32 << 20;
    private static final long LOOK_MS = 100;
    private static final Duration HANDING_OVER = Duration.ofSeconds(5);
    private static final Duration STUCK = Duration.ofMinutes(1);
    private static final Duration AFTER_TROUBLE = Duration.ofMillis(200);
    private static final Logger LOG = LoggerFactory.getLogger(LogRunner.class);

    private final Elapsed clock;
    private final Runnable lease;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final ExecutorService turns = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("log-turns")
            .factory());
    private final ExecutorService answers = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("log-answers")
            .factory());
    private final Thread thread = new Thread(this::run, "log");
    private final LogMember member;
    private volatile boolean closing;
    private volatile boolean closed;
    /** As of the last step: sessions ask before each envelope, and must not wait for the lock. */
    private volatile SendingLease sending;
    private volatile long stepped = System.nanoTime();
    /** Belongs to the thread. */
    private boolean mayHaveSent;
    private boolean troubled;

    /**
     * @param hears what becomes of this machine; its store may be used from any thread
     * @param clock goes on while the process is stopped
     * @param lease called when mail may be sent from now on, or no longer
     */
    public LogRunner(Maker maker, LogWatcher hears, Elapsed clock, Runnable lease) {
        this.clock = clock;
        this.lease = lease;
        this.member = maker.make(new Turned(hears), () -> LockSupport.unpark(thread));
        this.sending = member.lease();
    }

    /** Begins. */
    public LogRunner start() {
        thread.start();
        return this;
    }

    private void run() {
        while (!closed) {
            Duration wait = step();
            stepped = System.nanoTime();
            if (wait.isPositive()) LockSupport.parkNanos(wait.toNanos());
        }
    }

    private Duration step() {
        boolean maySend;
        Duration next;
        lock.lock();
        try {
            Duration now = clock.time();
            next = member.step(now);
            sending = member.lease();
            maySend = sending.mayStart(now);
            if (member.pendingBytes() < MOST_WAITING) room.signalAll();
            if (troubled) LOG.info("event=log-store-recovered");
            troubled = false;
        } catch (StoreException e) {
            if (!troubled)
                LOG.error("event=log-store-trouble reason=\"{}\"; tried again until it works", e.getMessage());
            troubled = true;
            return AFTER_TROUBLE;
        } finally {
            lock.unlock();
        }
        if (maySend != mayHaveSent) lease.run();
        mayHaveSent = maySend;
        return next.minus(clock.time());
    }

    /** What is made of the member, at a moment. */
    public <T> T look(BiFunction<LogMember, Duration, T> how) {
        return between(() -> how.apply(member, clock.time()));
    }

    <T> T between(Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does something when there is room. Waits only as long as new connections are taken, and not while this machine
     * is ending.
     *
     * @throws StoreException if there was no room; then it is not done
     */
    void withRoom(Runnable what) {
        lock.lock();
        try {
            while (member.pendingBytes() >= MOST_WAITING)
                awaitRoom();
            what.run();
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom() {
        if (closing) throw new StoreException("this machine is ending, and brokers have not taken what was written");
        if (member.intakeState(clock.time()) != IntakeState.OPEN)
            throw new StoreException("brokers don't answer, and " + (MOST_WAITING >> 20) + " MB wait for them");
        try {
            room.await(LOOK_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while brokers have not taken what was written");
        }
    }

    /** Does this as a turn: after what is told at the moment, and before what is told later. */
    public void turn(Runnable what) {
        turns.execute(() -> tried(what));
    }

    /**
     * Gives the queue to another machine in order; to be called as a turn, when nobody sends or takes mail here any
     * more. Returns when the log has it, or does not answer within 5 s.
     *
     * @return false if this machine does not own the queue, or is in doubt; then nothing has changed
     */
    public boolean handOver(String to) {
        lock.lock();
        try {
            if (!member.handOver(to)) return false;
            sending = member.lease();
            long end = System.nanoTime() + HANDING_OVER.toNanos();
            while (member.role() == LogMember.Role.OWNING && System.nanoTime() - end < 0)
                room.await(LOOK_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return true;
    }

    /** Whether the engine that got this store may still go on: no other machine has owned the queue since. */
    public boolean isInUse(Store store) {
        return store instanceof SharedStore shared && between(() -> member.isHandedOut(shared.store()));
    }

    /** Whether the thread lives, and makes its steps. */
    public boolean isWell() {
        return thread.isAlive() && System.nanoTime() - stepped < STUCK.toNanos();
    }

    void later(Runnable answer) {
        try {
            answers.execute(answer);
        } catch (RejectedExecutionException e) {
            LOG.debug("event=late-answer", e); // nobody waits for it any more
        }
    }

    /** Whether an envelope may be started. */
    public boolean maySend() {
        return sending.mayBegin(clock.time());
    }

    /** What becomes of mail that comes in. */
    public IntakeState intakeState() {
        return look(LogMember::intakeState);
    }

    /**
     * Ends this machine's part in good order: the local store is closed.
     *
     * @param before what is done first, as a turn
     */
    public void close(Runnable before) {
        closing = true;
        between(() -> {
            room.signalAll();
            return true;
        });
        turns.execute(() -> tried(before));
        turns.close();
        closed = true;
        LockSupport.unpark(thread);
        try {
            if (thread.isAlive()) thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        between(() -> {
            member.close();
            sending = member.lease();
            room.signalAll();
            return true;
        });
        answers.close();
    }

    private static void tried(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException e) {
            LOG.error("event=hub-stop-failed reason=\"{}\"", e.getMessage(), e);
        }
    }

    /** Tells on the thread for turns. */
    private final class Turned implements LogWatcher {
        private final LogWatcher hears;

        Turned(LogWatcher hears) {
            this.hears = hears;
        }

        private void turn(Runnable what) {
            try {
                turns.execute(what);
            } catch (RejectedExecutionException e) {
                LOG.debug("event=late-turn", e); // this machine is ending
            }
        }

        @Override
        public void owns(Store store) {
            turn(() -> hears.owns(new SharedStore(store, LogRunner.this)));
        }

        @Override
        public void steppedDown() {
            turn(hears::steppedDown);
        }

        @Override
        public void lost(long entries) {
            turn(() -> hears.lost(entries));
        }

        @Override
        public void gaveUp(long entries) {
            turn(() -> hears.gaveUp(entries));
        }

        @Override
        public void foreign(long offset) {
            turn(() -> hears.foreign(offset));
        }

        @Override
        public void namesake() {
            turn(hears::namesake);
        }
    }
}
