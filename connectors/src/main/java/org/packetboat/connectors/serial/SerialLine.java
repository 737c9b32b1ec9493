package org.packetboat.connectors.serial;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.packetboat.connectors.serial.device.PacedPort;
import org.packetboat.connectors.serial.device.SerialDevice;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.protocols.modem.Connection;
import org.packetboat.protocols.modem.ModemSettings;
import org.packetboat.protocols.modem.Pacer;

/**
 * A line over a serial port. {@link Event.Drained} means about to leave: what is handed to the port is paced by the
 * line's rate. The line is lost when the port says so, when a carrier that was there is gone, and when the port takes
 * no bytes. However it ends, the modem is made to hang up, which is looked after, and the port is closed before
 * {@code closed} runs, once.
 */
final class SerialLine extends BlockingLine {
    private static final int PIECE = 4096;
    /** How long DTR stays down at the end of a cable. */
    private static final Duration DTR_DOWN = Duration.ofMillis(600);
    /** A read ends by itself after a tenth of this. */
    private static final Duration LAST_READ = Duration.ofSeconds(1);

    /** Who hears of a line. */
    interface Owner {
        /** The port is about to be closed. */
        void ending();

        /** The modem did not hang up. */
        void stuck(String why);

        /** The port has been given back. */
        void closed();
    }

    private final SerialDevice device;
    private final Optional<ModemSettings> modem;
    private final InstantSource clock;
    private final Owner owner;
    private volatile boolean offHook;
    private final Pacer pacer;
    private final PacedPort port;
    private volatile boolean watching;
    private boolean carrier;
    /** Why the line is lost; told when the bytes before that have been. */
    private String trouble = "";

    /**
     * @param name  for threads and the log
     * @param modem that is to hang up in the end; empty for a cable
     * @param rate  bytes per second
     */
    SerialLine(String name, SerialDevice device, Optional<ModemSettings> modem, long rate, InstantSource clock,
            Owner owner) {
        super(Thread.ofPlatform().daemon(), name, PIECE, clock);
        this.device = device;
        this.modem = modem;
        this.clock = clock;
        this.owner = owner;
        this.pacer = new Pacer(rate);
        this.port = new PacedPort(device, pacer);
    }

    /** See {@link Connection#offHook}. */
    void offHook() {
        offHook = true;
    }

    /** See {@link Connection#connected}. */
    void connected(long rate) {
        pacer.setRate(rate);
        watching = true;
    }

    @Override
    int read(byte[] into) throws IOException {
        if (!trouble.isEmpty()) throw new IOException(trouble);
        int n = device.read(into);
        if (n < 0) throw new IOException("the port hung up");
        boolean heard = device.hearsCarrier();
        if (watching && carrier && !heard) trouble = "carrier lost";
        else if (port.hangs()) trouble = "the port takes no bytes";
        carrier = heard;
        return n;
    }

    @Override
    void write(byte[] bytes) throws IOException, InterruptedException {
        if (!port.write(bytes)) throw new IOException("the port takes no more");
    }

    @Override
    void written() throws InterruptedException {
        port.awaitFree();
    }

    @Override
    void ending() {
        owner.ending();
    }

    @Override
    void hangUp() throws InterruptedException {
        if (modem.isEmpty() && device.hasLines()) {
            device.setDtr(false);
            TimeUnit.MILLISECONDS.sleep(DTR_DOWN.toMillis());
        }
        awaitReader(LAST_READ); // else it would take the modem's answers, and the bytes of who opens the port next
        if (modem.isPresent()) new PortTalk(device, clock).hangUp(modem.get(), offHook).ifPresent(owner::stuck);
    }

    @Override
    void release() {
        device.close();
        owner.closed();
    }
}
