package org.packetboat.engine.sim;

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

/** The wire of simulated worlds keeps what every line promises. */
class SimLineTest extends LineContract {
    private final SimTime time = new SimTime(Instant.parse("2026-11-20T00:00:00Z"));
    private final SimLine wire = new SimLine(time, 1_000_000, Duration.ofMillis(20), SimNoise.NONE, SimNoise.NONE);
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private boolean ended;

    @Override
    protected Line open(Function<Line, SessionDriver> driver) {
        wire.a().attach(driver.apply(wire.a()));
        wire.b().attach(this::happens);
        wire.connect();
        return wire.a();
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
        return time.now();
    }

    /** What a session throws is seen by whoever plays the world; here it is thrown on purpose. */
    @Override
    protected void pass() {
        try {
            while (time.step()) {
                // everything happens that is to happen
            }
        } catch (IllegalStateException onPurpose) {
            pass();
        }
    }
}
