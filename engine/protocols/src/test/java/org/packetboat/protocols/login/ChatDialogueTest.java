package org.packetboat.protocols.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.protocols.modem.Prelude.Step;

class ChatDialogueTest {
    private static final Credentials HUB = new Credentials("hub", "s3cret");

    private Instant now = Instant.parse("2026-11-20T03:00:00Z");

    private static ChatDialogue chat(String script) {
        return new ChatDialogue(ChatScript.parse(script), HUB, Duration.ofSeconds(30));
    }

    private Step hear(ChatDialogue chat, String text) {
        return chat.heard(text.getBytes(StandardCharsets.ISO_8859_1), now);
    }

    private static String said(Step step) {
        byte[] say = switch (step) {
            case Step.Wait(byte[] wait, Instant _) -> wait;
            case Step.Through through -> through.say();
            case Step.Failed failed -> throw new AssertionError(failed);
        };
        return new String(say, StandardCharsets.ISO_8859_1);
    }

    private Step ring(ChatDialogue chat, Step step) {
        now = assertInstanceOf(Step.Wait.class, step).until();
        return chat.rang(now);
    }

    @Test
    void logsInAsUsual() {
        ChatDialogue chat = new ChatDialogue(ChatScript.LOGIN, HUB, Duration.ofSeconds(30));
        assertEquals("\r", said(chat.begin(now)));
        assertEquals("hub\r", said(hear(chat, "\r\ndenver login: ")));
        assertEquals("", said(hear(chat, "hub\r\nPass")));
        Step.Through through = assertInstanceOf(Step.Through.class, hear(chat, "word: \020Shere"));
        assertEquals("s3cret\r", said(through));
        assertEquals(" \020Shere", new String(through.rest(), StandardCharsets.ISO_8859_1));
    }

    @Test
    void nudgesAFarSideThatSleeps() {
        ChatDialogue chat = chat("ogin:-\\r\\c-ogin: \\L");
        Step silence = chat.begin(now);
        Step nudge = ring(chat, silence);
        assertEquals("\r", said(nudge));
        assertEquals("hub\r", said(hear(chat, "login:")));
    }

    @Test
    void failsWhenThePromptNeverComes() {
        ChatDialogue chat = chat("ogin:-\\r\\c-ogin: \\L word: \\P");
        Step failed = ring(chat, ring(chat, chat.begin(now)));
        String text = assertInstanceOf(Step.Failed.class, failed).reply().text();
        assertEquals("login failed: the far side never said \"ogin:\"", text);
    }

    @Test
    void pausesWhereItIsTold() {
        ChatDialogue chat = chat("\"\" \\da\\pb\\c");
        Instant start = now;
        Step first = chat.begin(now);
        assertEquals("", said(first));
        Step second = ring(chat, first);
        assertEquals("a", said(second));
        Step third = ring(chat, second);
        assertEquals("b", said(third));
        assertEquals(Duration.ofMillis(1250), Duration.between(start, now));
        assertInstanceOf(Step.Through.class, third);
    }

    @Test
    void saysWhatEscapesStandFor() {
        assertEquals("a b\t\n\0\\-", said(chat("\"\" a\\sb\\t\\n\\N\\\\\\-\\c").begin(now)));
    }

    @Test
    void expectsHyphensThatAreEscaped() {
        ChatDialogue chat = chat("a\\-b x");
        chat.begin(now);
        assertEquals("x\r", said(hear(chat, "a-b")));
    }

    @Test
    void givesUpWhenTheCarrierIsLost() {
        ChatDialogue chat = chat("ogin: \\L");
        chat.begin(now);
        assertEquals("carrier lost",
                assertInstanceOf(Step.Failed.class, hear(chat, "\r\nNO CARRIER\r\n")).reply().text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\" \\q", "\"\" a\\", "a\\", "\\P x"})
    void refusesEscapesThatDoNotExist(String script) {
        assertThrows(IllegalArgumentException.class, () -> ChatScript.parse(script));
    }

    @Test
    void neverShowsThePassword() {
        assertFalse((HUB.toString() + chat("word: \\P")).contains("s3cret"));
    }
}
