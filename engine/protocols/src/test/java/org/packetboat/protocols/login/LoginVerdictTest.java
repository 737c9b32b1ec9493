package org.packetboat.protocols.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.link.Ending;
import org.packetboat.protocols.modem.Prelude.Step;

/** What sites say after a password, in time of our own. */
class LoginVerdictTest {
    private final LoginVerdict verdict = new LoginVerdict(Duration.ofSeconds(30));
    private Instant now = Instant.parse("2026-11-20T03:00:00Z");

    private Step hear(String text) {
        return verdict.heard(text.getBytes(StandardCharsets.ISO_8859_1), now);
    }

    private Step ring(Step step) {
        now = assertInstanceOf(Step.Wait.class, step).until();
        return verdict.rang(now);
    }

    private static void assertRefused(Step step) {
        assertInstanceOf(Ending.LoginRefused.class, assertInstanceOf(Step.Failed.class, step).ending());
    }

    @Test
    void greetingIsLeftToTheSession() {
        verdict.begin(now);
        Step.Through through = assertInstanceOf(Step.Through.class, hear("\r\nWelcome\r\n\020Sh"));
        assertEquals("\r\nWelcome\r\n\020Sh", new String(through.rest(), StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\nLogin incorrect\r\nlogin: ", "\r\nlogin failed\r\n", "\r\nInvalid password\r\n"})
    void whoSaysSoRefuses(String text) {
        verdict.begin(now);
        assertRefused(hear(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\ndenver login: ", "\r\nlogin:", "\r\nUsername: ", "\r\nPassword: "})
    void whoAsksAgainRefuses(String text) {
        verdict.begin(now);
        assertRefused(ring(hear(text)));
    }

    @Test
    void lastLoginIsNoPrompt() {
        verdict.begin(now);
        hear("\r\nLast login: ");
        Step step = hear("Mon Nov 23 on ttyS1\r\n");
        assertInstanceOf(Step.Through.class, ring(step));
    }

    @Test
    void silenceIsLeftToTheSession() {
        assertInstanceOf(Step.Through.class, ring(verdict.begin(now)));
    }

    @Test
    void parityIsIgnored() {
        verdict.begin(now);
        assertInstanceOf(Step.Through.class, verdict.heard(new byte[]{(byte) 0x90}, now));
    }
}
