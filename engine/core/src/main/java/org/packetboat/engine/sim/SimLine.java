package org.packetboat.engine.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.SessionDriver;

/**
 * A wire between two sessions in virtual time: paced to a rate, full duplex, as noisy as one likes, and cut when one
 * likes. Each end is a {@link Line} for its session's driver.
 *
 * <p>Bytes arrive in pieces of a hundredth of a second, or all that was sent at once together ({@link #whole}), when
 * the last of them has crossed: of a frame that is cut, nothing is then heard.
 */
public final class SimLine {
    private static final int PIECES_A_SECOND = 100;
    private static final long SECOND = 1_000_000_000L;

    private final SimTime time;
    private final long rate;
    private final long latency;
    private final End a;
    private final End b;
    private int piece;
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
        this.latency = latency.toNanos();
        this.piece = Math.clamp(rate / PIECES_A_SECOND, 1, Integer.MAX_VALUE);
        this.a = new End(fromA);
        this.b = new End(fromB);
        a.other = b;
        b.other = a;
    }

    /** What is sent at once arrives at once: a hundred times less work, for sessions that wait for whole frames. */
    public SimLine whole() {
        piece = Integer.MAX_VALUE;
        return this;
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
        private Consumer<Event> owner = _ -> {};
        private long free = Long.MIN_VALUE;
        private long sent;
        private long alarm = Long.MAX_VALUE;
        private long bell = Long.MAX_VALUE;
        private boolean closing;

        private End(SimNoise noise) {
            this.noise = noise;
        }

        /** Whose end it is. */
        public void attach(SessionDriver driver) {
            attach(driver::on);
        }

        /** Where what happens at this end goes. */
        public void attach(Consumer<Event> events) {
            owner = events;
        }

        /** Lets something happen at this end that the line itself does not cause. */
        public void on(Event event) {
            owner.accept(event);
        }

        /** How many bytes have left here. */
        public long sent() {
            return sent;
        }

        private void tell(Event event) {
            time.at(time.elapsed(), () -> on(event));
        }

        @Override
        public void send(byte[] bytes) {
            long begin = Math.max(free, time.elapsed());
            if (bytes.length <= piece) {
                time.at(begin + onWire(bytes.length), () -> leave(bytes));
            } else {
                sendPieces(bytes, begin);
            }
            free = begin + onWire(bytes.length);
            time.at(free, this::drained);
        }

        private void sendPieces(byte[] bytes, long begin) {
            for (int at = 0; at < bytes.length; at += piece) {
                byte[] part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece));
                time.at(begin + onWire(at + part.length), () -> leave(part));
            }
        }

        private long onWire(int bytes) {
            return bytes * SECOND / rate;
        }

        private void leave(byte[] part) {
            if (!up) return;
            sent += part.length;
            byte[] heard = noise.on(part);
            time.at(time.elapsed() + latency, () -> {
                if (up && heard.length > 0) other.on(new Event.Received(heard));
            });
            if (carried() >= cutAfter) cut();
        }

        private void drained() {
            if (up && free <= time.elapsed()) on(new Event.Drained());
        }

        /** TLS as far as a session sees it: there and back again, and it is secured. */
        @Override
        public void secure() {
            time.at(time.elapsed() + 2 * latency, () -> {
                if (up) on(new Event.Secured());
            });
        }

        @Override
        public void alarm(Instant at) {
            alarm = at.equals(Instant.MAX) ? Long.MAX_VALUE : Math.max(time.nanos(at), time.elapsed());
            if (alarm < bell) wind();
        }

        /** Alarms are mostly put off: so one bell hangs at a time, and is hung anew when it strikes too early. */
        private void wind() {
            long strikes = alarm;
            bell = strikes;
            time.at(strikes, () -> strike(strikes));
        }

        private void strike(long strikes) {
            if (bell != strikes) return;
            bell = Long.MAX_VALUE;
            if (alarm <= time.elapsed()) {
                alarm = Long.MAX_VALUE;
                on(new Event.Rang());
            } else if (alarm != Long.MAX_VALUE) {
                wind();
            }
        }

        @Override
        public void later(Runnable work) {
            time.at(time.elapsed(), work);
        }

        @Override
        public void close() {
            if (closing) return;
            closing = true;
            long left = Math.max(free, time.elapsed());
            time.at(left + latency, () -> other.tell(new Event.Lost("hung up")));
        }
    }
}
