package org.packetboat.protocols.bundle.mixing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final int CONTEXTS = 1 << 16;
    private static final int LOGIT = 100;

    private static int learns(Calibration calibration, int context, int bit) {
        for (int i = 0; i < 50; i++) {
            calibration.correct(LOGIT, context);
            calibration.learn(bit);
        }
        return calibration.correct(LOGIT, context);
    }

    /** Each has its own row, however many there are, and in whatever order they come. */
    @Test
    void noContextLearnsFromAnother() {
        Calibration calibration = new Calibration(CONTEXTS, 6);
        calibration.clear();
        int ones = learns(calibration, 0, 1);
        int zeros = learns(calibration, 1, 0);
        assertTrue(zeros < ones, zeros + " and " + ones);
        for (int context = CONTEXTS - 1; context > 1; context--)
            learns(calibration, context, context & 1 ^ 1);
        for (int context = 0; context < CONTEXTS; context++)
            assertEquals(context % 2 == 0 ? ones : zeros, calibration.correct(LOGIT, context), "context " + context);
    }

    @Test
    void forgetsEverything() {
        Calibration calibration = new Calibration(CONTEXTS, 6);
        int fresh = calibration.correct(LOGIT, 7);
        learns(calibration, 7, 1);
        learns(calibration, 8, 1);
        calibration.clear();
        assertEquals(fresh, calibration.correct(LOGIT, 8));
        assertEquals(fresh, calibration.correct(LOGIT, 7));
    }

    /** A row for each that there may be would be 4 MB. */
    @Test
    void aFewContextsTakeLittleMemory() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        learns(new Calibration(CONTEXTS, 6), 1, 1);
        long before = threads.getCurrentThreadAllocatedBytes();
        Calibration calibration = new Calibration(CONTEXTS, 6);
        for (int context = 0; context < 1000; context++)
            learns(calibration, context * 60, 1);
        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(taken < 600_000, taken + " bytes");
    }
}
