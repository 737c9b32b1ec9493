package org.packetboat.engine.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.hour;
import static org.packetboat.engine.sim.SimRoutes.once;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.DsnRequest;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.MailEncoding;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.route.Reporting;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.status.StatusEvent;

/** What senders are told. */
class NoticeTest {
    private static final String TEXT = "Subject: Prices\r\nFrom: <s@home.example>\r\n\r\nAll up.\r\n";
    private static final Duration MSDEAD = Duration.ofHours(12);
    private static final Reply NO = new Reply(550, "5.1.1", "No such user", Optional.of("mx.west.example"));

    private final Rig rig = new Rig(policy(route("west", "west.example"),
            with(route("late", "late.example"), once(hour(6), hour(8))),
            with(route("home", "home.example", "b\u00fccher.example"), SimRoutes.NEVER)));
    private ReturnContent returned = ReturnContent.FULL;

    @Test
    void unreachedMailComesBackWhenMsdeadRunsOut() {
        accept("s@home.example", Recipient.of("a@west.example"));
        rig.line.last().end(new Ending.Unreached(new Reply(450, "4.4.1", "No answer")));
        rig.pass(MSDEAD.minusMillis(1));
        assertEquals(0, rig.depth("home.example"));
        rig.pass(Duration.ofMillis(1));
        String text = notice();
        assertTrue(text.contains("Diagnostic-Code: X-Packetboat; 554 5.4.7 Undelivered after 12 h"), text);
        assertTrue(text.contains("No answer"), text);
        assertEquals(0, rig.depth("west.example"));
    }

    @Test
    void firstLineSaysFailedToDeliver() {
        refuse(Recipient.of("a@west.example"));
        String firstPart = notice().split("\r\n\r\n", 3)[2];
        assertEquals("Failed to deliver.", firstPart.lines().findFirst().orElseThrow());
    }

    @Test
    void isAReportInThreeParts() {
        refuse(Recipient.of("a@west.example"));
        String text = notice();
        assertTrue(text.contains("Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\""),
                text);
        assertEquals(List.of("text/plain; charset=utf-8", "message/delivery-status", "message/rfc822"),
                text.lines().skip(9).filter(l -> l.startsWith("Content-Type: ")).map(l -> l.substring(14)).toList());
        assertTrue(text.contains("To: <s@home.example>\r\n"), text);
        assertTrue(text.contains("Auto-Submitted: auto-replied\r\n"), text);
        assertTrue(text.endsWith("--\r\n"), text);
        assertFalse(text.replace("\r\n", "").contains("\n"), text);
    }

    @Test
    void fieldsFollowRfc3464() {
        refuse(new Recipient(Address.parse("a@west.example"), Set.of(), Optional.of("rfc822;old+2Bname@west.example")));
        String text = notice();
        for (String field : List.of("Reporting-MTA: dns; hub.example", "Original-Envelope-Id: id+1",
                "Arrival-Date: Fri, 20 Nov 2026 00:00:00 +0000", "Original-Recipient: rfc822;old+name@west.example",
                "Final-Recipient: rfc822; a@west.example", "Action: failed", "Status: 5.1.1",
                "Remote-MTA: dns; mx.west.example", "Diagnostic-Code: smtp; 550 5.1.1 No such user")) {
            assertTrue(text.contains("\r\n" + field + "\r\n"), field + " in " + text);
        }
    }

    /** What we say ourselves is no word of an SMTP server (RFC 3464 section 2.3.6). */
    @Test
    void ourOwnWordIsNotTakenForThePeers() {
        accept("s@home.example", Recipient.of("a@west.example"));
        settle(new Outcome.Refused(new Reply(554, "5.3.0", "the route failed")));
        String text = notice();
        assertTrue(text.contains("\r\nDiagnostic-Code: X-Packetboat; 554 5.3.0 the route failed\r\n"), text);
        assertFalse(text.contains("Remote-MTA"), text);
    }

