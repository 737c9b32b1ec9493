package org.packetboat.app.compose.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.ConfigurationReader;
import org.packetboat.app.config.ConfigurationReading;
import org.packetboat.app.config.settings.BackupSettings;
import org.packetboat.connectors.backup.BackupFolder;
import org.packetboat.connectors.rocksdb.RocksStore;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.queue.MailQueue;

/** When backups are made, by a clock that the test sets. */
class BackupTimetableTest {
    private static final Instant NIGHT = Instant.parse("2026-11-30T03:30:00Z");

    @TempDir
    Path folder;
    private Instant now = NIGHT.minusSeconds(60);
    private RocksStore store;
    private ServerBackup backup;

    @BeforeEach
    void open() {
        store = new RocksStore(folder.resolve("data"));
        backup = new ServerBackup(store::copy, new MailQueue(store),
                new ServerBackup.Source(folder.resolve("data"), "hub.example.com", "0.2.0", () -> now), () -> false);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private BackupSettings settings(String at) {
        String content = "server: hub.example.com\nbackup: { folder: backups, zone: UTC, at: \"" + at + "\" }\n";
        ConfigurationReading reading = new ConfigurationReader(() -> new Domain("hub.example.com"))
                .read("packetboat.yaml", content.getBytes(), folder);
        Configuration read = ((ConfigurationReading.Good) reading).configuration();
        return read.backup().orElseThrow();
    }

    private BackupTimetable timetable(String at) {
        return new BackupTimetable(backup, settings(at), () -> now);
    }

    private int made() throws IOException {
        return new BackupFolder(folder.resolve("backups")).numbers().size();
    }

    private void lookAt(BackupTimetable timetable, Instant at) throws InterruptedException {
        now = at;
        timetable.look();
        timetable.await();
    }

    @Test
    void oneIsMadeAtItsTimeAndNotTwice() throws Exception {
        BackupTimetable nightly = timetable("0 30 3 * * ?");
        lookAt(nightly, NIGHT.minusSeconds(1));
        assertEquals(0, made());
        assertEquals(Optional.of(NIGHT), nightly.next());
        lookAt(nightly, NIGHT.plusMillis(3));
        lookAt(nightly, NIGHT.plusSeconds(1));
        lookAt(nightly, NIGHT.plus(Duration.ofHours(12)));
        assertEquals(1, made());
        assertEquals(Optional.of(NIGHT.plus(Duration.ofDays(1))), nightly.next());
    }

    @Test
    void everyMinuteIsATimeOfItsOwn() throws Exception {
        BackupTimetable often = timetable("0 * * * * ?");
        for (int minute = 0; minute < 3; minute++)
            lookAt(often, NIGHT.plusSeconds(60L * minute));
        assertEquals(3, made());
    }

    @Test
    void whatWasMissedIsMadeAtTheStartAndOnce() throws Exception {
        lookAt(timetable("0 30 3 * * ?"), NIGHT);
        now = NIGHT.plus(Duration.ofDays(3)).plusSeconds(4000);
        BackupTimetable next = timetable("0 30 3 * * ?");
        lookAt(next, now);
        lookAt(next, now.plusSeconds(5));
        assertEquals(2, made());
    }

    @Test
    void oneThatFailedIsTriedAgainAfterAnHourAndNotBefore() throws Exception {
        BackupTimetable nightly = timetable("0 30 3 * * ?");
        Files.writeString(folder.resolve("backups"), "no folder");
        lookAt(nightly, NIGHT);
        assertTrue(backup.failure().contains("backups"), backup::failure);
        Files.delete(folder.resolve("backups"));
        lookAt(nightly, NIGHT.plus(Duration.ofMinutes(59)));
        assertEquals(0, made());
        lookAt(nightly, NIGHT.plus(Duration.ofMinutes(60)));
        assertEquals(1, made());
        assertEquals("", backup.failure());
    }

    @Test
    void aClockThatGoesBackMakesNoneAgain() throws Exception {
        BackupTimetable nightly = timetable("0 30 3 * * ?");
        lookAt(nightly, NIGHT);
        lookAt(nightly, Instant.parse("1970-01-01T00:10:00Z"));
        lookAt(nightly, NIGHT.minusSeconds(5));
        lookAt(nightly, NIGHT);
        assertEquals(1, made());
    }
}
