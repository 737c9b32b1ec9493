package org.packetboat.connectors.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who has logged in on a page stays so, for some hours. */
class LoginSessionsTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // elapsed time may run over
    private final LoginSessions sessions = new LoginSessions(8025, false, nanos::get);

    private static Map<String, String> sent(String setCookie) {
        return Map.of("cookie", "other=1; " + setCookie.substring(0, setCookie.indexOf(';')) + "; packetboat-1=x");
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void aSessionIsKnownByItsCookie() {
        String cookie = sessions.begin("anna");
        assertEquals(Optional.of("anna"), sessions.user(sent(cookie)));
        assertEquals(Optional.empty(), sessions.user(Map.of()));
        assertEquals(Optional.empty(), sessions.user(Map.of("cookie", "packetboat-8025=")));
        assertTrue(cookie.startsWith("packetboat-8025=") && cookie.endsWith("; Path=/; HttpOnly; SameSite=Strict"),
                cookie);
        assertTrue(new LoginSessions(1, true, nanos::get).begin("bob").endsWith("; Secure"));
    }

    @Test
    void itEndsWhenNobodyUsesItAndAfterADay() {
        Map<String, String> cookie = sent(sessions.begin("anna"));
        later(LoginSessions.IDLE.minusMinutes(1));
        assertEquals(Optional.of("anna"), sessions.user(cookie));
        later(LoginSessions.IDLE.minusMinutes(1));
        assertEquals(Optional.of("anna"), sessions.user(cookie));
        later(LoginSessions.IDLE.minusMinutes(1));
        assertEquals(Optional.of("anna"), sessions.user(cookie));
        later(Duration.ofMinutes(4));
        assertEquals(Optional.empty(), sessions.user(cookie), "after a day");
        Map<String, String> other = sent(sessions.begin("bob"));
        later(LoginSessions.IDLE.plusSeconds(1));
        assertEquals(Optional.empty(), sessions.user(other), "idle");
    }

    @Test
    void itEndsWhenItIsLeft() {
        Map<String, String> cookie = sent(sessions.begin("anna"));
        assertTrue(sessions.end(cookie).contains("Max-Age=0"));
        assertEquals(Optional.empty(), sessions.user(cookie));
    }

    @Test
    void veryManyDoNotFillTheMemory() {
        Map<String, String> first = sent(sessions.begin("anna"));
        Map<String, String> last = first;
        for (int i = 0; i < 1000; i++)
            last = sent(sessions.begin("bob"));
        assertEquals(Optional.empty(), sessions.user(first));
        assertEquals(Optional.of("bob"), sessions.user(last));
    }
}
