package org.packetboat.connectors.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.status.StatusEvent;
import org.slf4j.event.Level;

/** What senders and peers wrote forges no key and no line. */
class EventLogTest {
    private static String refused(String recipient, String reply) {
        return EventLog.line(new StatusEvent.Refused(Instant.EPOCH, new EnvelopeId(new QueueId(47), 0),
                Optional.empty(), "new-york", Address.parse(recipient), new Reply(550, "5.1.1", reply)));
    }

    @Test
    void usualNamesStandAsTheyAre() {
        assertEquals("id=00001F event=refused to=bob@example.com site=new-york reply=\"550 5.1.1 unknown\"",
                refused("bob@example.com", "unknown").replaceFirst("id=[^ ]+", "id=00001F"));
    }

    @Test
    void whatLooksLikeAKeyIsQuotedAndWhatMovesTheCursorEscaped() {
        assertEquals("id=X event=refused to=\"\\\"x event=accepted\\\"@example.com\" site=new-york "
                + "reply=\"550 5.1.1 a\\\" event=\\\"b \\u009B2J\\u202E\"",
                refused("\"x event=accepted\"@example.com", "a\" event=\"b \u009B2J\u202E")
                        .replaceFirst("id=[^ ]+", "id=X"));
    }

    /** What a log of level INFO gets of a site that is away, then there with nothing to carry. */
    @Test
    void siteThatIsNotReachedForOneReasonIsToldOnce() {
        LogLines lines = new LogLines(Level.INFO);
        EventLog events = new EventLog(lines, System::nanoTime);
        for (int call = 0; call < 100; call++)
            session(events, "unreached: 451 4.4.1 no connection");
        session(events, "unreached: 451 4.4.1 timed out");
        session(events, "finished");
        session(events, "finished");
        assertEquals(List.of("session-opened", "unreached: 451 4.4.1 no connection", "unreached: 451 4.4.1 timed out",
                "finished"), lines.all.stream().map(LogLines.Line::text).map(EventLogTest::cut).toList());
    }

    private static String cut(String text) {
        return text.contains("event=session-opened") ? "session-opened" : text.replaceAll(".*how=\"|\".*", "");
    }

    private static void session(EventLog events, String how) {
        events.on(new StatusEvent.SessionOpened(Instant.EPOCH, "denver", "line1"));
        events.on(new StatusEvent.SessionEnded(Instant.EPOCH, "denver", "line1", Duration.ZERO, 0, 0, how));
    }
}
