package org.packetboat.connectors.serial;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.packetboat.connectors.serial.device.SerialDevice;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.link.Supply;
import org.packetboat.protocols.modem.CallSession;
import org.packetboat.protocols.modem.Connection;
import org.packetboat.protocols.modem.Prelude;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call of ours on a port that we hold: the port is open, and is closed and given back when the call is over. */
final class PortCall implements Connection, SerialLine.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(PortCall.class);

    private final ModemPort.Lease lease;
    private final InstantSource clock;
    private final SerialLine line;
    private volatile String number = "";

    private PortCall(ModemPort.Lease lease, SerialDevice device, InstantSource clock) {
        ModemPort port = lease.port();
        this.lease = lease;
        this.clock = clock;
        this.line = new SerialLine(port.name(), device, port.modem(), port.port().rate(), clock, this);
    }

    /** @throws IOException if the port can't be opened; the lease is still the caller's then */
    static PortCall open(ModemPort.Lease lease, InstantSource clock) throws IOException {
        return new PortCall(lease, lease.port().open(false), clock);
    }

    /** Goes through the preludes and the session. @param number what is dialled, for people */
    void start(List<Prelude> preludes, String number, LongFunction<LinkSession> sessions, Supply supply,
            Optional<Intake> intake,
            PendingSession pending) {
        this.number = number;
        SessionFigures.Place place = new SessionFigures.Place(lease.port().name(), number, false,
                lease.port().port().rate());
        CallSession session = new CallSession(preludes, place, sessions, this);
        SessionDriver driver = intake.map(into -> new SessionDriver(session, line, supply, clock::instant, into))
                .orElseGet(() -> new SessionDriver(session, line, supply, clock::instant));
        line.start(driver);
        pending.begin(driver);
    }

    @Override
    public void offHook() {
        line.offHook();
    }

    @Override
    public void connected(long rate) {
        lease.port().works();
        LOG.debug("event=connected port={} rate={}", lease.port().name(), rate);
        line.connected(rate);
    }

    @Override
    public void faulty(String why) {
        lease.port().troubled(ModemPort.FAULT, why);
        lease.port().rest(clock.instant());
    }

    @Override
    public void barred(Duration by) {
        LOG.warn("event=number-barred port={} number={} for={}s", lease.port().name(), number, by.toSeconds());
        lease.port().bar(number, by, clock.instant());
    }

    @Override
    public void ending() {
        lease.ending();
    }

    @Override
    public void stuck(String why) {
        faulty(why);
    }

    @Override
    public void closed() {
        release(lease);
    }

    static void release(ModemPort.Lease lease) {
        try {
            lease.release();
        } catch (IOException stuck) {
            LOG.error("event=lock-stuck port={} why=\"{}\"", lease.port().name(), stuck.getMessage());
        }
    }
}
