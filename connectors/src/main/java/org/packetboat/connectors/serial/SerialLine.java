package org.packetboat.connectors.serial;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.protocols.modem.Connection;
import org.packetboat.protocols.modem.Pacer;

/**
 * A line over a serial port, used once. Events come from one thread of its own; reading and writing have a thread each,
 * which {@link #close} ends even if the port hangs. {@link Event.Drained} means about to leave: what is handed to the
 * port is paced by the line's rate. The line is lost when the port says so, when a carrier that was there is gone, and
 * when the port takes no bytes. However it ends, DTR goes down and the port is closed before {@code closed} runs, once.
 */
final class SerialLine implements Line {
    private static final int PIECE = 4096;
    /** How long DTR stays down for a modem to see it. */
    private static final Duration DTR_DOWN = Duration.ofMillis(600);
    private static final Duration LAST_WRITES = Duration.ofSeconds(5);
    /** A read ends by itself after a tenth of this. */
    private static final Duration LAST_READ = Duration.ofSeconds(1);

    private final String name;
    private final SerialDevice device;
    private final Runnable ending;
    private final Runnable closed;
    private final Pacer pacer;
    private final PortWriter writer;
    private final Thread reader;
    private final LineEvents events;
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile boolean watching;

    /**
     * @param name   for threads and the log
     * @param rate   bytes per second
     * @param ending runs when the port is about to be closed
     * @param closed runs when the port has been given back
     */
    SerialLine(String name, SerialDevice device, long rate, InstantSource clock, Runnable ending, Runnable closed) {
        this.name = name;
        this.device = device;
        this.ending = ending;
        this.closed = closed;
        this.pacer = new Pacer(rate);
        this.events = new LineEvents(name, clock, this::close);
        this.writer = new PortWriter(device, pacer, name, () -> events.post(new Event.Drained()),
                () -> events.post(new Event.Lost("the port takes no more")));
        this.reader = Thread.ofPlatform().daemon().name("serial-read-" + name).unstarted(this::read);
    }

    /** The port is open: the driver hears of it, and of everything that comes. */
    void start(SessionDriver owner) {
        events.start(owner);
        reader.start();
        writer.start();
    }

    /** See {@link Connection#connected}. */
    void connected(long rate) {
        pacer.setRate(rate);
        watching = true;
    }

    private void read() {
        byte[] piece = new byte[PIECE];
        boolean carrier = false;
        for (int n = device.read(piece); !closing.get(); n = device.read(piece)) {
            if (n > 0) events.received(Arrays.copyOf(piece, n));
            boolean heard = device.hearsCarrier();
            String lost = lost(n, watching && carrier && !heard);
            if (!lost.isEmpty()) {
                events.post(new Event.Lost(lost));
                return;
            }
            carrier = heard;
        }
    }

    private String lost(int read, boolean carrierGone) {
        if (read < 0) return "the port hung up";
        if (carrierGone) return "carrier lost";
        return writer.hangs() ? "the port takes no bytes" : "";
    }

    @Override
    public void send(byte[] bytes) {
        writer.send(bytes);
    }

    @Override
    public void secure() {
        throw new UnsupportedOperationException("no TLS on a serial line");
    }

    @Override
    public void alarm(Instant at) {
        events.alarm(at);
    }

    @Override
    public void later(Runnable work) {
        events.later(work);
    }

    @Override
    public void close() {
        if (closing.getAndSet(true)) return;
        ending.run();
        writer.end();
        events.end();
        reader.interrupt();
        Thread.ofPlatform().daemon().name("serial-close-" + name).start(this::shut);
    }

    private void shut() {
        try {
            writer.join(LAST_WRITES);
            if (device.hasLines()) hangUp();
            reader.join(LAST_READ.toMillis()); // else it might take the bytes of whoever opens the port next
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            device.close();
            closed.run();
        }
    }

    private void hangUp() throws InterruptedException {
        device.lowerDtr();
        TimeUnit.MILLISECONDS.sleep(DTR_DOWN.toMillis());
    }
}
