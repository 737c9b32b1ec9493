package org.packetboat.app.compose.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.connectors.jmx.backup.BackupMXBean;
import org.packetboat.connectors.json.ExportedMail;

/** What operators see and do of backups. */
public record BackupView(ServerBackup backup, MailImport imports, Optional<BackupTimetable> timetable)
        implements
            BackupMXBean {
    private static final long NO_TIME = -1;

    @Override
    public String getLast() {
        return backup.last().map(LastBackup::at).map(Instant::toString).orElse("");
    }

    @Override
    public long getLastMillis() {
        return backup.last().map(LastBackup::at).map(Instant::toEpochMilli).orElse(NO_TIME);
    }

    @Override
    public String getLastFolder() {
        return backup.last().map(LastBackup::folder).orElse("");
    }

    @Override
    public long getLastGeneration() {
        return backup.last().map(LastBackup::generation).orElse(0L);
    }

    @Override
    public long getLastBytes() {
        return backup.last().map(LastBackup::bytes).orElse(0L);
    }

    @Override
    public long getLastCopiedBytes() {
        return backup.last().map(LastBackup::copied).orElse(0L);
    }

    @Override
    public String getLastFailure() {
        return backup.failure();
    }

    @Override
    public String getNext() {
        return timetable.flatMap(BackupTimetable::next).map(Instant::toString).orElse("");
    }

    @Override
    public String backup(String folder, int keep) {
        if (folder.isBlank()) throw new IllegalArgumentException("folder: found nothing; expected a path");
        if (keep < 1) throw new IllegalArgumentException("keep: found " + keep + "; expected a number from 1 on");
        try {
            return backup.make(Path.of(folder), keep).said();
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage());
        }
    }

    @Override
    public String copyQueue() {
        try {
            return backup.copyQueue().toString();
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage());
        }
    }

    @Override
    public String importMail(String envelope, byte[] text) {
        return imports.take(ExportedMail.read(envelope), text).toString();
    }

    /** What is wrong now. */
    public List<String> problems() {
        return getLastFailure().isEmpty() ? List.of() : List.of("backup: failed at " + getLastFailure());
    }
}
