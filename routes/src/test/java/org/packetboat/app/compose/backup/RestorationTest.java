package org.packetboat.app.compose.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.backup.BackupFolder;
import org.packetboat.connectors.rocksdb.RocksStore;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.queue.FolderEpoch;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.store.StoreException;

/** From a running queue to a backup, and to another data folder. */
class RestorationTest {
    private static final Instant NOW = Instant.parse("2026-11-30T03:00:00Z");
    private static final Restoration.Choice USUAL = new Restoration.Choice(Optional.empty(), true, false);

    @TempDir
    Path folder;

    private Path at(String name) {
        return folder.resolve(name);
    }

    private static MailQueue queue(RocksStore store) {
        return new MailQueue(store, FolderEpoch.at(NOW, 1));
    }

    private static EnvelopeId add(MailQueue queue, String recipient) {
        QueueId id = queue.newId();
        Message message = new Message(id, NOW, Optional.empty(), 5, false, false, ReturnContent.HDRS,
                Optional.empty(), Optional.empty(), "test");
        Envelope envelope = Envelope.arrived(new EnvelopeId(id, 0), message, List.of(Recipient.of(recipient)),
                Envelope.DeliveryOptions.none(NOW), NOW.plusSeconds(1000));
        CompletableFuture<Void> done = new CompletableFuture<>();
        queue.change().bytes(id, "hello".getBytes()).add(envelope).commit(_ -> done.complete(null));
        done.join();
        return envelope.id();
    }

    private ServerBackup backup(RocksStore store, MailQueue queue, Path data) {
        return new ServerBackup(store::copy, queue,
                new ServerBackup.Source(data, "hub.example.com", "0.2.0", () -> NOW), () -> false);
    }

