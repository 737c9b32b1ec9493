package org.packetboat.connectors.serial.device;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.packetboat.protocols.modem.Pacer;

/**
 * Writes to a port no faster than its line carries: a port takes kilobytes at once, and what it holds can neither be
 * overtaken nor taken back. A write that hangs is seen by {@link #hangs}, from any thread; closing the port frees it.
 */
public final class PacedPort {
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(30);

    private final SerialDevice device;
    private final Pacer pacer;
    private volatile long writingSince = Long.MAX_VALUE;

    public PacedPort(SerialDevice device, Pacer pacer) {
        this.device = device;
        this.pacer = pacer;
    }

    /** Whether the port has refused to take bytes for longer than any line needs. */
    public boolean hangs() {
        long since = writingSince;
        return since != Long.MAX_VALUE && System.nanoTime() - since > LONGEST_WRITE.toNanos();
    }

    /** Returns when all has left but what the line carries in a moment. Whether the port took it. */
    public boolean write(byte[] bytes) throws InterruptedException {
        for (int at = 0; at < bytes.length;) {
            int length = Math.min(pacer.piece(), bytes.length - at);
            if (!hand(bytes, at, length)) return false;
            at += length;
            settle();
        }
        return true;
    }

    private boolean hand(byte[] bytes, int at, int length) {
        writingSince = System.nanoTime();
        boolean taken = device.write(bytes, at, length);
        writingSince = Long.MAX_VALUE;
        pacer.sent(length, System.nanoTime());
        return taken;
    }

    /** Waits by the clock, and for a port that is slower than its rate says because it was asked to wait. */
    private void settle() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(pacer.untilNearlyFree(System.nanoTime()));
        writingSince = System.nanoTime();
        while (device.waiting() > pacer.piece() && !hangs())
            TimeUnit.MILLISECONDS.sleep(10);
        writingSince = Long.MAX_VALUE;
    }

    /** Waits until the line has carried all of it. */
    public void awaitFree() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(pacer.untilFree(System.nanoTime()));
    }
}
