package org.packetboat.connectors.serial;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.packetboat.connectors.log.Repeats;
import org.packetboat.connectors.serial.device.PortLock;
import org.packetboat.connectors.serial.device.PortOpener;
import org.packetboat.connectors.serial.device.PortSettings;
import org.packetboat.connectors.serial.device.SerialDevice;
import org.packetboat.protocols.modem.ModemSettings;
import org.packetboat.protocols.modem.PortState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port of this server: has {@link PortState} say who may have it, and holds its lock file for who has it. While
 * somebody only waits for callers the lock file is not held, so that other programs may dial, too. Any thread may use
 * it.
 */
public final class ModemPort {
    /** The event of a modem that does not do what it should. */
    static final String FAULT = "modem-fault";

    private static final Logger LOG = LoggerFactory.getLogger(ModemPort.class);
    private static final long LOOK_MILLIS = 1000;

    private final String name;
    private final PortSettings port;
    private final Optional<ModemSettings> modem;
    private final Path locks;
    private final PortOpener opener;
    private final PortState state = new PortState();
    private final Repeats troubles = new Repeats();
    private Optional<Runnable> giveWay = Optional.empty();

    /**
     * @param name  of its link, for the log
     * @param modem empty for a cable
     * @param locks where this machine's programs keep their lock files
     */
    public ModemPort(String name, PortSettings port, Optional<ModemSettings> modem, Path locks) {
        this(name, port, modem, locks, PortOpener.OF_THIS_MACHINE);
    }

    /** @param opener opens it; see the other */
    ModemPort(String name, PortSettings port, Optional<ModemSettings> modem, Path locks, PortOpener opener) {
        this.name = name;
        this.port = port;
        this.modem = modem;
        this.locks = locks;
        this.opener = opener;
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

    /** Opens it for who has it. @param shared whether another program may open it, too */
    SerialDevice open(boolean shared) throws IOException {
        return opener.open(port, shared);
    }

    /** Whether it did not fail lately. */
    synchronized boolean isFit(Instant now) {
        return state.isFit(now);
    }

    /** Has trouble with it logged, as a line that begins so, unless that was done lately. */
    void troubled(String event, String why) {
        troubles.happened(event, why).ifPresent(count -> LOG.warn("event={} port={} why=\"{}\"{}", event, name, why,
                Repeats.times(count)));
    }

    /** Its modem has answered. */
    void works() {
        troubles.over(FAULT);
    }

    /** It failed: another should be taken for a while. */
    synchronized void rest(Instant now) {
        state.failed(now);
    }

    /**
     * Takes it for a call of ours. Who only waits for callers on it gives way, and a call that is over makes room; both
     * take a moment.
     *
     * @return empty if it is in use, here or by another program
     */
    synchronized Optional<Lease> take() throws IOException, InterruptedException {
        state.wanted();
        Optional<Lease> lease = Optional.empty();
        try {
            if (isFree()) lease = lease();
            return lease;
        } finally {
            if (lease.isPresent()) state.taken();
            else state.givenUp();
        }
    }

    private boolean isFree() throws InterruptedException {
        if (state.hasToGiveWay()) giveWay.ifPresent(Runnable::run);
        long began = System.nanoTime();
        PortState.Answer answer = state.mayTake(Duration.ZERO);
        while (answer == PortState.Answer.WAIT) {
            wait(LOOK_MILLIS);
            answer = state.mayTake(Duration.ofNanos(System.nanoTime() - began));
        }
        return answer == PortState.Answer.TAKE;
    }

    private Optional<Lease> lease() throws IOException {
        return PortLock.take(locks, port.device()).map(lock -> new Lease(this, lock));
    }

    /**
     * Somebody wants to wait for callers on it, without taking it. Once the port is open he says {@link #opened}, and
     * once it is closed, or could not be opened, {@link #closed}.
     *
     * @return whether he may; not while it is in use, or wanted
     */
    synchronized boolean await() throws IOException {
        if (!state.mayAwait() || isTakenByOthers()) return false;
        state.awaited();
        return true;
    }

    /** @param way asked, from any thread, to close the port */
    synchronized void opened(Runnable way) {
        giveWay = Optional.of(way);
        if (state.hasToGiveWay()) way.run();
    }

    /** Whether another program has begun to use it. */
    boolean isTakenByOthers() throws IOException {
        return PortLock.isTaken(locks, port.device());
    }

    /** A caller is there: who waited takes it. */
    synchronized Optional<Lease> engage() throws IOException {
        if (!state.mayEngage()) return Optional.empty();
        Optional<Lease> lease = lease();
        if (lease.isPresent()) state.engaged();
        return lease;
    }

    /** The port is closed: nobody waits on it any longer, or the call is over. */
    synchronized void closed() {
        giveWay = Optional.empty();
        state.closed();
        notifyAll();
    }

    private synchronized void ending() {
        state.ending();
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
                port.closed();
            }
        }
    }
}
