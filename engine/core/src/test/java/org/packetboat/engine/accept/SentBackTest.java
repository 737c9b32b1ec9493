package org.packetboat.engine.accept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.TextRule;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.status.StatusEvent;

/** Mail that is not taken from somebody who can tell nobody: its sender is told from here. */
class SentBackTest {
    private static final Reply WHY = new Reply(550, "5.7.1", "The node alarm may not send mail there");
    private static final String TEXT = "Received: from alarm by hub; now\r\nSubject: help\r\n\r\nThe door.\r\n";

    private final Rig rig = new Rig(policy(route("west", "*")));

    private Receipt sendBack(String from, String text) {
        Incoming incoming = rig.node.intake().begin(rig.clock.now());
        incoming.recognise();
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        incoming.append(bytes, 0, bytes.length);
        List<Receipt> receipts = new ArrayList<>();
        incoming.sendBack(Rig.submission(from, "a@far.example", "b@other.example").named(Optional.of("D.1.0@a.uucp")),
                WHY, rig.clock.now(), receipts::add);
        rig.settle();
        return receipts.getFirst();
    }

    /** A caller may not speak for this sender. */
    @Test
    void whoseSenderIsToHearNothingMakesNoMail() {
        Incoming incoming = rig.node.intake().begin(rig.clock.now());
        List<Receipt> receipts = new ArrayList<>();
        incoming.sendBack(Rig.submission("victim@west.example", "a@far.example").silent(), WHY, rig.clock.now(),
                receipts::add);
        rig.settle();
        assertEquals(List.of(new Receipt.Rejected(WHY)), receipts);
        assertEquals(1, rig.events(StatusEvent.Refused.class).size());
        assertEquals(List.of(), rig.events(StatusEvent.Accepted.class));
        assertEquals(0, rig.depth("west.example"));
    }

    private String notice() {
        Envelope notice = rig.line.last().take();
        assertEquals(Optional.empty(), notice.message().sender());
        return rig.text(notice.message());
    }

    @Test
    void senderGetsOneNoticeWithTheHeader() {
        assertInstanceOf(Receipt.Accepted.class, sendBack("joe@west.example", TEXT));
        String notice = notice();
        assertTrue(notice.contains("Final-Recipient: rfc822; a@far.example"), notice);
        assertTrue(notice.contains("Final-Recipient: rfc822; b@other.example"), notice);
        assertTrue(notice.contains("Status: 5.7.1"), notice);
        assertTrue(notice.contains("Subject: help\r\n"), notice);
        assertFalse(notice.contains("The door."), notice);
        assertEquals(0, rig.depth("far.example"));
        assertEquals(2, rig.events(StatusEvent.Refused.class).size());
    }

    @Test
    void jobThatComesAgainMakesNoSecondNotice() {
        Receipt first = sendBack("joe@west.example", TEXT);
        assertEquals(first, sendBack("joe@west.example", TEXT));
        assertEquals(1, rig.events(StatusEvent.NoticeSent.class).size());
        assertEquals(1, rig.events(StatusEvent.Repeated.class).size());
    }

    @Test
    void noticeHasNothingThatNoTextMayHave() {
        sendBack("joe@west.example", "Received: from alarm by hub; now\r\nSubject: a\0b\rBcc: c\r\n\r\nx");
        String notice = notice();
        assertTrue(notice.contains("Subject: a?b?Bcc: c\r\n"), notice);
        assertEquals(Optional.empty(), TextRule.flaw(notice.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void whatHasNoSenderIsToldToTheOperator() {
        assertEquals(new Receipt.Rejected(WHY), sendBack("", TEXT));
        String told = rig.events(StatusEvent.Trouble.class).getFirst().what();
        assertEquals("mail without a sender, from test to a@far.example, was refused: " + WHY, told);
    }

    @Test
    void fullDiskPutsItOff() {
        rig.store.failNext(1);
        assertEquals(452, assertInstanceOf(Receipt.Rejected.class, sendBack("joe@west.example", TEXT)).reply().code());
        assertInstanceOf(Receipt.Accepted.class, sendBack("joe@west.example", TEXT));
    }
}
