package org.packetboat.connectors.serial;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.packetboat.protocols.modem.ModemSettings;

/**
 * A port of this server and who has it: one call at a time. While it only waits for callers it can be had, and the lock
 * file is not held, so that other programs may dial, too. A port that failed rests a while. Any thread may use it.
 */
public final class ModemPort {
    private static final Duration REST = Duration.ofMinutes(10);
    private static final Duration GIVING_WAY = Duration.ofSeconds(10);

    private final String name;
    private final PortSettings port;
    private final Optional<ModemSettings> modem;
    private final Path locks;
    private Instant restsUntil = Instant.MIN;
    private boolean busy;
    private boolean ending;
    private int wanted;
    private Optional<Runnable> waiting = Optional.empty();

    /**
     * @param name  of its link, for the log
     * @param modem empty for a cable
     * @param locks where this machine's programs keep their lock files
     */
    public ModemPort(String name, PortSettings port, Optional<ModemSettings> modem, Path locks) {
        this.name = name;
        this.port = port;
        this.modem = modem;
        this.locks = locks;
    }

    public String name() {
        return name;
    }

    PortSettings port() {
        return port;
    }

    Optional<ModemSettings> modem() {
        return modem;
    }

    /** Whether it did not fail lately. */
    synchronized boolean isFit(Instant now) {
        return !now.isBefore(restsUntil);
    }

    /** It failed: another should be taken for a while. */
    synchronized void rest(Instant now) {
        restsUntil = now.plus(REST);
    }

    /**
     * Takes it for a call of ours. Who only waits for callers on it gives way, and a call that is over makes room; both
     * take a moment.
     *
     * @return empty if it is in use, here or by another program
     */
    synchronized Optional<Lease> take() throws IOException, InterruptedException {
        wanted++;
        try {
            waiting.ifPresent(Runnable::run);
            long end = System.nanoTime() + GIVING_WAY.toNanos();
            while ((waiting.isPresent() || ending) && System.nanoTime() < end)
                wait(GIVING_WAY.toMillis() / 10);
            return waiting.isPresent() || busy ? Optional.empty() : lease();
        } finally {
            wanted--;
        }
    }

    private Optional<Lease> lease() throws IOException {
        Optional<Lease> lease = PortLock.take(locks, port.device()).map(lock -> new Lease(this, lock));
        busy = lease.isPresent();
        return lease;
    }

    /**
     * Waits for callers on it, without taking it.
     *
     * @param giveWay asked, from any thread, to close the port and call {@link #waited}
     * @return whether it may; not while it is in use, or wanted
     */
    synchronized boolean await(Runnable giveWay) throws IOException {
        if (busy || wanted > 0 || waiting.isPresent() || PortLock.isTaken(locks, port.device())) return false;
        waiting = Optional.of(giveWay);
        return true;
    }

    /** Whether another program has begun to use it. */
    boolean isTakenByOthers() throws IOException {
        return PortLock.isTaken(locks, port.device());
    }

    /** A caller is there: who waited takes it. */
    synchronized Optional<Lease> engage() throws IOException {
        if (waiting.isEmpty() || busy) return Optional.empty();
        Optional<Lease> lease = lease();
        if (lease.isPresent()) waiting = Optional.empty();
        return lease;
    }

    /** Who waited has closed the port. */
    synchronized void waited() {
        waiting = Optional.empty();
        notifyAll();
    }

    private synchronized void ending() {
        ending = true;
    }

    private synchronized void free() {
        busy = false;
        ending = false;
        notifyAll();
    }

    /** The right to use a port, until it is given back. */
    static final class Lease {
        private final ModemPort port;
        private final PortLock lock;

        private Lease(ModemPort port, PortLock lock) {
            this.port = port;
            this.lock = lock;
        }

        ModemPort port() {
            return port;
        }

        /** The call is over, the port about to be closed: who wants it next may wait for it. */
        void ending() {
            port.ending();
        }

        /** Gives it back; the port is closed already. */
        void release() throws IOException {
            try {
                lock.release();
            } finally {
                port.free();
            }
        }
    }
}
