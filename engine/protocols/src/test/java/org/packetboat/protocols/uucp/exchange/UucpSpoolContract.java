package org.packetboat.protocols.uucp.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every {@link UucpSpool} promises, above all of what a crash may take. */
public abstract class UucpSpoolContract {
    protected static final String A = "a".repeat(64);
    protected static final String B = "b".repeat(64);

    /** The spool as the present session has it. */
    protected abstract UucpSpool spool();

    /** The next session begins: the last one has released its spool, or there was a crash. */
    protected abstract void reopen();

    /** The power fails, and the next session begins. */
    protected abstract void crash();

    private byte[] content(String file) {
        return spool().content(file).read(0, (int) spool().held(file));
    }

    @Test
    public void holdsWhatWasAppended() {
        spool().append(A, new byte[]{1, 2});
        spool().append(A, new byte[]{3});
        assertEquals(3, spool().held(A));
        assertArrayEquals(new byte[]{1, 2, 3}, content(A));
        assertEquals(0, spool().held(B));
        assertFalse(spool().exists(B));
    }

    @Test
    public void theNextSessionFindsWhatTheLastReleased() {
        spool().append(A, new byte[100]);
        spool().release();
        reopen();
        assertEquals(100, spool().held(A));
        spool().append(A, new byte[5]);
        assertEquals(105, spool().held(A));
    }

    @Test
    public void aCrashLeavesTheFrontOfWhatWasAppended() {
        byte[] appended = new byte[40_000];
        new Random(1).nextBytes(appended);
        spool().append(A, Arrays.copyOf(appended, 1000));
        spool().keep(A);
        spool().append(A, Arrays.copyOfRange(appended, 1000, 40_000));
        crash();
        int held = (int) spool().held(A);
        assertTrue(held >= 1000 && held <= 40_000, "held " + held);
        assertArrayEquals(Arrays.copyOf(appended, held), content(A));
    }

    @Test
    public void whatWasKeptSurvivesACrashWhole() {
        spool().append(A, new byte[100]);
        spool().keep(A);
        crash();
        assertEquals(100, spool().held(A));
    }

    @Test
    public void anEmptyFileCanBeKept() {
        spool().keep(A);
        crash();
        assertTrue(spool().exists(A));
        assertEquals(0, spool().held(A));
    }

    @Test
    public void renamingReplacesAndSurvivesACrash() {
        spool().append(A, new byte[3]);
        spool().append(B, new byte[7]);
        spool().rename(A, B);
        crash();
        assertFalse(spool().exists(A));
        assertEquals(3, spool().held(B));
    }

    @Test
    public void whatWasDiscardedIsGone() {
        spool().append(A, new byte[3]);
        spool().discard(A);
        spool().discard(B);
        assertFalse(spool().exists(A));
        assertEquals(0, spool().held(A));
    }

    @Test
    public void remembersUntilToldToForgetThroughACrash() {
        spool().remember(A);
        crash();
        assertTrue(spool().remembers(A));
        spool().forget(A);
        assertFalse(spool().remembers(A));
        assertFalse(spool().remembers(B));
    }
}
