package org.packetboat.protocols.uucp.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.engine.sim.SimNoise;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.uucp.packet.LineTiming;

/** A bundle with mail for a site for which too much waits already. */
class PutOffMailTest {
    private static final LineTiming LINE = LineTiming.of(240);

    private final SimTime time = new SimTime(Mails.MORNING);
    private final FullSites full = new FullSites("flood.example");
    private final TestBundling hubPacks = new TestBundling(time);
    private final TestBundling denverPacks = new TestBundling(time);
    private final Station hub = Station.on(LINE, "hub", "i", hubPacks);
    private final Station denver = Station.on(LINE, "denver", "i", denverPacks).letting(full);

    @BeforeEach
    void oneOfTwoIsForThere() {
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", "Subject: x\r\n\r\nx\r\n"));
        hub.supply.add(Mails.mail(2, "sue@flood.example", "Subject: x\r\n\r\nx\r\n"));
    }

    private void call() {
        SimLine line = new SimLine(time, LINE.rate(), Duration.ofMillis(40), SimNoise.NONE, SimNoise.NONE);
        hub.calling(time, line.a(), "denver");
        denver.called(time, line.b(), "hub");
        line.connect();
        time.runUntil(time.now().plus(Duration.ofHours(3)));
        assertInstanceOf(Ending.Finished.class, hub.supply.lastEnding());
    }

    private Outcome outcome(long id) {
        return hub.supply.settled.get(new EnvelopeId(new QueueId(id), 0)).values().iterator().next();
    }

    /** The rest of its bundle is taken. */
    @Test
    void itIsNamedInTheAnswerAndComesAgain() {
        call();
        assertInstanceOf(Outcome.Delivered.class, outcome(1));
        assertEquals(FullSites.TOO_MUCH, assertInstanceOf(Outcome.Deferred.class, outcome(2)).reply());
        full.domains.clear();
        call();
        assertEquals(List.of(2, 1), hubPacks.sizes);
        assertEquals(2, denver.intake.taken.size());
        assertTrue(hub.supply.waiting.isEmpty());
    }

    /** Version 0.1.0 takes such an answer for none, and would send the whole bundle again and again. */
    @Test
    void whoDoesNotUnderstandSuchAnAnswerIsRidOfIt() {
        hubPacks.word = "earlier";
        call();
        assertInstanceOf(Outcome.Delivered.class, outcome(1));
        assertInstanceOf(Outcome.Delivered.class, outcome(2));
        assertEquals(2, denver.intake.taken.size());
    }
}
