package org.packetboat.engine.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.status.StatusEvent;

/** A message's story reads like one. */
class StoryTextTest {
    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
    private static final QueueId ID = new QueueId(79);
    private static final EnvelopeId ENVELOPE = new EnvelopeId(ID, 0);
    private static final Address ANNA = Address.parse("anna@hq.example.com");
    private static final Address BOB = Address.parse("bob@ny.example.com");
    private static final Address CY = Address.parse("cy@ny.example.com");
    private static final SessionFigures FIGURES = SessionFigures.NONE
            .at(new SessionFigures.Place("modem-1", "5551234", false, 0));

    private static Instant at(int seconds) {
        return NOW.plusSeconds(seconds);
    }

    private static StatusEvent.OfMessage accepted() {
        return new StatusEvent.Accepted(NOW, new Message(ID, NOW, Optional.of(ANNA), 1234, false, false,
                ReturnContent.FULL, Optional.empty(), Optional.of("monday"), "smtp:192.0.2.7"),
                List.of(new Domain("ny.example.com")), 2, new StatusEvent.Heading(Optional.of("<1@hq.example.com>"),
                        Optional.of("=?utf-8?q?Caf=C3=A9?= \u001b[2J"), List.of(BOB, CY)));
    }

    private static StatusEvent unreached(int seconds) {
        return new StatusEvent.SessionEnded(at(seconds), "ny", "modems", Duration.ofSeconds(9), 0, 0,
                "unreached: 450 4.4.1 BUSY", FIGURES);
    }

    private static List<String> lines(List<StatusEvent.OfMessage> events, List<StatusEvent> calls, String... waits) {
        return new StoryText(ZoneId.of("Europe/Berlin")).lines(new Story(ID, events, 0, calls), List.of(waits));
    }

    @Test
    void theWholeStoryIsToldInOrder() {
        List<String> lines = lines(List.of(accepted(),
                new StatusEvent.Sending(at(100), ENVELOPE, Optional.empty(), "ny", 2, 1234),
                new StatusEvent.Delivered(at(161), ENVELOPE, Optional.empty(), "ny", BOB, new Reply(250, "2.0.0", "Ok"),
                        Duration.ofSeconds(161)),
                new StatusEvent.Deferred(at(161), ENVELOPE, Optional.empty(), "ny", CY,
                        new Reply(452, "4.2.2", "Mailbox full"), at(3600))),
                List.of(unreached(20), unreached(50), new StatusEvent.WindowOpened(at(-600), "ny", at(7200)),
                        new StatusEvent.SessionOpened(at(90), "ny", "modems"),
                        new StatusEvent.SessionEnded(at(170), "ny",
                                "modems", Duration.ofSeconds(80), 1, 1234, "finished", FIGURES)),
                "It waits for its next attempt.");
        assertEquals(List.of(
                "00002F  from <anna@hq.example.com>, subject \"Caf\u00e9 \\u001B[2J\", Message-ID"
                        + " <1@hq.example.com>, of the big send \"monday\"",
                "  2026-11-21 04:00:00  received from smtp:192.0.2.7, 1234 bytes, for 2"
                        + " recipients at ny.example.com",
                "  2026-11-21 04:00:20  called ny (over modems on modem-1, number 5551234), 2"
                        + " times until 2026-11-21 04:00:50: unreached: 450 4.4.1 BUSY",
                "  2026-11-21 04:01:40  given to ny to carry, for 2 recipients, in the session"
                        + " over modems that began at 2026-11-21 04:01:30, in the window that closes at"
                        + " 2026-11-21 06:00:00",
                "  2026-11-21 04:02:41  delivered to bob@ny.example.com by ny, 2 min 41 s"
                        + " after it came in: \"250 2.0.0 Ok\"",
                "  2026-11-21 04:02:41  put off for cy@ny.example.com at ny: \"452 4.2.2"
                        + " Mailbox full\"; next attempt not before 2026-11-21 05:00:00",
                "  2026-11-21 04:02:50  the session with ny (over modems on modem-1, number"
                        + " 5551234) ended after 1 min 20 s: finished",
                "  In all: 1 delivered.",
                "  It waits for its next attempt."), lines);
    }

    @Test
    void whatHasNoEndAndDoesNotWaitIsNamed() {
        List<String> lines = lines(List.of(accepted(), new StatusEvent.Expired(at(5), ENVELOPE, Optional.empty(), BOB,
                Optional.empty())), List.of());
        assertEquals("  In all: 1 given up.", lines.get(3));
        assertEquals("  No end is written down for cy@ny.example.com.", lines.getLast());
    }

    @Test
    void aClockThatWasSetBackIsTold() {
        List<String> lines = lines(
                List.of(accepted(), new StatusEvent.Handled(at(-100), ENVELOPE, Optional.empty(), "held")), List.of());
        assertEquals("  (the clock was set back here)", lines.get(2));
        assertEquals("  2026-11-21 03:58:20  held by an operator", lines.get(3));
    }
}
