package org.packetboat.engine.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.BigSendName;

class BigSendHeaderTest {
    @Test
    void findsTheNameHoweverTheBytesAreDivided() {
        byte[] message = "Subject: Prices\r\nx-BIG-send:  spring-prices \r\n\r\nBread\r\n"
                .getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= message.length; cut++) {
            BigSendHeader header = new BigSendHeader();
            header.see(message, 0, cut);
            header.see(message, cut, message.length - cut);
            assertEquals(Optional.of("spring-prices"), header.name().map(BigSendName::text));
        }
    }

    @Test
    void namesNothingFromTheBody() {
        assertEquals(Optional.empty(), name("Subject: Prices\r\n\r\nX-Big-Send: spring\r\n"));
    }

    @Test
    void believesTheFirstOne() {
        assertEquals(Optional.of("a"), name("X-Big-Send: a\r\nX-Big-Send: b\r\n\r\n"));
    }

    @Test
    void takesNoNameThatIsUnfit() {
        assertEquals(Optional.empty(), name("X-Big-Send:  \r\n\r\n"));
        assertEquals(Optional.empty(), name("X-Big-Send: a\u0001b\r\n\r\n"));
        assertEquals(Optional.empty(), name("X-Big-Send: " + "n".repeat(201) + "\r\n\r\n"));
        assertEquals(Optional.empty(), name("X-Big-Send: " + "n".repeat(20_000) + "\r\n\r\n"));
    }

    @Test
    void passesLongLinesOfOtherFields() {
        assertEquals(Optional.of("s"), name("X: " + "x".repeat(20_000) + "\r\nX-Big-Send: s\r\n\r\n"));
    }

    private static Optional<String> name(String message) {
        BigSendHeader header = new BigSendHeader();
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        header.see(bytes, 0, bytes.length);
        return header.name().map(BigSendName::text);
    }
}
