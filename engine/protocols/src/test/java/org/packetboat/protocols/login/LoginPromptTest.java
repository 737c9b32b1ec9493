package org.packetboat.protocols.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.protocols.modem.Prelude.Step;

class LoginPromptTest {
    private Instant now = Instant.parse("2026-11-20T03:00:00Z");
    private final LoginThrottle throttle = new LoginThrottle();
    private final List<String> told = new ArrayList<>();
    private final LoginLog log = new LoginLog() {
        @Override
        public void admitted(String line, String login) {
            told.add(login);
        }

        @Override
        public void refused(String line, String login) {
            told.add("not " + login);
        }
    };
    private final LoginPrompt prompt = new LoginPrompt("line1", true, new OneAccount("denver", "s3cret"),
            failed -> failed.plus(throttle.failed(failed)), log);

    private Step type(String text) {
        return prompt.heard(text.getBytes(StandardCharsets.ISO_8859_1), now);
    }

    private static String said(Step step) {
        return new String(assertInstanceOf(Step.Wait.class, step).say(), StandardCharsets.US_ASCII);
    }

    @Test
    void letsInWhoKnowsThePassword() {
        assertEquals("\r\nlogin: ", said(prompt.begin(now)));
        assertEquals("\r\nPassword: ", said(type("denver\r")));
        Step.Through through = assertInstanceOf(Step.Through.class, type("s3cret\r\020"));
        assertEquals("denver", prompt.login());
        assertEquals(1, through.rest().length);
    }

    @Test
    void showsStrangersNothingButThePrompt() {
        prompt.begin(now);
        assertEquals("\r\nPassword: ", said(type("root\r")));
        Step punished = type("root\r");
        assertEquals("", said(punished));
        assertEquals("", said(type("denver\rs3cret\r")));
        now = ((Step.Wait) punished).until();
        assertEquals("\r\nlogin: ", said(prompt.rang(now)));
    }

    @Test
    void hangsUpAfterThreeAttempts() {
        prompt.begin(now);
        Step step = null;
        for (int i = 0; i < 3; i++) {
            type("denver\r");
            now = ((Step.Wait) type("wrong\r")).until();
            step = prompt.rang(now);
        }
        assertInstanceOf(Step.Failed.class, step);
    }

    @Test
    void hangsUpOnWhoTakesTooLong() {
        Step asked = prompt.begin(now);
        type("x");
        now = ((Step.Wait) asked).until();
        assertInstanceOf(Step.Failed.class, prompt.rang(now));
    }

    @Test
    void punishesLongerEachTimeOnWhateverLine() {
        for (long seconds : new long[]{2, 4, 8, 16, 32, 60, 60}) {
            assertEquals(Duration.ofSeconds(seconds), throttle.failed(now));
        }
        assertEquals(Duration.ofSeconds(2), throttle.failed(now.plus(Duration.ofMinutes(11))));
    }

    @Test
    void waitsForAByteOnACable() {
        LoginPrompt quiet = new LoginPrompt("cable", false, new OneAccount("denver", "s3cret"),
                failed -> failed.plus(throttle.failed(failed)), log);
        assertEquals("", said(quiet.begin(now)));
        assertEquals("\r\nlogin: ", said(quiet.heard(new byte[]{'\r'}, now)));
    }

    @Test
    void understandsTypingWithParityAndCorrections() {
        prompt.begin(now);
        byte[] typed = "denvx\ber\r".getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < typed.length; i += 2)
            typed[i] |= (byte) 0x80;
        assertEquals("\r\nPassword: ", said(prompt.heard(typed, now)));
        assertInstanceOf(Step.Through.class, type("s3cret\n"));
    }

    @Test
    void outlivesFloods() {
        prompt.begin(now);
        assertTrue(said(type("x".repeat(1_000_000))).isEmpty());
        assertEquals("\r\nPassword: ", said(type("\r")));
    }
}
