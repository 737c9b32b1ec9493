package org.packetboat.protocols.uucp.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The spool of simulated sites keeps what every spool promises. */
class MemorySpoolTest extends UucpSpoolContract {
    private final MemorySpool spool = new MemorySpool();
    private final SplittableRandom random = new SplittableRandom(1);

    @Override
    protected UucpSpool spool() {
        return spool;
    }

    @Override
    protected void reopen() {
        // it outlives its sessions
    }

    @Override
    protected void crash() {
        spool.crash(random);
    }

    @Test
    void countsWhatIsKept() {
        spool.remember(A);
        spool.append(B, new byte[1]);
        assertEquals(2, spool.size());
        spool.forget(A);
        spool.discard(B);
        assertEquals(0, spool.size());
    }

    @Test
    void whatNeverLosesPowerCannotCrash() {
        MemorySpool steady = MemorySpool.steady();
        steady.append(A, new byte[1]);
        steady.discard(A);
        assertEquals(0, steady.size());
        assertThrows(IllegalStateException.class, () -> steady.crash(random));
    }
}
