package org.packetboat.connectors.jmx.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.concurrent.locks.LockSupport;

/**
 * A server in which little happens: what is live is small, and now and then something large comes and goes. Prints how
 * large the old part of the heap became, in MB. Run as a process of its own, with the serial collector.
 */
final class HeapLoad {
    private static final int PIECE = 3 << 20;
    private static final int PIECES = 400;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    /** Reached by nobody but this class: so that it is made. */
    static byte[] piece = {};

    private HeapLoad() {}

    /** @param args whether the heap is cared for: {@code yes} */
    public static void main(String[] args) {
        boolean cared = args[0].equals("yes");
        if (cared) HeapCare.start().orElseThrow();
        MemoryPoolMXBean old = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Tenured Gen")).findFirst().orElseThrow();
        for (int i = 0; i < PIECES; i++) {
            piece = new byte[PIECE];
            if (cared && old.getUsage().getUsed() >= old.getUsageThreshold()) awaitCare(old);
        }
        System.out.println(old.getPeakUsage().getCommitted() >> 20);
    }

    /** It comes some time later: a server has such times. */
    private static void awaitCare(MemoryPoolMXBean old) {
        long began = System.nanoTime();
        while (old.getUsage().getUsed() >= old.getUsageThreshold()) {
            if (System.nanoTime() - began > PATIENCE_NANOS) throw new IllegalStateException("nobody collected");
            piece = new byte[1 << 10]; // the Java machine looks at the old part when the young one is full
            LockSupport.parkNanos(1000);
        }
    }
}