    /** @return the id of a mail that came after the backup */
    private QueueId liveAndBackUp() throws IOException {
        Files.createDirectories(at("data/history"));
        Files.writeString(at("data/history/0000000000000001.log"), "history");
        Files.createDirectories(at("data/mail/anna/new"));
        Files.writeString(at("data/mail/anna/new/1"), "a mailbox");
        try (RocksStore store = new RocksStore(at("data"))) {
            MailQueue queue = queue(store);
            add(queue, "a@one.example");
            backup(store, queue, at("data")).make(at("backups"), 7);
            return add(queue, "b@one.example").message();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatWaitedIsThereAndHeldAndNoIdComesAgain() throws IOException {
        QueueId after = liveAndBackUp();
        Restoration.Done done = Restoration.run(at("backups"), at("new"), USUAL);
        assertEquals(1, done.held());
        assertEquals("history", Files.readString(at("new/history/0000000000000001.log")));
        assertFalse(Files.exists(at("new/mail")));
        assertFalse(Files.exists(at("new/restoring")));
        Restoration.mustBeWhole(at("new"));
        long old = done.generation().origin().epoch();
        try (RocksStore store = new RocksStore(at("new"))) {
            MailQueue queue = queue(store);
            List<Envelope> waiting = queue.domains().stream()
                    .flatMap(d -> queue.envelope(queue.walk(d.domain()).peek().orElseThrow().id()).stream()).toList();
            assertEquals(1, waiting.size());
            assertTrue(waiting.getFirst().held());
            assertTrue(queue.newId().compareTo(after) > 0);
            assertTrue(queue.wasNamed(old) && queue.epoch() != old);
            assertEquals(0, store.lost());
        }
    }

    @Test
    void theOldServerNoticesAtItsNextBackupAndTheNewOneGoesOnInTheSameFolder() throws IOException {
        liveAndBackUp();
        Restoration.run(at("backups"), at("new"), USUAL);
        try (RocksStore store = new RocksStore(at("data"))) {
            ServerBackup old = backup(store, queue(store), at("data"));
            IOException refused = assertThrows(IOException.class, () -> old.make(at("backups"), 7));
            assertTrue(refused.getMessage().contains("two servers"), refused::getMessage);
            assertTrue(old.failure().contains("two servers"), old::failure);
        }
        try (RocksStore store = new RocksStore(at("new"))) {
            assertEquals(2, backup(store, queue(store), at("new")).make(at("backups"), 7).generation());
        }
    }

    @Test
    void aTrialIsNotNoticed() throws IOException {
        liveAndBackUp();
        Restoration.run(at("backups"), at("new"), new Restoration.Choice(Optional.empty(), true, true));
        try (RocksStore store = new RocksStore(at("data"))) {
            assertEquals(2, backup(store, queue(store), at("data")).make(at("backups"), 7).generation());
        }
    }

    @Test
    void mailIsSentAgainIfThatIsWanted() throws IOException {
        liveAndBackUp();
        Restoration.Done done = Restoration.run(at("backups"), at("new"),
                new Restoration.Choice(Optional.of(1L), false, false));
        assertEquals(0, done.held());
        try (RocksStore store = new RocksStore(at("new"))) {
            MailQueue queue = queue(store);
            assertFalse(queue.envelope(queue.walk(queue.domains().iterator().next().domain()).peek().orElseThrow().id())
                    .orElseThrow().held());
        }
    }

    @Test
    void killedAtAnyPointItIsSaidAndBegunAnew() throws IOException {
        liveAndBackUp();
        Restoration.run(at("backups"), at("whole"), USUAL);
        List<String> entries = names(at("whole"));
        for (int moved = 0; moved <= entries.size(); moved++) {
            Path killed = at("killed-" + moved);
            Files.createDirectories(killed.resolve("restoring/queue"));
            Files.writeString(killed.resolve("restoring/queue/half"), "ha");
            for (String entry : entries.subList(0, moved)) {
                Files.createDirectories(killed.resolve(entry));
                Files.writeString(killed.resolve(entry).resolve("from the attempt before"), "x");
            }
            StoreException refused = assertThrows(StoreException.class, () -> Restoration.mustBeWhole(killed));
            assertTrue(refused.getMessage().contains("half restored"), refused::getMessage);
            Restoration.run(at("backups"), killed, USUAL);
            Restoration.mustBeWhole(killed);
            assertEquals(entries, names(killed));
            assertFalse(Files.exists(killed.resolve("queue/from the attempt before")));
        }
    }

    @Test
    void aFolderWithMailIsNeverOverwritten() throws IOException {
        liveAndBackUp();
        IOException refused = assertThrows(IOException.class,
                () -> Restoration.run(at("backups"), at("data"), USUAL));
        assertTrue(refused.getMessage().contains("not empty"), refused::getMessage);
        assertTrue(Files.exists(at("data/queue/CURRENT")));
    }

    @Test
    void aDamagedBackupIsRefusedAndAnOlderOneCanBeChosen() throws IOException {
        liveAndBackUp();
        try (RocksStore store = new RocksStore(at("data"))) {
            backup(store, queue(store), at("data")).make(at("backups"), 7);
        }
        BackupFolder there = new BackupFolder(at("backups"));
        List<String> before = there.read(1).files().stream().map(f -> f.digest()).toList();
        String fresh = there.read(2).files().stream().map(f -> f.digest()).filter(d -> !before.contains(d)).findFirst()
                .orElseThrow();
        Files.writeString(at("backups/objects").resolve(fresh.substring(0, 2)).resolve(fresh), "damaged");
        assertThrows(IOException.class, () -> Restoration.run(at("backups"), at("new"), USUAL));
        assertThrows(StoreException.class, () -> Restoration.mustBeWhole(at("new")));
        Restoration.run(at("backups"), at("new"), new Restoration.Choice(Optional.of(1L), true, false));
        Restoration.mustBeWhole(at("new"));
    }

    @Test
    void aDamagedQueueDoesNotTakeTheNameOfAGoodBackup() throws IOException {
        liveAndBackUp();
        try (RocksStore store = new RocksStore(at("data"))) {
            ServerBackup backup = backup(store, queue(store), at("data"));
            backup.make(at("backups"), 7);
            try (Stream<Path> files = Files.list(at("data/queue"))) {
                Path table = files.filter(f -> f.toString().endsWith(".sst")).sorted().findFirst().orElseThrow();
                byte[] bytes = Files.readAllBytes(table);
                bytes[bytes.length / 4] ^= 0x55;
                Files.write(table, bytes);
            }
            IOException refused = assertThrows(IOException.class, () -> backup.make(at("backups"), 1));
            assertTrue(refused.getMessage().contains("damaged"), refused::getMessage);
        }
        assertEquals(List.of(1L, 2L), new BackupFolder(at("backups")).numbers());
        assertFalse(Files.exists(at("data/backup-copy")));
    }

    @Test
    void aBackupIntoTheDataFolderItselfOrOntoAFullDiskIsRefused() throws IOException {
        try (RocksStore store = new RocksStore(at("data"))) {
            MailQueue queue = queue(store);
            assertThrows(IOException.class, () -> backup(store, queue, at("data")).make(at("data/backups"), 7));
            ServerBackup full = new ServerBackup(store::copy, queue,
                    new ServerBackup.Source(at("data"), "hub.example.com", "0.2.0", () -> NOW), () -> true);
            IOException refused = assertThrows(IOException.class, () -> full.make(at("backups"), 7));
            assertTrue(refused.getMessage().contains("is full"), refused::getMessage);
        }
    }

    @Test
    void theLastGoodOneIsKnownAfterARestart() throws IOException {
        liveAndBackUp();
        assertEquals(1, LastBackup.read(at("data")).orElseThrow().generation());
        Files.writeString(LastBackup.file(at("data")), "nonsense");
        assertEquals(Optional.empty(), LastBackup.read(at("data")));
    }
}
