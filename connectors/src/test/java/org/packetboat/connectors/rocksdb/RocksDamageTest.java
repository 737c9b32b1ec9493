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
        flip(largestTable(), Files.size(largestTable()) / 2);
        try (RocksStore store = new RocksStore(folder)) {
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
        flip(table, Files.size(table) / 2);
        try (RocksStore store = new RocksStore(folder)) {
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
