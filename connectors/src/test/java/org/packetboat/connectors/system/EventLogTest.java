package org.packetboat.connectors.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.connectors.log.Repeats;
import org.packetboat.engine.status.StatusEvent;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

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

    /** What a log of level INFO gets of a site that is away, then there, then away again. */
    @Test
    void siteThatIsNotReachedForOneReasonIsToldOnce() {
        Lines lines = new Lines();
        EventLog events = new EventLog(lines, new Repeats());
        for (int call = 0; call < 100; call++)
            session(events, "unreached: 451 4.4.1 no connection");
        session(events, "unreached: 451 4.4.1 timed out");
        session(events, "finished");
        session(events, "finished");
        assertEquals(List.of("session-opened", "unreached: 451 4.4.1 no connection", "unreached: 451 4.4.1 timed out",
                "finished", "session-opened", "finished"), lines.all);
    }

    private static void session(EventLog events, String how) {
        events.on(new StatusEvent.SessionOpened(Instant.EPOCH, "denver", "line1"));
        events.on(new StatusEvent.SessionEnded(Instant.EPOCH, "denver", "line1", Duration.ZERO, 0, 0, how));
    }

    /** A log of level INFO, cut to what matters. */
    private static final class Lines extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1;

        private final transient List<String> all = new ArrayList<>();

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return "";
        }

        @Override
        protected void handleNormalizedLoggingCall(Level level, Marker marker, String form, Object[] parts,
                Throwable why) {
            String text = MessageFormatter.basicArrayFormat(form, parts);
            all.add(text.contains("event=session-opened") ? "session-opened" : text.replaceAll(".*how=\"|\".*", ""));
        }
    }
}
