package org.packetboat.app.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Lines for programs: fields for those that collect logs, priorities for the journal. */
class JsonLayoutTest {
    private final Logger logger = new LoggerContext().getLogger("org.packetboat.test");

    private LoggingEvent event(Level level, String pattern, Throwable thrown, Object... values) {
        return new LoggingEvent("", logger, level, pattern, thrown, values.length == 0 ? null : values);
    }

    private JsonNode json(String pattern, Throwable thrown, Object... values) {
        String line = new JsonLayout().doLayout(event(Level.WARN, pattern, thrown, values));
        assertEquals(line.length() - 1, line.indexOf('\n'), line);
        return new ObjectMapper().readTree(line);
    }

    @Test
    void eachKeyIsAField() {
        JsonNode line = json("id={} event=refused to={} times=7 reply=\"{}\"", null, "1PNWW4001.0", "bob@x.example",
                "550 5.1.1 a \"b\" c=d\u2028");
        assertEquals("warn", line.get("level").asString());
        assertTrue(line.get("time").asString().endsWith("Z"));
        assertEquals("1PNWW4001.0", line.get("id").asString());
        assertEquals("refused", line.get("event").asString());
        assertEquals("bob@x.example", line.get("to").asString());
        assertEquals("7", line.get("times").asString());
        assertEquals("550 5.1.1 a \"b\" c=d\u2028", line.get("reply").asString());
        assertTrue(line.get("text").asString().startsWith("id=1PNWW4001.0 event=refused to=bob@x.example"));
        assertFalse(line.has("c"));
    }

    @Test
    void whatComesFromOutsideForgesNoField() {
        JsonNode line = json("event=accepted from={} time={} level={}", null, "a event=lost", "now", "none");
        assertEquals("accepted", line.get("event").asString());
        assertEquals("a event=lost", line.get("from").asString());
        assertEquals("now", line.get("log-time").asString());
        assertEquals("none", line.get("log-level").asString());
        assertEquals("warn", line.get("level").asString());
    }

    /** A host's reply may be as long as it likes; on the stack of a thread that has little of it, too. */
    @Test
    void aLongValueIsAFieldLikeAnyOther() throws InterruptedException {
        for (String part : List.of("x", "\\", "\"", "\u2028", " a=\"", "é")) {
            String reply = part.repeat(100_000);
            AtomicReference<String> found = new AtomicReference<>("");
            Thread small = new Thread(null, () -> found.set(json("event=deferred reply=\"{}\" to={}", null, reply,
                    "bob@x.example").get("reply").asString()), "small", 1 << 19);
            small.start();
            small.join();
            assertTrue(reply.equals(found.get()), () -> part + ": " + found.get().length());
        }
    }

    @Test
    void aStackTraceIsOneField() {
        JsonNode line = json("event=bug", new IllegalStateException("x\ny", new IOException("z")));
        assertTrue(line.get("stack").asString().contains("IllegalStateException"), line::toString);
        assertTrue(line.get("stack").asString().contains("IOException: z"), line::toString);
    }

    @Test
    void theJournalIsToldThePriorityOfEachLine() {
        Layout<ILoggingEvent> journal = new JournalLayout();
        assertTrue(journal.doLayout(event(Level.INFO, "event=x", null)).startsWith("<6>2"));
        assertTrue(journal.doLayout(event(Level.DEBUG, "event=x", null)).startsWith("<7>2"));
        assertTrue(journal.doLayout(event(Level.WARN, "event=x", null)).startsWith("<4>2"));
        String error = journal.doLayout(event(Level.ERROR, "event=x", new IllegalStateException()));
        assertTrue(error.lines().allMatch(line -> line.startsWith("<3>")), error);
    }

    @Test
    void onlyTheSocketThatSystemdNamesIsTheJournal(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        String here = Files.getAttribute(file, "unix:dev") + ":" + Files.getAttribute(file, "unix:ino");
        assertTrue(JournalLayout.isSocket(here, file));
        assertFalse(JournalLayout.isSocket("null", file));
        assertFalse(JournalLayout.isSocket(here, folder));
        assertFalse(JournalLayout.isSocket(here, folder.resolve("none")));
    }
}
