package org.packetboat.connectors.jmx.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Garbage of days does not fill the heap up to its limit before somebody looks. */
class HeapCareTest {
    private static final long MEGABYTE = 1 << 20;

    private static int committed(String cared) throws Exception {
        Process load = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms16m", "-Xmx320m", "-Xmn4m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                HeapLoad.class.getName(), cared).redirectErrorStream(true).start();
        try (BufferedReader out = load.inputReader()) {
            List<String> said = out.lines().toList();
            assertEquals(0, load.waitFor(), said.toString());
            return Integer.parseInt(said.getLast());
        } finally {
            load.destroyForcibly();
        }
    }

    @Test
    void theHeapStaysSmallWhereLittleIsLive() throws Exception {
        int without = committed("no");
        int with = committed("yes");
        assertTrue(without > 250, "without care it fills its limit: " + without + " MB");
        assertTrue(with < 80, "with care it grew to " + with + " MB");
    }

    @Test
    void looksWhenItHasDoubledAndNeverBeyondTheLimit() {
        assertEquals(26 * MEGABYTE, HeapCare.threshold(10 * MEGABYTE, 500 * MEGABYTE));
        assertEquals(200 * MEGABYTE, HeapCare.threshold(100 * MEGABYTE, 500 * MEGABYTE));
        assertEquals(450 * MEGABYTE, HeapCare.threshold(300 * MEGABYTE, 500 * MEGABYTE));
    }

    /** The tables of one bundle are 27 MB of it: twice that is more than a machine of 256 MB has to spare. */
    @Test
    void looksEarlierWhereTheHeapIsSmall() {
        assertEquals(48 * MEGABYTE, HeapCare.threshold(40 * MEGABYTE, 97 * MEGABYTE));
        assertEquals(90 * MEGABYTE, HeapCare.threshold(88 * MEGABYTE, 100 * MEGABYTE));
    }
}
