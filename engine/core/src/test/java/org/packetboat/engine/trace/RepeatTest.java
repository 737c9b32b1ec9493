package org.packetboat.engine.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.sim.Rig;

class RepeatTest {
    private static final Address ANN = Address.parse("ann@west.example");
    private static final Address BOB = Address.parse("bob@west.example");

    @Test
    void nameIsTheSameEachTimeAndNeverThatOfAnother() {
        Rig rig = new Rig(policy(route("west", "*")));
        rig.send("s@x", "a@west.example");
        Envelope first = rig.line.last().take();
        rig.pass(Duration.ofSeconds(1));
        rig.send("s@x", "a@west.example");
        Envelope second = rig.line.last().take();
        Body plain = body("Subject: x\r\n\r\n");
        assertEquals(Repeat.name(first, plain, "hub"), Repeat.name(first.held(true), plain, "hub"));
        assertNotEquals(Repeat.name(first, plain, "hub"), Repeat.name(second, plain, "hub"));
        assertTrue(Repeat.isName(Repeat.name(first, plain, "hub.example.com")));
    }

    private static Body body(String text) {
        return new BytesBody(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String nameOf(String header) {
        Rig rig = new Rig(policy(route("west", "*")));
        rig.send("s@x", "a@west.example");
        return Repeat.name(rig.line.last().take(), body(header + "Subject: x\r\n\r\n"), "hub");
    }

    private static String trace(String comment) {
        return "Received: from a ([10.0.0.1])\r\n\tby hub" + comment + " with ESMTP id 2F\r\n\tfor <b@c>; now\r\n";
    }

    @Test
    void routerHandsOnUnderTheNameThatItGot() {
        assertEquals("1.0.17@first", nameOf(trace(Repeat.comment(Optional.of("1.0.17@first"), List.of("first")))));
    }

    @Test
    void nameIsNotHandedOnWhereNobodyTellsTheWay() {
        assertEquals("", Repeat.comment(Optional.of("1.0.17@first"), List.of()));
        assertEquals("", Repeat.comment(Optional.empty(), List.of("first")));
    }

    @Test
    void nameIsNotBelievedWhereSomebodyElseMayHaveWrittenIt() {
        String forged = "Received: from a by b\r\n\tfor <\"(sent as 1.0.17@first)\"@c>; now\r\n";
        assertTrue(nameOf(forged).endsWith("@hub"));
        assertTrue(nameOf(trace("") + trace("\r\n\t(sent as 1.0.17@first)")).endsWith("@hub"));
        assertTrue(nameOf(trace(" (sent as <1>)")).endsWith("@hub"));
    }

    @Test
    void whereMailEndsItIsKnownByWhateverWayAndElseByTheSameOnly() {
        assertNotEquals(Repeat.key("n", List.of("a", "b"), ANN), Repeat.key("n", List.of("b"), ANN));
        assertNotEquals(Repeat.key("n", ANN), Repeat.key("n", BOB));
        assertNotEquals(Repeat.key("n", ANN), Repeat.key("n", List.of(), ANN));
    }

    @Test
    void whatHasBlanksOrBracketsIsNoName() {
        assertFalse(Repeat.isName("a b"));
        assertFalse(Repeat.isName("<a@b>"));
        assertFalse(Repeat.isName(""));
    }
}
