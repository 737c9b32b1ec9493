package org.packetboat.connectors.rocksdb;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;
import org.rocksdb.RocksDBException;

/**
 * A process that fills the disk under a store, makes room and goes on. Exits with an exception at the first thing that
 * is not as promised. Arguments: a folder on a disk of 96 MB, and what there will be too little of: bytes, files (of
 * which there may be 200), or room at the start.
 */
public final class FullDisk {
    private static final int BALLAST = 32 << 20;
    private static final int FAILURES = 50;
    private static final int MANY = 100;
    private static final int RANDOM_BODIES = 450;
    private static final int LITTLE = 4 << 20;
    private static final int KILLED = 9;
    private static final byte[] BODY = new byte[100_000];

    private final Path folder;
    private final List<Integer> done = new ArrayList<>();
    private final List<Integer> failed = new ArrayList<>();

    private FullDisk(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        FullDisk disk = new FullDisk(Path.of(arguments[0]));
        switch (arguments[1]) {
            case "bytes" -> disk.run();
            case "files" -> disk.runOutOfFiles();
            case "room-at-the-start" -> disk.startWhenFull();
            default -> disk.beKilled();
        }
    }

    private void startWhenFull() throws IOException, InterruptedException {
        List<String> other = ChildJvm.command(FullDisk.class, folder.toString(), "be-killed");
        other.add(1 + other.indexOf("-Xmx128m"), "-Xmx512m");
        must(new ProcessBuilder(other).inheritIO().start().waitFor() == KILLED, "the first life failed");
        Path ballast = folder.resolve("ballast");
        try (OutputStream out = Files.newOutputStream(ballast)) {
            for (long free = room(); free > LITTLE; free -= BODY.length)
                out.write(BODY, 0, (int) Math.min(BODY.length, free - LITTLE));
        }
        must(room() <= LITTLE, "the disk is not full");
        IntStream.range(0, RANDOM_BODIES).forEach(done::add);
        try (Store store = new RocksStore(folder.resolve("data"))) {
            check(store, "after a start on a full disk");
            for (int number : List.copyOf(done))
                remove(store, number);
            done.clear();
            Files.delete(ballast);
            commit(store);
            must(failed.isEmpty(), "a small commit failed");
        }
        try (Store store = new RocksStore(folder.resolve("data"))) {
            check(store, "after the next start");
        }
    }

    private long room() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** As mail goes out. */
    private static void remove(Store store, int number) {
        byte[] key = NumberedBatches.key(0, number);
        CompletableFuture<Optional<StoreException>> answer = new CompletableFuture<>();
        store.commit(new Batch().delete(Family.BODIES, key).delete(Family.ORDER, key).add(key, -1), answer::complete);
        must(answer.join().isEmpty(), "on a full disk nothing can be settled");
    }

    private void beKilled() {
        RocksStore store = new RocksStore(folder.resolve("data"));
        for (int i = 0; i < RANDOM_BODIES; i++) {
            new Random(i).nextBytes(BODY);
            commit(store);
        }
        Runtime.getRuntime().halt(failed.isEmpty() ? KILLED : 1);
    }

    private void runOutOfFiles() throws IOException {
        AtomicBoolean failing = new AtomicBoolean();
        try (Store store = new RocksStore(folder.resolve("data"), (files, changes, sync) -> {
            if (failing.get()) throw new RocksDBException("failed on purpose");
            files.write(changes, sync);
        })) {
            commit(store);
            List<Path> fillers = fill();
            Files.delete(fillers.removeLast());
            failing.set(true);
            try (Readers readers = new Readers(store).start()) {
                commit(store);
                failing.set(false);
                commit(store);
                must(failed.size() == 2, "the store could be opened without room for its files");
                check(store, "while the store can't be opened anew");
                readers.mustHaveRead(MANY);
                for (Path filler : fillers)
                    Files.delete(filler);
                commit(store);
                readers.mustHaveRead(MANY);
            }
            must(done.size() == 2, "the first commit after there was room failed");
            check(store, "with room again");
        }
        try (Store store = new RocksStore(folder.resolve("data"))) {
            check(store, "after the next start");
        }
    }

    private List<Path> fill() {
        List<Path> fillers = new ArrayList<>();
        try {
            for (int i = 0;; i++)
                fillers.add(Files.createFile(folder.resolve("filler-" + i)));
        } catch (IOException noMoreFiles) {
            return fillers;
        }
    }

    /** Reads the first commit again and again, on a thread of its own. */
    private static final class Readers implements AutoCloseable {
        private final Store store;
        private final AtomicReference<Optional<RuntimeException>> failure = new AtomicReference<>(Optional.empty());
        private final AtomicLong reads = new AtomicLong();
        private volatile boolean over;

        Readers(Store store) {
            this.store = store;
        }

        Readers start() {
            Thread.ofPlatform().daemon().start(this::run);
            return this;
        }

        private void run() {
            try {
                for (; !over; reads.incrementAndGet())
                    must(isWhole(store, 0), "what was answered is not there");
            } catch (RuntimeException e) {
                failure.set(Optional.of(e));
            }
        }

        /** Waits for so many more. */
        void mustHaveRead(int times) {
            for (long until = reads.get() + times; reads.get() < until; LockSupport.parkNanos(1_000_000))
                failure.get().ifPresent(e -> {
                    throw e;
                });
        }

        @Override
        public void close() {
            over = true;
        }
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
