package org.packetboat.protocols.uucp.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Priority;
import org.packetboat.protocols.uucp.greeting.Features;
import org.packetboat.protocols.uucp.greeting.Greeting;
import org.packetboat.protocols.uucp.greeting.UucpSettings;
import org.packetboat.protocols.uucp.mail.RmailTerms;
import org.packetboat.protocols.uucp.packet.Heard;
import org.packetboat.protocols.uucp.packet.LineTiming;
import org.packetboat.protocols.uucp.packet.Piece;

/** Which channel the next packet belongs to, when urgent mail comes. */
class OvertakingTest {
    private static final Features FAR = new Features(true, true, true, false, Optional.empty(), false,
            Optional.empty(), Optional.empty());

    private final Deque<Transfer> queue = new ArrayDeque<>();
    private boolean asked;
    private Outbox outbox = outbox(true);

    private Outbox outbox(boolean streaming) {
        Outbox made = new Outbox("hub", FAR, streaming, new MemorySpool(),
                new RmailSource(new RmailTerms("hub", "hub.example.com", false, Optional.empty()), this::todo),
                (_, _) -> {}, this::todo);
        if (streaming) made.mayUse(7);
        return made;
    }

    private void todo(Action action) {
        asked |= action instanceof Action.Ask;
    }

    private void post(int id, int bytes, int priority) {
        Transfer mail = Mails.mail(id, "joe@denver.example.com", Mails.random(bytes, id));
        queue.add(priority == 0 ? mail : Mails.urgent(mail, priority));
        outbox.mailWaits(new Priority(priority));
    }

    private Optional<Piece> next() {
        offer();
        return outbox.next(200);
    }

    private void offer() {
        while (asked) {
            asked = false;
            outbox.offered(queue.isEmpty() ? List.of() : List.of(queue.remove()));
        }
    }

    private int channel() {
        return next().map(Piece::mine).orElse(0);
    }

    private void until(int channel) {
        for (int i = 0; i < 200; i++) {
            if (channel() == channel) return;
        }
        throw new AssertionError("nothing on channel " + channel);
    }

    /** The next one's number would run into the sequence number of the packet. */
    @Test
    void fileThatWasRefusedHoldsItsChannelUntilItsEndIsSent() {
        for (int id = 1; id <= 5; id++)
            post(id, 300, 0);
        post(6, 20_000, 0);
        until(6);
        post(7, 300, 4);
        until(7);
        until(6);
        outbox.answered(6, "EN2");
        post(8, 300, 4);
        assertEquals(6, channel(), "its end");
        assertEquals(6, channel(), "the urgent one");
    }

    @Test
    void urgentMailIsNotOvertakenByUrgentMail() {
        post(1, 20_000, 0);
        until(1);
        post(2, 3_000, 4);
        until(2);
        post(3, 3_000, 4);
        for (int i = 0; i < 10; i++)
            assertEquals(2, channel());
        until(3);
        until(1);
    }

    /** The answer to the one would be taken for the answer to the other. */
    @Test
    void withOneChannelItWaitsForTheAnswer() {
        outbox = outbox(false);
        post(1, 300, 0);
        until(1);
        outbox.answered(1, "EY 0x0");
        while (next().isPresent()) {
            // up to its end
        }
        post(2, 300, 4);
        assertTrue(next().isEmpty());
        outbox.answered(1, "CY");
        String command = new String(next().orElseThrow().bytes(), StandardCharsets.ISO_8859_1);
        assertTrue(command.startsWith("E D."), command);
    }

    @Test
    void onlyWhoSaysSoGetsCommandsAfterItHasAgreedToHangUp() {
        assertEquals("HY", afterGoodbye(false));
        assertTrue(afterGoodbye(true).startsWith("E D."));
    }

    private String afterGoodbye(boolean late) {
        outbox = outbox(true);
        Conversation conversation = new Conversation(true, true, late, new Conversation.Boxes() {
            @Override
            public Outbox out() {
                return outbox;
            }

            @Override
            public Inbox in(Inbox.Answers answers) {
                return new Inbox(UucpSettings.on(LineTiming.of(240), "hub", "hub.example.com"),
                        new Greeting.Step.Agreed(Optional.empty(), "denver", FAR, Optional.empty(), 'i'), true,
                        new MemorySpool(), answers, _ -> {});
            }
        });
        conversation.opened(7);
        outbox.offered(List.of());
        assertEquals("H", text(conversation.next(200)));
        post(1, 300, 0);
        conversation.heard(new Heard(0, 0, Heard.NEXT, "HY\0".getBytes(StandardCharsets.ISO_8859_1)), Mails.MORNING);
        offer();
        return text(conversation.next(200));
    }

    private static String text(Optional<Piece> piece) {
        return new String(piece.orElseThrow().bytes(), StandardCharsets.ISO_8859_1).replace("\0", "");
    }
}
