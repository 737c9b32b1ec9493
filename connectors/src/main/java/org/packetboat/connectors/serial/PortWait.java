package org.packetboat.connectors.serial;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.packetboat.connectors.serial.device.SerialDevice;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.protocols.modem.AnswerDialogue;
import org.packetboat.protocols.modem.CallSession;
import org.packetboat.protocols.modem.Connection;
import org.packetboat.protocols.modem.EngagePrelude;
import org.packetboat.protocols.modem.Prelude;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One time of waiting for a caller on an open port, and the call that comes of it. */
final class PortWait implements Connection, SerialLine.Owner, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PortWait.class);

    private final ModemPort port;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Visitor visitor;
    private final SerialLine line;
    private final SessionDriver driver;
    private volatile Optional<ModemPort.Lease> lease = Optional.empty();
    private volatile boolean faulty;

    private PortWait(ModemPort port, Reception reception, SerialDevice device, InstantSource clock) {
        this.port = port;
        this.visitor = new Visitor(port.name(), port.modem().isPresent(), reception);
        this.line = new SerialLine(port.name(), device, port.modem(), port.port().rate(), clock, this);
        CallSession session = new CallSession(preludes(),
                new SessionFigures.Place(port.name(), "", true, port.port().rate()), this::called, this);
        this.driver = new SessionDriver(session, line, visitor.supply(), clock::instant, reception.intake());
    }

    /**
     * Begins to wait.
     *
     * @return empty if the port is in use
     * @throws IOException if it can't be opened
     */
    static Optional<PortWait> open(ModemPort port, Reception reception, InstantSource clock) throws IOException {
        if (!port.await()) return Optional.empty();
        try {
            PortWait wait = new PortWait(port, reception, port.open(false), clock);
            wait.line.start(wait.driver);
            port.opened(() -> wait.giveWay("the port is wanted for a call"));
            return Optional.of(wait);
        } catch (IOException | RuntimeException failed) {
            port.closed();
            throw failed;
        }
    }

    private List<Prelude> preludes() {
        Prelude prompt = visitor.prompt();
        Prelude engage = new EngagePrelude(this::engage);
        return port.modem().<List<Prelude>>map(modem -> List.of(new AnswerDialogue(modem, this::ready), engage, prompt))
                .orElseGet(() -> List.of(prompt, engage));
    }

    /** From now on a caller is answered. */
    private void ready() {
        LOG.debug("event=ready port={}", port.name());
    }

    private boolean engage() {
        try {
            lease = port.engage();
            return lease.isPresent();
        } catch (IOException locks) {
            port.troubled("lock-failed", String.valueOf(locks.getMessage()));
            return false;
        }
    }

    private LinkSession called(long rate) {
        return visitor.admit(rate, driver);
    }

    /** Whether nobody has called yet. */
    boolean isIdle() {
        return lease.isEmpty();
    }

    void giveWay(String why) {
        driver.stop(true, why);
    }

    /** Waits for its end, no longer than this. */
    boolean isOver(Duration most) throws InterruptedException {
        return over.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean wasFaulty() {
        return faulty;
    }

    @Override
    public void offHook() {
        line.offHook();
    }

    @Override
    public void connected(long rate) {
        port.works();
        line.connected(rate);
    }

    @Override
    public void faulty(String why) {
        port.troubled(ModemPort.FAULT, why);
        faulty = true;
    }

    @Override
    public void barred(Duration by) {} // nothing is dialled here

    @Override
    public void ending() {
        lease.ifPresent(ModemPort.Lease::ending);
    }

    @Override
    public void stuck(String why) {
        faulty(why);
    }

    @Override
    public void closed() {
        lease.ifPresentOrElse(PortCall::release, port::closed);
        over.countDown();
    }

    @Override
    public void close() {
        if (over.getCount() > 0) driver.stop(true, "the server stops");
    }
}
