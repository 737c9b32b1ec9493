package org.packetboat.connectors.batch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.protocols.bundle.mixing.Predictor;

/** What the codecs take of the heap: a hub that calls each minute may not fill it with tables. */
class CodecMemoryTest {
    private static final int BUNDLES = 5;
    /** It was 76 MB: two sets of tables, one to pack and one to read. */
    private static final long MOST_PER_BUNDLE = 6 << 20;

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void shortCallsOneAfterTheOtherAllocateNoTables() {
        Batches batches = new Batches(EnumSet.allOf(Codec.class));
        batches.send(Batches.MODEM, mail(0)); // the first makes what is kept
        long before = allocated();
        for (int i = 1; i <= BUNDLES; i++)
            batches.send(Batches.MODEM, mail(i));
        long each = (allocated() - before) / BUNDLES;
        assertTrue(each < MOST_PER_BUNDLE, () -> each / 1024 + " KB of the heap for each bundle");
    }

    private static byte[] mail(int number) {
        return ("Subject: prices " + number + "\r\n\r\nas yesterday, and " + number + " more\r\n").getBytes(US_ASCII);
    }

    @Test
    void aPredictorIsLentToOneAtATimeAndAsManyAreKeptAsWereAllowed() {
        KeptPredictors kept = new KeptPredictors(1);
        Predictor first = kept.take();
        Predictor second = kept.take();
        assertNotSame(first, second);
        kept.giveBack(first);
        kept.giveBack(first);
        kept.giveBack(second);
        assertSame(first, kept.take());
        assertNotSame(second, kept.take());
    }

    @Test
    void codecsAreMadeOnceAndNotBeforeSomebodyAsks() {
        AtomicInteger made = new AtomicInteger();
        Coders coders = new CodersOnDemand(() -> {
            made.incrementAndGet();
            return Batches.CODERS;
        });
        assertEquals(0, made.get());
        assertEquals(Batches.CODERS.available(), coders.available());
        assertEquals(1, made.get());
    }

    @Test
    void packersFollowProcessorsAndMemory() {
        assertEquals(1, NativeCoders.packers(1, 64L << 20));
        assertEquals(1, NativeCoders.packers(2, 512L << 20));
        assertEquals(4, NativeCoders.packers(8, 512L << 20));
        assertEquals(4, NativeCoders.packers(64, 512L << 20));
        assertEquals(32, NativeCoders.packers(64, 8L << 30));
    }
}
