package org.packetboat.engine.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.BytesBody;

class CarriersTest {
    private static final String TRACE = "Received: from a ([10.0.0.1])\r\n\tby hub.example.com"
            + Carriers.comment(List.of("sea.example.com", "b.example.com")) + " with ESMTP id 00002F;\r\n\tnow\r\n";

    /** Gives a few bytes at a time, as a store may. */
    private static Body body(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return new BytesBody(bytes);
    }

    @Test
    void areReadFromOurOwnTraceLine() {
        assertEquals(List.of("sea.example.com", "b.example.com"), Carriers.of(body(TRACE + "Subject: x\r\n\r\n")));
        assertEquals("sea.example.com,b.example.com,hub.example.com",
                Carriers.parameter(body(TRACE + "Subject: x\r\n\r\n"), "hub.example.com"));
    }

    @Test
    void areNotBelievedInALineThatSomebodyElseMayHaveWritten() {
        String ours = "Received: from a ([10.0.0.1])\r\n\tby hub.example.com with SMTP id 1; now\r\n";
        assertEquals(List.of(), Carriers.of(body(ours + TRACE + "\r\n")));
        assertEquals(List.of(), Carriers.of(body("Subject: (carried by x)\r\n\r\n")));
        assertEquals(List.of(), Carriers.of(body("")));
    }

    @Test
    void parameterIsAListOfDomains() {
        assertEquals(List.of("a.example.com", "b"), Carriers.parse("A.example.com,b"));
        assertThrows(IllegalArgumentException.class, () -> Carriers.parse("a b"));
        assertThrows(IllegalArgumentException.class, () -> Carriers.parse(""));
        assertThrows(IllegalArgumentException.class, () -> Carriers.parse("a,".repeat(20) + "a"));
    }
}
