package org.packetboat.connectors.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;

/**
 * A process that fills the disk under a store, makes room and goes on. Exits with an exception at the first thing that
 * is not as promised. Argument: a folder on a disk of 96 MB.
 */
public final class FullDisk {
    private static final int BALLAST = 32 << 20;
    private static final int FAILURES = 50;
    private static final byte[] BODY = new byte[100_000];

    private final Path folder;
    private final List<Integer> done = new ArrayList<>();
    private final List<Integer> failed = new ArrayList<>();

    private FullDisk(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        new FullDisk(Path.of(arguments[0])).run();
    }

    private void run() throws IOException {
        Path ballast = Files.write(folder.resolve("ballast"), new byte[BALLAST]);
        try (Store store = new RocksStore(folder.resolve("data"))) {
            while (failed.size() < FAILURES)
                commit(store);
            check(store, "while the disk is full");
            Files.delete(ballast);
            commit(store);
            must(done.getLast() > failed.getLast(), "the first commit after there was room failed");
            check(store, "with room again");
        }
        try (Store store = new RocksStore(folder.resolve("data"))) {
            check(store, "after the next start");
        }
        System.out.println("done=" + done.size() + " failed=" + failed.size());
    }

    private void commit(Store store) {
        int number = done.size() + failed.size();
        byte[] key = NumberedBatches.key(0, number);
        CompletableFuture<Optional<StoreException>> answer = new CompletableFuture<>();
        store.commit(new Batch().put(Family.BODIES, key, BODY).put(Family.ORDER, key, key).add(key, 1),
                answer::complete);
        (answer.join().isPresent() ? failed : done).add(number);
    }

    private void check(Store store, String when) {
        for (int number : done)
            must(isWhole(store, number), number + " was answered and is not there " + when);
        for (int number : failed)
            must(isAbsent(store, number), number + " failed and is there " + when);
    }

    private static boolean isWhole(Store store, int number) {
        byte[] key = NumberedBatches.key(0, number);
        return store.get(Family.BODIES, key).isPresent() && store.get(Family.ORDER, key).isPresent()
                && store.count(key) == 1;
    }

    private static boolean isAbsent(Store store, int number) {
        byte[] key = NumberedBatches.key(0, number);
        return store.get(Family.BODIES, key).isEmpty() && store.get(Family.ORDER, key).isEmpty()
                && store.count(key) == 0;
    }

    private static void must(boolean holds, String fault) {
        if (!holds) throw new IllegalStateException(fault);
    }
}
