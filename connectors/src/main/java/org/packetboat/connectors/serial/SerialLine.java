package org.packetboat.connectors.serial;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.packetboat.connectors.serial.device.PacedPort;
import org.packetboat.connectors.serial.device.SerialDevice;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.protocols.modem.Connection;
import org.packetboat.protocols.modem.Pacer;

/**
 * A line over a serial port. {@link Event.Drained} means about to leave: what is handed to the port is paced by the
 * line's rate. The line is lost when the port says so, when a carrier that was there is gone, and when the port takes
 * no bytes. However it ends, DTR goes down and the port is closed before {@code closed} runs, once.
 */
final class SerialLine extends BlockingLine {
    private static final int PIECE = 4096;
    /** How long DTR stays down for a modem to see it. */
    private static final Duration DTR_DOWN = Duration.ofMillis(600);
    /** A read ends by itself after a tenth of this. */
    private static final Duration LAST_READ = Duration.ofSeconds(1);

    private final SerialDevice device;
    private final Runnable ending;
    private final Runnable closed;
    private final Pacer pacer;
    private final PacedPort port;
    private volatile boolean watching;
    private boolean carrier;
    /** Why the line is lost; told when the bytes before that have been. */
    private String trouble = "";

    /**
     * @param name   for threads and the log
     * @param rate   bytes per second
     * @param ending runs when the port is about to be closed
     * @param closed runs when the port has been given back
     */
    SerialLine(String name, SerialDevice device, long rate, InstantSource clock, Runnable ending, Runnable closed) {
        super(Thread.ofPlatform().daemon(), name, PIECE, clock);
        this.device = device;
        this.ending = ending;
        this.closed = closed;
        this.pacer = new Pacer(rate);
        this.port = new PacedPort(device, pacer);
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
        ending.run();
    }

    @Override
    void hangUp() throws InterruptedException {
        if (device.hasLines()) {
            device.lowerDtr();
            TimeUnit.MILLISECONDS.sleep(DTR_DOWN.toMillis());
        }
        awaitReader(LAST_READ); // else it might take the bytes of whoever opens the port next
    }

    @Override
    void release() {
        device.close();
        closed.run();
    }
}
