package org.packetboat.app.cli.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A terminal is left as it was found. */
class LiveScreenTest {
    private static final String OTHER_SCREEN = "\u001b[?1049h";
    private static final String OWN_SCREEN = "\u001b[?1049l";
    private static final Duration LONG = Duration.ofMinutes(1);
    private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    private Kept terminal;

    /** A terminal that can be asked how it was left. */
    private static final class Kept extends LineDisciplineTerminal {
        Kept(ByteArrayOutputStream drawn) throws IOException {
            super("test", "xterm", drawn, StandardCharsets.UTF_8);
        }

        @Override
        protected void doClose() {
            // its modes stay
        }

        @Override
        protected void checkClosed() {
            // and may be asked for
        }
    }

    @BeforeEach
    void open() throws IOException {
        terminal = new Kept(drawn);
        terminal.setSize(Size.of(80, 24));
    }

    @AfterEach
    void close() throws IOException {
        terminal.close();
    }

    private String text() {
        return drawn.toString(StandardCharsets.UTF_8);
    }

    private void type(String keys) throws IOException {
        terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void modesAndScreenAreAsBefore() {
        String before = terminal.getAttributes().toString();
        try (LiveScreen screen = new LiveScreen(terminal, true)) {
            assertNotEquals(before, terminal.getAttributes().toString());
            screen.show(List.of(new AttributedString("hub.example.com")));
            assertTrue(text().contains(OTHER_SCREEN) && text().contains("hub.example.com"), this::text);
            assertFalse(text().contains(OWN_SCREEN), this::text);
        }
        assertTrue(text().lastIndexOf(OWN_SCREEN) > text().lastIndexOf("example"), this::text);
        assertEquals(before, terminal.getAttributes().toString());
    }

    @Test
    void aFailureLeavesItAsBefore() {
        String before = terminal.getAttributes().toString();
        try (LiveScreen screen = new LiveScreen(terminal, true)) {
            screen.say("hub.example.com");
            throw new IllegalStateException("a bug");
        } catch (IllegalStateException bug) {
            assertTrue(text().lastIndexOf(OWN_SCREEN) > text().lastIndexOf("example"), this::text);
            assertEquals(before, terminal.getAttributes().toString());
        }
    }

    @Test
    void keysLeaveAndOthersDoNot() throws IOException {
        for (String key : List.of("q", "Q", "\u0003", "\u0004")) {
            open();
            try (LiveScreen screen = new LiveScreen(terminal, true)) {
                type("x" + key);
                assertFalse(screen.isLeft(LONG));
                assertTrue(screen.isLeft(LONG));
            }
        }
    }

    @Test
    void nobodyWhoWantsNoColourGetsSome() {
        AttributedString red = new AttributedString("PROBLEMS",
                AttributedStyle.DEFAULT.foreground(AttributedStyle.RED));
        try (LiveScreen screen = new LiveScreen(terminal, false)) {
            screen.show(List.of(red));
        }
        assertTrue(text().contains("PROBLEMS"));
        assertFalse(text().contains("\u001b[31m"), this::text);
    }
}
