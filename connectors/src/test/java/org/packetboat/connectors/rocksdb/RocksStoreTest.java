package org.packetboat.connectors.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreContract;
import org.packetboat.engine.store.StoreException;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

class RocksStoreTest extends StoreContract {
    @TempDir
    Path folder;

    private ForgetfulDisk disk;
    private int lives;

    @Override
    protected Store open() {
        disk = new ForgetfulDisk(folder);
        return new RocksStore(folder, disk);
    }

    @Override
    protected Store reopen() {
        return new RocksStore(folder);
    }

    @Override
    protected Store afterKill() {
        return next(() -> disk.kill(nextFolder()));
    }

    @Override
    protected Store afterPowerCut() {
        return next(() -> disk.cutPower(nextFolder()));
    }

    private Path nextFolder() throws IOException {
        return Files.createDirectory(folder.resolve("life-" + ++lives));
    }

    private Store next(Callable<Path> end) {
        try {
            Path left = end.call();
            store.close();
            RocksStore next = new RocksStore(left, disk);
            assertEquals(0, next.lost());
            assertFalse(Files.exists(left.resolve("damaged")), "a torn tail was taken for damage");
            return next;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void manyThreadsCommitAtOnce() {
        List<CompletableFuture<?>> done = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            CompletableFuture<Void> finished = new CompletableFuture<>();
            done.add(finished);
            threads.add(Thread.startVirtualThread(() -> commitTwenty(finished)));
        }
        done.forEach(StoreContract::await);
        assertEquals(1000, store.count(key("n")));
    }

    private void commitTwenty(CompletableFuture<Void> finished) {
        try {
            for (int i = 0; i < 20; i++)
                commit(new Batch().add(key("n"), 1).put(Family.BODIES, key("b"), new byte[100_000]));
            finished.complete(null);
        } catch (Throwable e) {
            finished.completeExceptionally(e);
        }
    }

    @Test
    void refusesAFolderInUse() {
        StoreException refusal = assertThrows(StoreException.class, () -> new RocksStore(folder));
        assertEquals("data folder " + folder + " is in use by another running process", refusal.getMessage());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void runsOnTheLibraryBesideTheData() throws IOException {
        String maps = Files.readString(Path.of("/proc/self/maps"));
        assertTrue(maps.contains("/native/" + RocksLibrary.UNPACKED), "mapped from elsewhere");
    }

    @Test
    void unpacksItsLibraryAgainOnlyIfItIsDamaged() throws IOException {
        RocksLibrary.unpack(folder.resolve("native"));
        Path library = folder.resolve("native").resolve(RocksLibrary.UNPACKED);
        long size = Files.size(library);
        Files.write(library, new byte[10]);
        RocksLibrary.unpack(folder.resolve("native"));
        assertEquals(size, Files.size(library));
        Files.setLastModifiedTime(library, FileTime.fromMillis(0));
        RocksLibrary.unpack(folder.resolve("native"));
        assertEquals(FileTime.fromMillis(0), Files.getLastModifiedTime(library));
    }

    @Test
    void refusesAFileInPlaceOfItsFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        StoreException refusal = assertThrows(StoreException.class, () -> new RocksStore(file));
        assertTrue(refusal.getMessage().startsWith("data folder " + file + " can't be opened: "), refusal.getMessage());
    }

    @Test
    void refusesANewerFormat() throws RocksDBException {
        store.close();
        try (RocksFiles files = new RocksFolder(folder).open()) {
            files.writeFormat("2");
        }
        StoreException refusal = assertThrows(StoreException.class, () -> new RocksStore(folder));
        assertEquals("data folder " + folder
                + " was written by a newer version: its format is 2, this version reads 1", refusal.getMessage());
    }

    @Test
    void refusesFamiliesItDoesNotKnow() throws RocksDBException {
        store.close();
        try (RocksFiles files = new RocksFolder(folder).open()) {
            files.db().createColumnFamily(new ColumnFamilyDescriptor(key("letters"))).close();
        }
        StoreException refusal = assertThrows(StoreException.class, () -> new RocksStore(folder));
        assertEquals("data folder " + folder + " was written by a newer version: it holds [letters]",
                refusal.getMessage());
    }

    @Test
    void closedStoreRefusesEverything() {
        store.close();
        assertTrue(await(later(new Batch().add(key("n"), 1))).isPresent());
        assertThrows(StoreException.class, () -> store.stage(new Batch().add(key("n"), 1)));
        assertThrows(StoreException.class, () -> store.count(key("n")));
        assertThrows(StoreException.class, () -> store.scan(Family.META, key(""), key("z")));
    }

    @Test
    void cursorLeftOpenIsEndedByTheClose() {
        Store.Cursor cursor = store.scan(Family.META, key(""), key("z"));
        store.close();
        assertThrows(StoreException.class, cursor::next);
        cursor.close();
    }

    @Test
    void groupWrittenThoughItsSyncFailedCountsOnce() {
        store.close();
        AtomicInteger failures = new AtomicInteger(1);
        store = new RocksStore(folder, (files, changes, sync) -> {
            files.write(changes, sync);
            if (failures.getAndDecrement() == 1) throw new RocksDBException("the sync failed on purpose");
        });
        commit(new Batch().add(key("n"), 5));
        assertEquals(5, store.count(key("n")));
        commit(new Batch().add(key("n"), 1));
        assertEquals(6, store.count(key("n")));
    }

    @Test
    void failedWriteIsTriedOnceMoreOnFilesOpenedAnew() {
        store.close();
        AtomicInteger failures = new AtomicInteger(1);
        store = new RocksStore(folder, (files, changes, sync) -> {
            if (failures.getAndDecrement() > 0) throw new RocksDBException("failed on purpose");
            files.write(changes, sync);
        });
        Store.Cursor cursor = store.scan(Family.META, key(""), key("z"));
        commit(new Batch().add(key("n"), 5));
        assertEquals(5, store.count(key("n")));
        assertThrows(StoreException.class, cursor::next);
    }

    @Test
    void failureIsAnsweredToTheWholeGroupAndForgotten() {
        store.close();
        AtomicInteger failures = new AtomicInteger(2);
        store = new RocksStore(folder, (files, changes, sync) -> {
            if (failures.getAndDecrement() > 0) throw new RocksDBException("failed on purpose");
            files.write(changes, sync);
        });
        Optional<StoreException> failure = await(later(new Batch().add(key("n"), 5)));
        assertEquals("the store can't be written: failed on purpose", failure.orElseThrow().getMessage());
        commit(new Batch().add(key("n"), 1));
        assertEquals(1, store.count(key("n")));
    }

    /** Its sync failed, though it was in the log, and the disk was not well enough to look. */
    @Test
    void groupAnsweredAsFailedDoesNotComeBack() throws IOException {
        store.close();
        AtomicInteger failures = new AtomicInteger(1);
        store = new RocksStore(folder, (files, changes, sync) -> {
            files.write(changes, sync);
            if (failures.getAndDecrement() == 1) throw new RocksDBException("the sync failed on purpose");
        });
        Path noProbe = Files.createDirectory(folder.resolve("probe"));
        Files.createFile(noProbe.resolve("keeps-it"));
        assertTrue(await(later(new Batch().add(key("n"), 5))).isPresent());
        assertTrue(await(later(new Batch().add(key("n"), 7))).isPresent(), "written before the truth was known");
        Files.delete(noProbe.resolve("keeps-it"));
        Files.delete(noProbe);
        commit(new Batch().add(key("n"), 1));
        assertEquals(1, store.count(key("n")));
        store.close();
        store = reopen();
        assertEquals(1, store.count(key("n")));
        assertEquals(0, ((RocksStore) store).lost());
    }

    /** A disk that takes nothing any more: no change, and no file that was there before can be made durable. */
    private static final class StuckDisk implements RocksFiles.Disk {
        private volatile boolean stuck;

        @Override
        public void write(RocksFiles files, WriteBatch changes, boolean sync) throws RocksDBException {
            files.write(changes, sync);
            if (stuck) throw new RocksDBException("no space left, on purpose");
        }

        @Override
        public void sync(Path file) throws IOException {
            if (stuck) throw new IOException("no space left, on purpose");
        }
    }

    @Test
    void whatCantBeOpenedAnewIsReadWithoutWhatFailed() {
        store.close();
        StuckDisk stuck = new StuckDisk();
        RocksStore only = new RocksStore(folder, stuck);
        store = only;
        commit(new Batch().add(key("n"), 1).put(Family.META, key("a"), key("1")));
        stuck.stuck = true;
        assertTrue(await(later(new Batch().add(key("n"), 5).put(Family.META, key("b"), key("2")))).isPresent());
        assertTrue(await(later(new Batch().add(key("n"), 7))).isPresent());
        assertEquals(1, store.count(key("n")));
        List<String> seen = new ArrayList<>();
        store.scan(Family.META, key(""), key("z")).forEach((key, _) -> seen.add(new String(key)));
        assertEquals(List.of("a"), seen);
        assertEquals(Optional.of("the store can't be written: no space left, on purpose"), only.trouble());
        assertThrows(StoreException.class, () -> only.copy(folder.resolve("copy")), "what failed could be in it");
        stuck.stuck = false;
        commit(new Batch().add(key("n"), 2));
        assertEquals(3, store.count(key("n")));
        assertEquals(Optional.empty(), only.trouble());
        store.close();
        store = reopen();
        assertEquals(3, store.count(key("n")));
        assertEquals(0, ((RocksStore) store).lost());
    }

    /** A family that was being emptied when the disk failed. */
    @Test
    void readsGoOnAfterAnEmptyingThatFailed() {
        store.close();
        StuckDisk stuck = new StuckDisk();
        store = new RocksStore(folder, stuck);
        commit(new Batch().add(key("n"), 1));
        stuck.stuck = true;
        assertTrue(await(later(new Batch().add(key("n"), 5))).isPresent());
        assertThrows(StoreException.class, () -> store.renew(Family.META));
        assertEquals(1, store.count(key("n")));
    }

    @Test
    void tablesAreWrittenTogetherFromTheStartOn() {
        commit(new Batch().add(key("n"), 1));
        RocksStore opened = (RocksStore) store;
        for (Family family : Family.values())
            assertFalse(opened.<Boolean>read(files -> isKeptApart(files, family)), family::name);
    }

    private static boolean isKeptApart(RocksFiles files, Family family) throws RocksDBException {
        return files.db().getOptions(files.handle(family)).disableAutoCompactions();
    }
}
