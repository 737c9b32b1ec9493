package org.packetboat.engine.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.sim.Rig;

class RepeatTest {
    private static final Recipient ANN = Recipient.of("ann@west.example");
    private static final Recipient BOB = Recipient.of("bob@west.example");

    @Test
    void nameIsTheSameEachTimeAndNeverThatOfAnother() {
        Rig rig = new Rig(policy(route("west", "*")));
        rig.send("s@x", "a@west.example");
        Envelope first = rig.line.last().take();
        rig.pass(Duration.ofSeconds(1));
        rig.send("s@x", "a@west.example");
        Envelope second = rig.line.last().take();
        assertEquals(Repeat.name(first, "hub"), Repeat.name(first.held(true), "hub"));
        assertNotEquals(Repeat.name(first, "hub"), Repeat.name(second, "hub"));
        assertTrue(Repeat.isName(Repeat.name(first, "hub.example.com")));
    }

    @Test
    void whoWasPutOffLastTimeIsNotPassedOver() {
        assertNotEquals(Repeat.key("n", List.of(ANN)), Repeat.key("n", List.of(ANN, BOB)));
        assertEquals(Repeat.key("n", List.of(BOB, ANN)), Repeat.key("n", List.of(ANN, BOB)));
    }

    @Test
    void whatHasBlanksOrBracketsIsNoName() {
        assertFalse(Repeat.isName("a b"));
        assertFalse(Repeat.isName("<a@b>"));
        assertFalse(Repeat.isName(""));
    }
}
