package org.packetboat.connectors.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.log.HealthyLog;
import org.packetboat.engine.log.LocalStore;
import org.packetboat.engine.log.LogMember;
import org.packetboat.engine.log.LogRules;
import org.packetboat.engine.log.LogSettings;
import org.packetboat.engine.log.LogWatcher;
import org.packetboat.engine.sim.SimStore;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreContract;
import org.packetboat.engine.store.StoreException;

/** An owner's store, with a thread behind it, promises what every store does: to any thread. */
class SharedStoreTest extends StoreContract {
    private static final Duration SOON = Duration.ofMillis(20);
    private static final LogSettings SETTINGS = new LogSettings(SOON, Duration.ofSeconds(2), SOON, SOON, SOON,
            Duration.ofSeconds(10), Duration.ofMillis(5), Duration.ofSeconds(5), Duration.ofSeconds(5),
            Duration.ofMinutes(10), 1000, 100_000, 1024);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<LogRunner> runners = new ArrayList<>();
    private final BlockingQueue<Store> owned = new LinkedBlockingQueue<>();
    private HealthyLog log;
    private SimStore disk;
    private long life;
    private volatile Duration slept = Duration.ZERO;

    @AfterEach
    void end() {
        runners.forEach(runner -> runner.close(() -> {}));
    }

    @Override
    protected Store open() {
        log = new HealthyLog();
        disk = new SimStore(1);
        return owned();
    }

    private Store owned() {
        SimStore mine = disk;
        LocalStore local = new LocalStore() {
            @Override
            public Store open() {
                return mine;
            }

            @Override
            public Store empty() {
                throw new AssertionError("the store is good");
            }
        };
        long began = System.nanoTime();
        runners.add(new LogRunner((hears, wake) -> new LogMember("a", ++life, Duration.ZERO, log, log, local,
                new LogRules(SETTINGS), hears, wake), new Owned(),
                () -> Duration.ofNanos(System.nanoTime() - began).plus(slept), () -> {}).start());
        try {
            return owned.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Owned implements LogWatcher {
        @Override
        public void owns(Store store) {
            owned.add(store);
        }

        @Override
        public void steppedDown() {}

        @Override
        public void lost(long entries) {}

        @Override
        public void gaveUp(long entries) {}
    }

    private void endLast() {
        runners.removeLast().close(() -> {});
    }

    @Override
    protected Store reopen() {
        endLast();
        disk = disk.reopen();
        return owned();
    }

    @Override
    protected Store afterKill() {
        endLast();
        disk.kill();
        disk = disk.reopen();
        return owned();
    }

    @Override
    protected Store afterPowerCut() {
        endLast();
        disk.crash();
        disk = disk.reopen();
        return owned();
    }

    /** A thread that has waited for so long may send; its answers come on no thread that a call would block. */
    @Test
    void answersMayCallTheStore() {
        Store store = open();
        CompletableFuture<Long> read = new CompletableFuture<>();
        byte[] key = {1};
        store.commit(new Batch().add(key, 5), _ -> store.commit(new Batch().add(key, 2), _ -> read.complete(store.count(
                key))));
        assertEquals(7, read.join());
    }

    /** Brokers are away: whoever writes is not kept for ever, and an end of the machine is not kept at all. */
    @Test
    void whoWritesDoesNotWaitForBrokersThatAreAway() {
        Store store = open();
        log.silent = true;
        byte[] megabyte = new byte[1 << 20];
        CompletableFuture<Void> full = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 100; i++)
                store.stage(new Batch().put(Family.META, new byte[]{(byte) i}, megabyte));
        });
        assertTrue(assertThrows(CompletionException.class, full::join).getCause() instanceof StoreException);
        CompletableFuture<Optional<StoreException>> answer = new CompletableFuture<>();
        store.commit(new Batch().put(Family.META, new byte[]{1}, megabyte), answer::complete);
        assertTrue(answer.join().isPresent());
    }

    @Test
    void theEndOfAMachineEndsTheWaitForRoom() throws InterruptedException {
        Store store = open();
        log.silent = true;
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        Thread writer = Thread.ofPlatform().start(() -> failed.complete(assertThrows(StoreException.class, () -> {
            for (int i = 0; i < 100; i++)
                store.stage(new Batch().put(Family.META, new byte[]{(byte) i}, new byte[1 << 20]));
        })));
        Awaitility.await("the wait for room").atMost(PATIENCE).until(
                () -> writer.getState() == Thread.State.TIMED_WAITING);
        endLast();
        assertTrue(failed.join().getMessage().contains("is ending"));
    }

    /** What a machine does at its end may fail: the rest of its end is not left out. */
    @Test
    void anEndThatFailsIsLoggedAndGoesOn() {
        Store store = open();
        assertTrue(runners.getLast().isWell());
        assertTrue(runners.getLast().isInUse(store));
        runners.getLast().close(() -> {
            throw new IllegalStateException("can't stop");
        });
        assertFalse(runners.removeLast().isWell());
    }

    /** Sessions ask before each envelope, also while the machine is at a long step: and when it was frozen in one. */
    @Test
    void whetherMailMayBeSentIsKnownWithoutWaiting() {
        Store store = open();
        Awaitility.await("the lease").atMost(PATIENCE).until(store::maySend);
        LogRunner runner = runners.getLast();
        boolean sends = runner.look((_, _) -> {
            slept = Duration.ofMinutes(1);
            return CompletableFuture.supplyAsync(store::maySend).join();
        });
        assertFalse(sends);
    }

    @Test
    void mailMayBeSentOnceNoOtherMachineMayBeSendingIt() {
        Store store = open();
        assertFalse(store.maySend());
        Awaitility.await("the lease").atMost(PATIENCE).until(store::maySend);
        store.commit(new Batch().put(Family.META, new byte[]{1}, new byte[]{2}), _ -> {});
        endLast();
        assertFalse(store.maySend());
    }
}
