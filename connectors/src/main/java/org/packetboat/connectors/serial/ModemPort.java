package org.packetboat.connectors.serial;

import java.io.IOException;
import java.nio.file.Files;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port of this server: has {@link PortTurn} say who may have it, and holds its lock file for who has it. While
 * somebody only waits for callers the lock file is not held, so that other programs may dial, too. Any thread may use
 * it.
 */
public final class ModemPort {
    /** The event of a modem that does not do what it should. */
    static final String FAULT = "modem-fault";

    private static final Logger LOG = LoggerFactory.getLogger(ModemPort.class);

    private final String name;
    private final PortSettings port;
    private final Optional<ModemSettings> modem;
    private final Path locks;
    private final PortTurns turns;
    private final PortOpener opener;
    private final Repeats troubles = new Repeats();
    private volatile Optional<PortTurn> lately = Optional.empty();
    /** At the device on which callers are awaited, which keeps it though its name may come to mean another. */
    private volatile PortTurn awaited = new PortTurn();
    private volatile boolean answered;

    /**
     * @param name  of its link, for the log
     * @param modem empty for a cable
     * @param locks where this machine's programs keep their lock files
     * @param turns shared with the ports whose device may be the same
     */
    public ModemPort(String name, PortSettings port, Optional<ModemSettings> modem, Path locks, PortTurns turns) {
        this(name, port, modem, locks, turns, PortOpener.OF_THIS_MACHINE);
    }

    /** A port whose device no other port has. The parameters are those of the constructor above. */
    public ModemPort(String name, PortSettings port, Optional<ModemSettings> modem, Path locks) {
        this(name, port, modem, locks, new PortTurns());
    }

    /** @param opener opens it; the other parameters are those of the first constructor */
    ModemPort(String name, PortSettings port, Optional<ModemSettings> modem, Path locks, PortTurns turns,
            PortOpener opener) {
        this.name = name;
        this.port = port;
        this.modem = modem;
        this.locks = locks;
        this.turns = turns;
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

    /** Opens it for whoever has its turn. @param shared whether another program may open it, too */
    SerialDevice open(boolean shared) throws IOException {
        return opener.open(port, shared);
    }

    /** Where its device is away for now, it is still the one that was there. */
    private PortTurn turn() {
        if (lately.isEmpty() || Files.exists(port.device())) lately = Optional.of(turns.at(port.device()));
        return lately.get();
    }

    /** Callers are awaited on it from now on, whenever nobody else has it. */
    void awaitCallers() {
        answered = true;
    }

    /** Whether callers are awaited on it. */
    boolean isAnswered() {
        return answered;
    }

    /** Whether it did not fail lately. */
    boolean isFit(Instant now) {
        return turn().isFit(now);
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
    void rest(Instant now) {
        turn().failed(now);
    }

    /** Its modem does not dial this number before that time is over. */
    void bar(String number, Duration by, Instant now) {
        turn().bar(number, by, now);
    }

    /** Until when its modem does not dial this number; empty if it may. */
    Optional<Instant> barredUntil(String number, Instant now) {
        return turn().barredUntil(number, now);
    }

    /** Why nobody gets it now, in words. */
    String occupied() throws IOException {
        return PortLock.holder(locks, port.device()).orElseGet(() -> turn().occupied());
    }

    /**
     * Takes it for a call of ours. Who only waits for callers on it gives way, and a call that is over makes room; both
     * take a moment.
     *
     * @return empty if it is in use, here or by another program
     */
    Optional<Lease> take() throws IOException, InterruptedException {
        PortTurn turn = turn();
        return turn.take(() -> lease(turn));
    }

    private Optional<Lease> lease(PortTurn turn) throws IOException {
        return PortLock.take(locks, port.device()).map(lock -> new Lease(this, turn, lock));
    }

    /**
     * Somebody wants to wait for callers on it, without taking it. Once the port is open he says {@link #opened}, and
     * once it is closed, or could not be opened, {@link #closed}.
     *
     * @return whether he may; not while it is in use, or wanted
     */
    boolean await() throws IOException {
        if (isTakenByOthers()) return false;
        PortTurn turn = turn();
        boolean may = turn.await();
        if (may) awaited = turn;
        return may;
    }

    /** @param way asked, from any thread, to close the port */
    void opened(Runnable way) {
        awaited.opened(way);
    }

    /** Whether another program has begun to use it. */
    boolean isTakenByOthers() throws IOException {
        return PortLock.isTaken(locks, port.device());
    }

    /** A caller is there: who waited takes it. */
    Optional<Lease> engage() throws IOException {
        PortTurn turn = awaited;
        return turn.engage(() -> lease(turn));
    }

    /** The port on which callers were awaited is closed. */
    void closed() {
        awaited.closed();
    }

    /** The right to use a port, until it is given back. */
    static final class Lease {
        private final ModemPort port;
        private final PortTurn turn;
        private final PortLock lock;

        private Lease(ModemPort port, PortTurn turn, PortLock lock) {
            this.port = port;
            this.turn = turn;
            this.lock = lock;
        }

        ModemPort port() {
            return port;
        }

        /** The call is over, the port about to be closed: who wants it next may wait for it. */
        void ending() {
            turn.ending();
        }

        /** Gives it back; the port is closed already. */
        void release() throws IOException {
            try {
                lock.release();
            } finally {
                turn.closed();
            }
        }
    }
}
