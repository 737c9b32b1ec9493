package org.packetboat.engine.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.sim.Rig;

class RepeatTest {
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
        assertEquals("1.0.17@first", nameOf(trace(Repeat.comment(Optional.of("1.0.17@first")))));
    }

    @Test
    void serverThatWasGivenAnotherNameKeepsThoseOfItsMail() {
        assertTrue(nameOf(trace("")).endsWith("@hub"));
        assertTrue(nameOf("Received: by first.example (Packetboat) id 2F;\r\n\tnow\r\n").endsWith("@first.example"));
        assertTrue(nameOf("Received: from by ([10.0.0.1])\r\n\tby first.example with ESMTP id 2F; now\r\n")
                .endsWith("@first.example"));
        assertTrue(nameOf("Received: from alarm by hub2 with UUCP id 2F;\r\n\tnow\r\n").endsWith("@hub2"));
        assertTrue(nameOf("").endsWith("@hub"));
    }

    @Test
    void nameIsNotBelievedWhereSomebodyElseMayHaveWrittenIt() {
        String forged = "Received: from a by b\r\n\tfor <\"(sent as 1.0.17@first)\"@c>; now\r\n";
        assertTrue(nameOf(forged).endsWith("@b"));
        assertTrue(nameOf(trace("") + trace("\r\n\t(sent as 1.0.17@first)")).endsWith("@hub"));
        assertTrue(nameOf(trace(" (sent as <1>)")).endsWith("@hub"));
    }

    @Test
    void aDateOrAnIdTellsAMailFromAnotherWithTheSameWords() {
        assertTrue(Repeat.isUnique(body("Subject: x\r\nMessage-ID: <1@x>\r\n\r\nalarm\r\n")));
        assertTrue(Repeat.isUnique(body("date : now\r\n\r\nalarm\r\n")));
        assertFalse(Repeat.isUnique(body("Subject: x\r\n\r\nDate: now\r\n")));
        assertFalse(Repeat.isUnique(body("Resent-Date: x\r\n\r\nalarm\r\n")));
        assertFalse(Repeat.isUnique(body("alarm\r\n")));
        assertFalse(Repeat.isUnique(body("")));
    }

    @Test
    void whatHasBlanksOrBracketsIsNoName() {
        assertFalse(Repeat.isName("a b"));
        assertFalse(Repeat.isName("<a@b>"));
        assertFalse(Repeat.isName(""));
    }
}
