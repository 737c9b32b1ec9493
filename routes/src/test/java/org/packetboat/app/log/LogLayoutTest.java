package org.packetboat.app.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;

/** Nothing from outside forges a line of the log, or a key in it. */
class LogLayoutTest {
    private final Logger logger = new LoggerContext().getLogger("org.packetboat.test");

    private String line(String pattern, Throwable thrown, Object... values) {
        String whole = new LogLayout().doLayout(
                new LoggingEvent("", logger, Level.INFO, pattern, thrown, values.length == 0 ? null : values));
        return whole.substring(whole.indexOf("INFO"));
    }

    @Test
    void plainValuesStandAsTheyAre() {
        assertEquals("INFO  id=00002F from=anna@example.com size=3\n",
                line("id={} from={} size={}", null, "00002F", "anna@example.com", 3));
    }

    @Test
    void valuesThatCouldBeMisreadAreQuoted() {
        assertEquals("INFO  from=\"a event=accepted\" to=b\n", line("from={} to={}", null, "a event=accepted", "b"));
        assertEquals("INFO  why=\"he said \\\"no\\\"\"\n", line("why=\"{}\"", null, "he said \"no\""));
    }

    @Test
    void nothingStartsALineOrTurnsOne() {
        assertEquals("INFO  why=\"a\\r\\n2026-11-28 INFO id=1\"\n",
                line("why=\"{}\"", null, "a\r\n2026-11-28 INFO id=1"));
        assertEquals("INFO  from=\"\\u009B2J\\u2028\\u202E\"\n", line("from={}", null, "\u009B2J\u2028\u202E"));
        assertEquals("INFO  made elsewhere\\nid=1\n", line("made elsewhere\nid=1", null));
    }

    @Test
    void neitherDoesTheMessageOfAnException() {
        String trace = line("event=bug", new IllegalStateException("x\n2026-11-28T12:00:00.000Z INFO  id=1",
                new IllegalArgumentException("y\nz")));
        assertTrue(trace.contains("IllegalStateException: x\\n2026-11-28"), trace);
        assertTrue(trace.contains("caused by java.lang.IllegalArgumentException: y\\nz"), trace);
        assertTrue(trace.lines().skip(1).allMatch(l -> l.startsWith("\t")), trace);
        assertFalse(trace.contains("\n2026"), trace);
    }
}