    /** RFC 3464 section 2.1.2 has ASCII in these fields; the text for people has what was said. */
    @Test
    void fieldsAreAscii() {
        accept("s@home.example", Recipient.of("a@west.example"));
        settle(new Outcome.Refused(new Reply(550, "5.1.1", "kein Gl\u00fcck \ud83d\ude80", Optional.of("mx.example"))));
        String text = notice();
        assertTrue(text.contains("Diagnostic-Code: smtp; 550 5.1.1 kein Gl\\x{FC}ck \\x{1F680}\r\n"), text);
        assertTrue(text.contains("    550 5.1.1 kein Gl\u00fcck \ud83d\ude80 (said mx.example)\r\n"), text);
        String fields = text.split("message/delivery-status")[1].split("--=_")[0];
        assertTrue(fields.chars().allMatch(c -> c < 0x7F), fields);
    }

    /** A message to very many is not followed by as many notices. */
    @Test
    void whatExpiresTogetherIsToldTogether() {
        Rig many = new Rig(policy(with(route("home", "home.example"), SimRoutes.NEVER)));
        String[] to = IntStream.range(0, 1200).mapToObj(i -> "a@d%04d.example".formatted(i)).toArray(String[]::new);
        many.send("s@home.example", to);
        many.pass(MSDEAD);
        many.pass(Reporting.GATHER);
        List<StatusEvent.NoticeSent> sent = many.events(StatusEvent.NoticeSent.class);
        assertTrue(sent.size() <= 3, sent.size() + " notices");
        assertEquals(1200, many.events(StatusEvent.Expired.class).size());
        String all = sent.stream().flatMap(n -> many.waiting(n.notice()).stream()).map(e -> many.text(e.message()))
                .collect(Collectors.joining());
        for (String one : to)
            assertTrue(all.contains("Final-Recipient: rfc822; " + one + "\r\n"), one);
    }

    @Test
    void wholeMessageComesBackUnlessHeadersWereAskedFor() {
        refuse(Recipient.of("a@west.example"));
        assertTrue(notice().contains("\r\n\r\n" + TEXT + "\r\n--"));
        returned = ReturnContent.HDRS;
        refuse(Recipient.of("b@west.example"));
        String headers = lastNotice();
        assertTrue(headers.contains("Content-Type: text/rfc822-headers\r\n"), headers);
        assertFalse(headers.contains("All up."), headers);
    }

    @Test
    void internationalRecipientGetsTheInternationalForms() {
        refuse(Recipient.of("b\u00f6rse@west.example"));
        String text = notice();
        assertTrue(text.contains("Content-Type: message/global-delivery-status\r\n"), text);
        assertTrue(text.contains("Final-Recipient: utf-8; b\u00f6rse@west.example\r\n"), text);
        assertFalse(noticeEnvelope().message().international());
    }

    @Test
    void noticeToAnInternationalSenderIsInternational() {
        accept("j\u00fcrgen@home.example", Recipient.of("a@west.example"));
        settle(new Outcome.Refused(NO));
        assertTrue(rig.queue.walk(new Domain("home.example")).peek().flatMap(e -> rig.queue.envelope(e.id()))
                .orElseThrow().message().international());
    }

    @Test
    void neverMeansNever() {
        refuse(new Recipient(Address.parse("a@west.example"), Set.of(Notify.NEVER), Optional.empty()));
        assertEquals(0, rig.depth("home.example"));
    }

    @Test
    void successIsToldToWhoAsked() {
        accept("s@home.example", wanting(Notify.SUCCESS));
        settle(new Outcome.Delivered(new Reply(250, "", "Ok"), false));
        assertTrue(notice().contains("Action: relayed\r\nStatus: 2.0.0\r\n"));
    }

    @Test
    void successIsLeftToAServerThatTookTheDutyOver() {
        accept("s@home.example", wanting(Notify.SUCCESS));
        settle(new Outcome.Delivered(new Reply(250, "", "Ok"), true));
        assertEquals(0, rig.depth("home.example"));
    }

