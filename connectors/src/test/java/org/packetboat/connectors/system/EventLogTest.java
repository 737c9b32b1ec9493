package org.packetboat.connectors.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.status.StatusEvent;

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
}
