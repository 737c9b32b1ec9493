package org.packetboat.connectors.uucp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.protocols.uucp.exchange.Mails;
import org.packetboat.protocols.uucp.mail.Digest;

/** What a spool promises, and what a crash may take. */
class FileSpoolTest {
    private static final String A = Digest.of("a");
    private static final String B = Digest.of("b");

    @TempDir
    private Path folder;
    private FileSpool spool;

    @BeforeEach
    void open() {
        spool = new FileSpool(folder);
    }

    @Test
    void holdsWhatWasAppended() {
        spool.append(A, new byte[]{1, 2});
        spool.append(A, new byte[]{3});
        assertEquals(3, spool.held(A));
        assertArrayEquals(new byte[]{1, 2, 3}, spool.content(A).read(0, 10));
        assertEquals(0, spool.held(B));
    }

    @Test
    void theNextSessionFindsWhatTheLastReleased() {
        spool.append(A, new byte[100]);
        spool.release();
        FileSpool next = new FileSpool(folder);
        assertEquals(100, next.held(A));
        next.append(A, new byte[5]);
        assertEquals(105, next.held(A));
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

    @Test
    void whatWasKeptSurvivesACrashWhole() {
        spool.append(A, new byte[100]);
        spool.keep(A);
        assertEquals(100, new FileSpool(folder).held(A));
    }

    @Test
    void anEmptyFileCanBeKept() {
        spool.keep(A);
        assertTrue(new FileSpool(folder).exists(A));
        assertEquals(0, spool.held(A));
    }

    @Test
    void renamingReplaces() {
        spool.append(A, new byte[3]);
        spool.append(B, new byte[7]);
        spool.rename(A, B);
        assertFalse(spool.exists(A));
        assertEquals(3, spool.held(B));
    }

    @Test
    void remembersUntilToldToForget() {
        spool.remember(A);
        assertTrue(new FileSpool(folder).remembers(A));
        spool.forget(A);
        assertFalse(new FileSpool(folder).remembers(A));
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
