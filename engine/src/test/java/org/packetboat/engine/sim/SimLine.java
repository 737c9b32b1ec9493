package org.packetboat.engine.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.SessionDriver;

/**
 * A wire between two sessions in virtual time: paced to a rate, full duplex, as noisy as one likes, and cut when one
 * likes. Each end is a {@link Line} for its session's driver.
 */
public final class SimLine {
    private static final int PIECES_A_SECOND = 100;

    private final SimTime time;
    private final long rate;
    private final Duration latency;
    private final End a;
    private final End b;
    private long cutAfter = Long.MAX_VALUE;
    private boolean up = true;

    /**
     * @param rate    bytes per second, each way
     * @param latency from one end to the other
     * @param fromA   what becomes of the bytes a sends
     * @param fromB   what becomes of the bytes b sends
     */
    public SimLine(SimTime time, long rate, Duration latency, SimNoise fromA, SimNoise fromB) {
        this.time = time;
        this.rate = rate;
        this.latency = latency;
        this.a = new End(fromA);
        this.b = new End(fromB);
        a.other = b;
        b.other = a;
    }

    public End a() {
        return a;
    }

    public End b() {
        return b;
    }

    /** The line goes dead once so many bytes have crossed it, both ways together. */
    public void cutAfter(long bytes) {
        cutAfter = bytes;
    }

    /** How many bytes have left both ends. */
    public long carried() {
        return a.sent + b.sent;
    }

    /** Both drivers are in place: the line comes up. */
    public void connect() {
        a.tell(new Event.Connected());
        b.tell(new Event.Connected());
    }

    /** The line goes dead now. */
    public void cut() {
        if (!up) return;
        up = false;
        a.tell(new Event.Lost("carrier lost"));
        b.tell(new Event.Lost("carrier lost"));
    }

    /** One end. */
    public final class End implements Line {
        private final SimNoise noise;
        private End other;
        private SessionDriver driver;
        private Instant free = Instant.MIN;
        private long sent;
        private long alarms;
        private boolean closing;

        private End(SimNoise noise) {
            this.noise = noise;
        }

        /** Whose end it is. */
        public void attach(SessionDriver owner) {
            driver = owner;
        }

        public SessionDriver driver() {
            return driver;
        }

        /** How many bytes have left here. */
        public long sent() {
            return sent;
        }

        private void tell(Event event) {
            time.at(time.now(), () -> driver.on(event));
        }

        @Override
        public void send(byte[] bytes) {
            Instant begin = free.isAfter(time.now()) ? free : time.now();
            int piece = (int) Math.max(1, rate / PIECES_A_SECOND);
            for (int at = 0; at < bytes.length; at += piece) {
                byte[] part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece));
                time.at(begin.plus(onWire(at + part.length)), () -> leave(part));
            }
            free = begin.plus(onWire(bytes.length));
            time.at(free, this::drained);
        }

        private Duration onWire(int bytes) {
            return Duration.ofNanos(bytes * 1_000_000_000L / rate);
        }

        private void leave(byte[] part) {
            if (!up) return;
            sent += part.length;
            byte[] heard = noise.on(part);
            time.in(latency, () -> {
                if (up && heard.length > 0) other.driver.on(new Event.Received(heard));
            });
            if (carried() >= cutAfter) cut();
        }

        private void drained() {
            if (up && !free.isAfter(time.now())) driver.on(new Event.Drained());
        }

        @Override
        public void secure() {
            throw new UnsupportedOperationException("no TLS on a simulated wire");
        }

        @Override
        public void alarm(Instant at) {
            long mine = ++alarms;
            if (at.equals(Instant.MAX)) return;
            time.at(at, () -> {
                if (mine == alarms) driver.on(new Event.Rang());
            });
        }

        @Override
        public void later(Runnable work) {
            time.at(time.now(), work);
        }

        @Override
        public void close() {
            if (closing) return;
            closing = true;
            Instant left = free.isAfter(time.now()) ? free : time.now();
            time.at(left.plus(latency), () -> other.tell(new Event.Lost("hung up")));
        }
    }
}
