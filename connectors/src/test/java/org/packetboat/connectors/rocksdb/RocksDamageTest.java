package org.packetboat.connectors.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.store.UnreadableException;

/** A disk that does not keep its word: bytes turn, files are gone. What was lost is counted, all the rest goes on. */
class RocksDamageTest {
    private static final int COMMITS = 300;
    /** A broken record takes the rest of its block of 32 KB with it, and what reaches into it. */
    private static final int MOST_IN_A_BLOCK = 10;

    @TempDir
    Path folder;

    @BeforeEach
    void write() {
        try (RocksStore store = new RocksStore(folder)) {
            for (int i = 0; i < COMMITS; i++)
                commit(store, i);
        }
    }

    private static void commit(Store store, int number) {
        CompletableFuture<Optional<StoreException>> answer = new CompletableFuture<>();
        store.commit(
                new Batch().put(Family.ORDER, key(number), key(number)).put(Family.BODIES, key(number), body(number)),
                answer::complete);
        assertEquals(Optional.empty(), answer.join());
    }

    private static byte[] body(int number) {
        byte[] bytes = new byte[4000];
        new Random(number).nextBytes(bytes);
        return bytes;
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    private Path log() throws IOException {
        return ForgetfulDisk.logs(folder.resolve("queue")).getFirst();
    }

    private Path file(String start) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("queue"))) {
            return files.filter(f -> f.getFileName().toString().startsWith(start)).findFirst().orElseThrow();
        }
    }

    private static void flip(Path file, long at) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            channel.write(one.put(0, (byte) ~one.get(0)).rewind(), at);
        }
    }

    private static int present(Store store) {
        return (int) IntStream.range(0, COMMITS).filter(i -> isThere(store, i)).count();
    }

    private static boolean isThere(Store store, int number) {
        return store.get(Family.ORDER, key(number)).isPresent() && store.get(Family.BODIES, key(number)).isPresent();
    }

    private static boolean isReadable(Store store, int number) {
        try {
            return isThere(store, number);
        } catch (UnreadableException e) {
            return false;
        }
    }

    private void openAndLose(int least, int most) {
        try (RocksStore store = new RocksStore(folder)) {
            assertEquals(least > 0 || store.lost() > 0, store.needsRepair());
            int lost = COMMITS - present(store);
            assertEquals(lost, store.lost());
            assertTrue(lost >= least && lost <= most, "lost " + lost);
            commit(store, COMMITS + 1);
        }
        try (RocksStore again = new RocksStore(folder)) {
            assertEquals(0, again.lost(), "told once");
            assertTrue(again.get(Family.ORDER, key(COMMITS + 1)).isPresent());
        }
    }

    @Test
    void nothingIsLostOnAGoodDisk() {
        openAndLose(0, 0);
        assertFalse(Files.exists(folder.resolve("damaged")));
    }

    @Test
    void turnedByteInTheLogCostsItsBlockAndIsCounted() throws IOException {
        flip(log(), Files.size(log()) / 2);
        openAndLose(1, MOST_IN_A_BLOCK);
        try (Stream<Path> kept = Files.list(folder.resolve("damaged"))) {
            assertEquals(1, kept.count());
        }
    }

    @Test
    void turnedByteInTheLastRecordIsCounted() throws IOException {
        flip(log(), Files.size(log()) - 5);
        openAndLose(1, 1);
    }

    @Test
    void deletedLogIsCounted() throws IOException {
        Files.delete(log());
        openAndLose(COMMITS, COMMITS);
    }

    @Test
    void logCutShortIsCounted() throws IOException {
        try (FileChannel channel = FileChannel.open(log(), StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(log()) / 2);
        }
        openAndLose(COMMITS / 3, COMMITS * 2 / 3);
    }

    @Test
    void damagedMarkCostsNothing() throws IOException {
        Files.write(folder.resolve("acknowledged"), new byte[]{1, 2, 3});
        openAndLose(0, 0);
    }

    @Test
    void damagedCurrentIsMended() throws IOException {
        flip(folder.resolve("queue/CURRENT"), 3);
        openAndLose(0, 0);
    }

    @Test
    void missingCurrentIsMended() throws IOException {
        Files.delete(folder.resolve("queue/CURRENT"));
        openAndLose(0, 0);
    }

    @Test
    void unreadableBlockCostsWhatStandsInItAndNothingElse() throws Exception {
        try (RocksFiles files = new RocksFolder(folder).open()) {
            files.flush();
        }
        try (RocksStore store = new RocksStore(folder)) {
            flip(largestTable(), Files.size(largestTable()) / 2);
            long readable = IntStream.range(0, COMMITS).filter(i -> isReadable(store, i)).count();
            assertTrue(readable < COMMITS && readable >= COMMITS - MOST_IN_A_BLOCK, "readable " + readable);
            commit(store, COMMITS + 1);
        }
    }

    private Path largestTable() throws IOException {
        return tables().getFirst();
    }

    /** The largest first. */
    private List<Path> tables() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("queue"))) {
            return files.filter(f -> f.toString().endsWith(".sst"))
                    .sorted(Comparator.comparingLong((Path f) -> f.toFile().length()).reversed()).toList();
        }
    }

    /** So the order of a queue is made anew: no block of the damaged file is read again, and it is kept aside. */
    @Test
    void familyThatIsRenewedCanBeWrittenAndReadThoughABlockWasDamaged() throws Exception {
        int entries = 20_000;
        write(entries);
        try (RocksFiles files = new RocksFolder(folder).open()) {
            files.flush();
        }
        Path table = tables().get(1);
        try (RocksStore store = new RocksStore(folder)) {
            flip(table, Files.size(table) / 2);
            assertThrows(UnreadableException.class, () -> count(store));
            store.renew(Family.ORDER);
            assertEquals(0, count(store));
            Batch anew = new Batch();
            for (int i = 0; i < entries; i++)
                anew.put(Family.ORDER, key(i), key(i));
            commit(store, anew);
            assertEquals(entries, count(store));
        }
        try (RocksStore again = new RocksStore(folder)) {
            assertEquals(entries, count(again));
        }
        try (Stream<Path> kept = Files.list(folder.resolve("damaged"))) {
            assertTrue(kept.anyMatch(copy -> copy.toString().endsWith("-" + table.getFileName())));
        }
    }

    /** RocksDB writes tables together all the time, and one that can't be read whole stops it: that must end. */
    @Test
    void tableThatKeepsTheStoreFromWritingIsMendedByTheNextStart() throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        CompletableFuture<Throwable> fatal = new CompletableFuture<>();
        int entries = 20_000;
        write(entries);
        try (RocksFiles files = new RocksFolder(folder).open()) {
            files.flush();
        }
        Path table = tables().get(1);
        RocksStore store = new RocksStore(folder);
        flip(table, Files.size(table) / 2);
        Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> fatal.complete(thrown));
        try {
            for (int round = 0; !fatal.isDone(); round++) {
                store.commit(new Batch().put(Family.ORDER, key(round * 97 % entries), body(round)), _ -> {});
                flushQuietly(store);
            }
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertEquals(TableMend.NeededError.class, fatal.join().getClass());
        store.close();
        try (RocksStore next = new RocksStore(folder)) {
            assertEquals(Set.of(Family.ORDER), next.mended());
            int left = count(next);
            assertTrue(left < entries && left > entries - 1000, "left " + left);
            writeAndFlush(next, 10);
        }
    }

    private static void flushQuietly(RocksStore store) {
        try {
            store.read(files -> {
                files.flush();
                return true;
            });
        } catch (StoreException e) {
            assertTrue(e.getMessage().contains("checksum"), e.getMessage());
        }
    }

    private void write(int entries) {
        try (RocksStore store = new RocksStore(folder)) {
            Batch batch = new Batch();
            for (int i = 0; i < entries; i++)
                batch.put(Family.ORDER, key(i), Arrays.copyOf(body(i), 8));
            commit(store, batch);
        }
    }

    private static void commit(Store store, Batch batch) {
        CompletableFuture<Optional<StoreException>> answer = new CompletableFuture<>();
        store.commit(batch, answer::complete);
        assertEquals(Optional.empty(), answer.join());
    }

    private static int count(Store store) {
        int[] count = {0};
        store.scan(Family.ORDER, key(0), key(Integer.MAX_VALUE)).forEach((_, _) -> count[0]++);
        return count[0];
    }

    /** Before anybody meets it, as long as that takes no time. */
    @Test
    void damagedTableOfASmallQueueIsMendedAtTheStart() throws Exception {
        try (RocksFiles files = new RocksFolder(folder).open()) {
            files.flush();
        }
        flip(largestTable(), Files.size(largestTable()) / 2);
        try (RocksStore store = new RocksStore(folder)) {
            assertEquals(Set.of(Family.BODIES), store.mended());
            assertTrue(store.needsRepair());
            int left = present(store);
            assertTrue(left < COMMITS && left >= COMMITS - MOST_IN_A_BLOCK, "left " + left);
            assertEquals(0, store.lost());
        }
        assertFalse(Files.exists(folder.resolve("mending")));
        try (RocksStore again = new RocksStore(folder)) {
            assertEquals(Set.of(), again.mended());
            assertTrue(again.needsRepair(), "the life before was killed before it was done");
            again.repaired();
        }
        try (RocksStore third = new RocksStore(folder)) {
            assertFalse(third.needsRepair());
        }
    }

    /** A file stands where the folder for the copy would be: as good as a full disk. */
    @Test
    void withoutRoomForTheCopyWritingGoesOn() throws Exception {
        write(20_000);
        try (RocksFiles files = new RocksFolder(folder).open()) {
            files.flush();
        }
        flip(tables().get(1), Files.size(tables().get(1)) / 2);
        Files.createFile(folder.resolve("mending"));
        try (RocksStore store = new RocksStore(folder)) {
            assertEquals(Set.of(Family.ORDER), store.unmended());
            assertFalse(store.needsRepair());
            writeAndFlush(store, 20);
        }
        try (RocksStore again = new RocksStore(folder)) {
            assertEquals(Set.of(Family.ORDER), again.mended());
        }
    }

    private static void writeAndFlush(RocksStore store, int times) {
        for (int round = 0; round < times; round++) {
            commit(store, new Batch().put(Family.ORDER, key(round * 97), body(round)));
            store.read(files -> {
                files.flush();
                return true;
            });
        }
    }

    /** Killed when the copy is whole: it counts, though the old tables are gone, or some of the new ones in place. */
    @Test
    void copyThatIsWholeIsPutInPlaceByTheNextStart() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("mending/order"));
        try (RocksFiles files = new RocksFolder(folder).open();
                TableCopy table = new TableCopy(files, Family.ORDER, copy)) {
            table.add(key(7), key(7));
            table.finish();
            files.renew(Family.ORDER);
        }
        Files.createFile(copy.resolve("whole"));
        try (RocksStore store = new RocksStore(folder)) {
            assertEquals(Set.of(Family.ORDER), store.mended());
            assertEquals(1, count(store));
            assertTrue(store.get(Family.BODIES, key(9)).isPresent());
        }
        assertFalse(Files.exists(folder.resolve("mending")));
    }

    /** Killed while it was being made: it does not count. */
    @Test
    void halfACopyIsThrownAway() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("mending/order"));
        Files.write(copy.resolve("000001.sst"), new byte[100]);
        try (RocksStore store = new RocksStore(folder)) {
            assertEquals(COMMITS, count(store));
        }
        assertFalse(Files.exists(folder.resolve("mending")));
    }

    @Test
    void damagedManifestIsRefusedWithAWayOn() throws IOException {
        flip(file("MANIFEST"), 20);
        String message = assertThrows(StoreException.class, () -> new RocksStore(folder)).getMessage();
        assertTrue(message.contains("packetboat check-data") && message.contains("packetboat salvage"), message);
    }

    /** Keys of these are shorter than others. */
    @Test
    void salvageReadsWhatElseWasNotedOutOfTablesAndLogs() throws IOException {
        noteAndReopen("ids", "note to tell of one");
        noteAndReopen("clock", "note to tell of another");
        try (SalvagedStore salvaged = SalvagedStore.read(folder, folder.resolve("scratch"))) {
            assertEquals(List.of(), salvaged.unreadable());
            for (String name : List.of("ids", "clock", "note to tell of one", "note to tell of another"))
                assertTrue(salvaged.store().get(Family.META, name.getBytes(UTF_8)).isPresent(), name);
        }
    }

    private void noteAndReopen(String... names) {
        try (RocksStore store = new RocksStore(folder)) {
            for (String name : names)
                store.stage(new Batch().put(Family.META, name.getBytes(UTF_8), key(1)));
        }
    }
}
