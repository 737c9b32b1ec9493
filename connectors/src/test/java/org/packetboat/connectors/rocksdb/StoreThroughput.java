package org.packetboat.connectors.rocksdb;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;

/**
 * Measures what {@link RocksStore} commits in a second: a body of 4 KB, an envelope of 200 bytes, five small entries
 * and two additions in each batch, as accepting a message comes to. Arguments: an empty folder, and the seconds for
 * each number of threads.
 */
public final class StoreThroughput {
    private static final int BODY = 4096;
    private static final int ENVELOPE = 200;
    private static final Random RANDOM = new Random(1);
    private static final byte[] BYTES = new byte[1 << 20];
    private static final AtomicLong NUMBERS = new AtomicLong();

    private StoreThroughput() {}

    public static void main(String[] arguments) throws InterruptedException {
        RANDOM.nextBytes(BYTES);
        int seconds = Integer.parseInt(arguments[1]);
        try (Store store = new RocksStore(Path.of(arguments[0]))) {
            run(store, 8, 2);
            for (int threads : List.of(1, 8, 64))
                System.out.printf("store-commit threads=%d per-second=%d%n", threads, run(store, threads, seconds));
        }
    }

    private static long run(Store store, int threads, int seconds) throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong done = new AtomicLong();
        CountDownLatch ended = new CountDownLatch(threads);
        long start = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            Thread.startVirtualThread(() -> {
                while (!stop.get()) {
                    commit(store, NUMBERS.incrementAndGet());
                    done.incrementAndGet();
                }
                ended.countDown();
            });
        }
        boolean early = ended.await(seconds, TimeUnit.SECONDS);
        if (early) throw new IllegalStateException("the writers ended early");
        stop.set(true);
        ended.await();
        return done.get() * 1_000_000_000L / (System.nanoTime() - start);
    }

    private static void commit(Store store, long number) {
        CompletableFuture<Optional<StoreException>> answer = new CompletableFuture<>();
        store.commit(accepted(number), answer::complete);
        answer.join().ifPresent(failure -> {
            throw failure;
        });
    }

    private static Batch accepted(long number) {
        byte[] id = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        byte[] place = ByteBuffer.allocate(2 * Long.BYTES).putLong(number % 100).putLong(number).array();
        byte[] small = new byte[8];
        return new Batch().put(Family.BODIES, id, slice(number, BODY))
                .put(Family.ENVELOPES, id, slice(number, ENVELOPE))
                .put(Family.ORDER, place, small).put(Family.TIMERS, id, small).put(Family.TIMERS, place, small)
                .put(Family.KEYS, id, small).put(Family.META, new byte[]{1}, id)
                .add(new byte[]{1, (byte) (number % 100)}, 1).add(new byte[]{2, (byte) (number % 100)}, BODY);
    }

    private static byte[] slice(long number, int length) {
        byte[] bytes = new byte[length];
        System.arraycopy(BYTES, (int) (number * 4099 % (BYTES.length - length)), bytes, 0, length);
        return bytes;
    }
}
