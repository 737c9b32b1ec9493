package org.packetboat.protocols.uucp.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.protocols.uucp.greeting.UucpSettings;
import org.packetboat.protocols.uucp.packet.LineTiming;

/** Whether a caller who says nothing for 25 seconds is greeted again. */
class RepeatedGreetingTest {
    private static final Instant MORNING = Instant.parse("2026-11-30T06:00:00Z");
    private static final UucpSettings SETTINGS = UucpSettings.on(LineTiming.of(240), "hub", "hub.example.com");

    private static long greetings(UucpSettings settings) {
        UucpSession session = UucpSession.turningAway(UucpSession.UNKNOWN, settings);
        List<Action> actions = new ArrayList<>(session.on(new Event.Connected(), MORNING));
        for (int second = 1; second <= 25; second++) {
            actions.addAll(session.on(new Event.Drained(), MORNING.plusSeconds(second)));
            actions.addAll(session.on(new Event.Rang(), MORNING.plusSeconds(second)));
        }
        return actions.stream().filter(Action.Send.class::isInstance).count();
    }

    /** A line may have lost the first. */
    @Test
    void onALineEveryTenSeconds() {
        assertEquals(3, greetings(SETTINGS));
    }

    /** Taylor UUCP takes the second for an answer, and hangs up: it may be slow, the first is there. */
    @Test
    void onASocketOnce() {
        assertEquals(1, greetings(SETTINGS.greetingOnce()));
    }
}
