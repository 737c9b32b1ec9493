package org.packetboat.engine.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;

/** What is torn or garbled in a log is found out, and nothing behind it is served. */
class SimLogTest {
    private static final byte[] FIRST = SimLog.record(batch("first"));
    private static final byte[] SECOND = SimLog.record(
            new Batch().delete(Family.BODIES, key("b")).deleteRange(Family.META, key("c"), key("e")).add(key("n"), -7));

    private static final String ONE = HexFormat.of().formatHex(FIRST);
    private static final String TWO = HexFormat.of().formatHex(SECOND);

    private static byte[] key(String text) {
        return text.getBytes(UTF_8);
    }

    private static Batch batch(String key) {
        return new Batch().put(Family.META, key(key), key("value"));
    }

    private static byte[] both() {
        byte[] log = Arrays.copyOf(FIRST, FIRST.length + SECOND.length);
        System.arraycopy(SECOND, 0, log, FIRST.length, SECOND.length);
        return log;
    }

    /** Each batch that is read, as a record. */
    private static List<String> read(byte[] log) {
        return SimLog.read(log).stream().map(b -> HexFormat.of().formatHex(SimLog.record(b))).toList();
    }

    @Test
    void whatWasWrittenIsRead() {
        assertEquals(List.of(ONE, TWO), read(both()));
    }

    @Test
    void whatIsCutIsNotServed() {
        for (int length = 0; length < both().length; length++)
            assertEquals(length < FIRST.length ? List.of() : List.of(ONE), read(Arrays.copyOf(both(), length)));
    }

    @Test
    void whatIsGarbledIsNotServedNorAnythingBehindIt() {
        for (int at = 0; at < both().length; at++) {
            byte[] log = both();
            log[at] ^= 0x40;
            assertEquals(at < FIRST.length ? List.of() : List.of(ONE), read(log), "byte " + at);
        }
    }

    @Test
    void lossOfPowerLeavesTheFirstFewAndNothingElse() {
        List<Batch> all = List.of(batch("a"), batch("b"), batch("c"));
        List<String> records = all.stream().map(b -> HexFormat.of().formatHex(SimLog.record(b))).toList();
        Set<Integer> left = new TreeSet<>();
        for (int seed = 0; seed < 200; seed++) {
            List<String> read = read(SimLog.torn(all, new SplittableRandom(seed)));
            assertEquals(records.subList(0, read.size()), read);
            left.add(read.size());
        }
        assertTrue(left.containsAll(Set.of(0, 1, 2, 3)), left.toString());
    }
}
