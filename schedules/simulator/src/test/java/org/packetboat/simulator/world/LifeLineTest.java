package org.packetboat.simulator.world;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LineContract;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.engine.sim.SimNoise;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.simulator.call.Passing;

/** A wire as a node of a world has it, whose clock is wrong, keeps what every line promises. */
class LifeLineTest extends LineContract {
    private final SimTime time = new SimTime(Instant.parse("2026-11-20T00:00:00Z"));
    private final LocalClock clock = new LocalClock(time);
    private final Life life = new Life(time, clock, Parts.REAL);
    private final SimLine wire = new SimLine(time, 1_000_000, Duration.ofMillis(20), SimNoise.NONE, SimNoise.NONE);
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private boolean ended;

    @Override
    protected Line open(Function<Line, SessionDriver> driver) {
        clock.step(Duration.ofHours(-3));
        clock.drift(400);
        Line line = life.line(wire.a());
        life.attach(wire, wire.a(), driver.apply(line)::on);
        wire.b().attach(this::happens);
        wire.connect();
        return line;
    }

    private void happens(Event event) {
        if (event instanceof Event.Received(byte[] bytes)) heard.writeBytes(bytes);
        if (event instanceof Event.Lost) ended = true;
    }

    @Override
    protected FarEnd far() {
        return new FarEnd() {
            @Override
            public void write(byte[] bytes) {
                wire.b().send(bytes);
            }

            @Override
            public byte[] read(int length) {
                pass();
                return Arrays.copyOf(heard.toByteArray(), length);
            }

            @Override
            public void hangUp() {
                wire.b().close();
            }

            @Override
            public void awaitEnd() {
                awaitClosed();
            }
        };
    }

    @Override
    protected void awaitClosed() {
        pass();
        assertTrue(ended);
    }

    @Override
    protected Instant now() {
        return clock.instant();
    }

    @Override
    protected void pass() {
        Passing.aWhile(time);
    }
}