    @Test
    void delayIsToldInTimeAndOnce() {
        accept("s@home.example", wanting(Notify.DELAY));
        rig.line.last().end(new Ending.Unreached(new Reply(450, "4.4.1", "No answer")));
        rig.pass(Duration.ofHours(4).minusMillis(1));
        assertEquals(0, rig.depth("home.example"));
        rig.pass(Duration.ofMillis(1));
        String text = notice();
        assertTrue(text.contains("Action: delayed\r\nStatus: 4.4.7\r\n"), text);
        assertTrue(text.contains("Will-Retry-Until: Fri, 20 Nov 2026 12:00:00 +0000\r\n"), text);
        assertFalse(text.contains("All up."), text);
        rig.pass(Duration.ofHours(7));
        assertEquals(1, rig.depth("home.example"));
    }

    @Test
    void delayNoticeNamesTheNextWindowAndTheArrival() {
        accept("s@home.example",
                new Recipient(Address.parse("a@late.example"), Set.of(Notify.DELAY), Optional.empty()));
        rig.pass(Duration.ofHours(4));
        String text = notice();
        assertTrue(text.contains("It can go next on Fri, 20 Nov 2026 06:00:00 +0000; "
                + "expected to arrive by Fri, 20 Nov 2026 06:00:00 +0000.\r\n"), text);
    }

    /** Its sender asked for it to go at seven, and its window opens at six. */
    @Test
    void delayNoticeOfMailThatIsToWaitNamesWhenItMayGo() {
        accept("s@home.example", new Recipient(Address.parse("a@late.example"), Set.of(Notify.DELAY), Optional.empty()),
                new SubmissionOptions(Priority.NORMAL, Optional.of(hour(7)), Optional.empty(), Optional.empty(),
                        Optional.empty()));
        rig.pass(Duration.ofHours(4));
        String text = notice();
        assertTrue(text.contains("It can go next on Fri, 20 Nov 2026 07:00:00 +0000; "
                + "expected to arrive by Fri, 20 Nov 2026 07:00:00 +0000.\r\n"), text);
    }

    @Test
    void delayNoticeOfHeldMailPromisesNothing() {
        accept("s@home.example",
                new Recipient(Address.parse("a@late.example"), Set.of(Notify.DELAY), Optional.empty()));
        rig.say(answer -> rig.node.operator().hold(new Target.OfDomain(new Domain("late.example")), answer));
        rig.pass(Duration.ofHours(4));
        assertFalse(notice().contains("It can go"));
    }

    @Test
    void noticeThatExpiresIsDeadAndStaysReadable() {
        refuse(Recipient.of("a@west.example"));
        EnvelopeId id = noticeEnvelope().id();
        rig.pass(MSDEAD);
        rig.crash();
        Envelope dead = rig.queue.dead(id.message()).orElseThrow();
        assertTrue(rig.text(dead.message()).contains("Failed to deliver."));
        assertEquals(0, rig.depth("home.example"));
        assertEquals(1, rig.events(StatusEvent.NoticeSent.class).size());
    }

    private static Recipient wanting(Notify... wanted) {
        return new Recipient(Address.parse("a@west.example"), Set.of(wanted), Optional.empty());
    }

    private void refuse(Recipient recipient) {
        accept("s@home.example", recipient);
        settle(new Outcome.Refused(NO));
    }

    private void settle(Outcome outcome) {
        HandSession session = rig.line.last();
        session.settle(session.take(), outcome);
        session.end(new Ending.Finished());
    }

    private void accept(String sender, Recipient recipient) {
        accept(sender, recipient, SubmissionOptions.NONE);
    }

    private void accept(String sender, Recipient recipient, SubmissionOptions options) {
        rig.accept(new Submission(Optional.of(Address.parse(sender)), List.of(recipient), options,
                MailEncoding.USUAL, new DsnRequest(returned, Optional.of("id+2B1")), "test"),
                TEXT.getBytes(StandardCharsets.US_ASCII));
    }

    private Envelope noticeEnvelope() {
        return rig.queue.walk(new Domain("home.example")).peek().flatMap(e -> rig.queue.envelope(e.id())).orElseThrow();
    }

    private String notice() {
        return rig.text(noticeEnvelope().message());
    }

    private String lastNotice() {
        rig.queue.change().remove(noticeEnvelope()).commit(_ -> {});
        return notice();
    }
}
