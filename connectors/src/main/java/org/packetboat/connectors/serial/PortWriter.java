package org.packetboat.connectors.serial;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.packetboat.protocols.modem.Pacer;

/**
 * Writes to a port no faster than its line carries, in a thread of its own: a port takes kilobytes at once, and what
 * it holds can neither be overtaken nor taken back. A write that hangs is seen by {@link #hangs}; closing the port
 * frees it.
 */
final class PortWriter {
    private static final byte[] END = {};
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(30);

    private final SerialDevice device;
    private final Pacer pacer;
    private final Runnable drained;
    private final Runnable failed;
    private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile long writingSince = Long.MAX_VALUE;

    /**
     * @param drained told when all has left but what the line carries in a moment
     * @param failed  told when the port takes no more
     */
    PortWriter(SerialDevice device, Pacer pacer, String name, Runnable drained, Runnable failed) {
        this.device = device;
        this.pacer = pacer;
        this.drained = drained;
        this.failed = failed;
        this.thread = Thread.ofPlatform().daemon().name("serial-write-" + name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void send(byte[] bytes) {
        if (bytes.length > 0) outgoing.add(bytes);
        else drained.run();
    }

    /** After what was given to it, it ends. */
    void end() {
        outgoing.add(END);
    }

    /** Waits for its end, no longer than this. */
    void join(Duration most) throws InterruptedException {
        thread.join(most);
    }

    /** Whether the port has refused to take bytes for longer than any line needs. */
    boolean hangs() {
        long since = writingSince;
        return since != Long.MAX_VALUE && System.nanoTime() - since > LONGEST_WRITE.toNanos();
    }

    private void run() {
        try {
            for (byte[] bytes = outgoing.take(); bytes != END; bytes = outgoing.take()) {
                if (!write(bytes)) {
                    failed.run();
                    return;
                }
                if (outgoing.isEmpty()) drained.run();
            }
            TimeUnit.NANOSECONDS.sleep(pacer.untilFree(System.nanoTime()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean write(byte[] bytes) throws InterruptedException {
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
}
