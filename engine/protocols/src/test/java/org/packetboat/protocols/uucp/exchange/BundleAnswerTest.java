package org.packetboat.protocols.uucp.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a far side says of a batch, which may be anything. */
class BundleAnswerTest {
    @Test
    void aLongReasonIsRead() {
        BundleAnswer answer = BundleAnswer.parse(" - 0:550:5.7.1:" + "no%20".repeat(100_000), 1).orElseThrow();
        assertEquals(550, answer.refused().get(0).code());
    }

    @Test
    void aLongOneThatEndsBadlyIsNone() {
        assertEquals(Optional.empty(), BundleAnswer.parse(" - 0:550:5.7.1:" + "no%20".repeat(100_000) + "%", 1));
    }
}
