package org.packetboat.connectors.uucp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.files.OpenFiles;
import org.packetboat.engine.store.StoreException;
import org.packetboat.protocols.uucp.exchange.Mails;
import org.packetboat.protocols.uucp.exchange.UucpSpool;
import org.packetboat.protocols.uucp.exchange.UucpSpoolContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;

/** A spool in a folder keeps what every spool promises. */
class FileSpoolTest extends UucpSpoolContract {
    @TempDir
    private Path folder;
    private FileSpool spool;

    @BeforeEach
    void open() {
        spool = new FileSpool(folder);
    }

    @Override
    protected UucpSpool spool() {
        return spool;
    }

    @Override
    protected void reopen() {
        open();
    }

    /** What the system has not written yet can't be lost here; what the program has not synced it gives up itself. */
    @Override
    protected void crash() {
        open();
    }

    @Test
    void aCrashTakesNoMoreThanWhatWasNotSynced() {
        spool.append(A, Mails.random(40_000, 1));
        FileSpool after = new FileSpool(folder);
        long held = after.held(A);
        assertTrue(held >= 40_000 - 16 * 1024 && held <= 40_000, "held " + held);
        byte[] there = after.content(A).read(0, (int) held);
        assertArrayEquals(Arrays.copyOf(Mails.random(40_000, 1), there.length), there);
    }

    /** The disk fails for one file: no other is left open for that, night after night. */
    @Test
    void filesAreClosedAfterACallThoughOneCantBeKept() throws IOException {
        spool.append(A, Mails.random(100, 1));
        spool.append(B, Mails.random(100, 2));
        Files.createDirectories(folder.resolve("files").resolve(A).resolve("in the way"));
        Files.createDirectories(folder.resolve("files").resolve(B).resolve("in the way"));
        assertThrows(StoreException.class, spool::release);
        assertEquals(List.of(), OpenFiles.below(folder));
    }

    /** The machine began in 1970, and was corrected. */
    @Test
    void whatWasWrittenWhileTheClockWasWrongIsNotOldForThat() throws IOException {
        spool.append(A, new byte[3]);
        spool.release();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(60)));
        }
        spool.sweep(Instant.now().minusSeconds(3600));
        assertTrue(spool.exists(A));
        spool.sweep(Instant.now().plusSeconds(3600));
        assertFalse(spool.exists(A));
    }

    @Test
    void sweepsWhatNobodyTouched() {
        spool.append(A, new byte[3]);
        spool.remember(B);
        spool.release();
        spool.sweep(Instant.now().minusSeconds(3600));
        assertTrue(spool.exists(A) && spool.remembers(B));
        spool.sweep(Instant.now().plusSeconds(3600));
        assertFalse(spool.exists(A) || spool.remembers(B));
    }
}
