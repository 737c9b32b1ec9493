package org.packetboat.protocols.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.engine.sim.SimNoise;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.smtp.syntax.SmtpLimits;

/** A server on a line that it did not listen for. */
class LineServerTest {
    private static final Instant START = Instant.parse("2026-11-20T20:00:00Z");

    private final SimTime time = new SimTime(START);
    private final SimLine line = new SimLine(time, 1000, Duration.ofMillis(50), SimNoise.NONE, SimNoise.NONE).whole();
    private final StringBuilder heard = new StringBuilder();

    @BeforeEach
    void connect() {
        line.a().attach(this::hear);
        Consumer<Event> server = LineServer.on(line.b(), new Domain("far.example"), new FakeIntake(), time::now);
        line.b().attach(server);
        line.connect();
        time.runUntil(START.plusSeconds(1));
    }

    private void hear(Event event) {
        if (event instanceof Event.Received(byte[] bytes)) heard.append(new String(bytes, StandardCharsets.US_ASCII));
        if (event instanceof Event.Lost) heard.append("lost");
    }

    private void say(String command) {
        line.a().send((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void greetsAndAnswers() {
        say("EHLO near.example");
        say("QUIT");
        time.runUntil(START.plusSeconds(3));
        assertTrue(heard.toString().startsWith("220 far.example "), heard::toString);
        assertTrue(heard.toString().contains("250-CHUNKING") && heard.toString().endsWith("lost"), heard::toString);
    }

    @Test
    void silentClientIsHungUpOn() {
        time.runUntil(START.plus(SmtpLimits.STANDARD.idle()).plusSeconds(5));
        assertTrue(heard.toString().contains("421 4.4.2"), heard::toString);
    }

    @Test
    void whenTheLineIsGoneNothingIsLeftToRing() {
        line.cut();
        assertNothingFollows();
    }

    @Test
    void afterGoodbyeNothingIsLeftToRing() {
        say("QUIT");
        assertNothingFollows();
        assertEquals(1, heard.toString().split("221").length - 1);
    }

    private void assertNothingFollows() {
        for (int i = 0; i < 30; i++)
            time.step();
        assertFalse(time.step());
    }
}
