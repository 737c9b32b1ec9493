package org.packetboat.protocols.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.protocols.Mails.mail;
import static org.packetboat.protocols.smtp.client.Expected.deferred;
import static org.packetboat.protocols.smtp.client.Expected.delivered;
import static org.packetboat.protocols.smtp.client.Expected.refused;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.peer.Tls;
import org.packetboat.protocols.Mails;

class SmtpClientSessionTest {
    private static final String HI = "Subject: hi\r\n\r\nhello\r\n";
    private static final ClientProfile PLAIN = Talk.smtp(Tls.OFF);
    private static final ClientProfile FAST = new ClientProfile("hub.example", false, Tls.OFF, Talk.TIMEOUTS,
            Pace.of(1_000_000));
    private static final String PIPELINING_ONLY = "250-peer.example\n250 PIPELINING";
    private static final String CHUNKING_ONLY = "250-peer.example\n250 CHUNKING";
    private static final String WISHES = "250-peer.example\n250-MT-PRIORITY\n250 DELIVERBY 60";
    private static final Instant NINE = Instant.parse("2026-11-20T09:00:00Z");
    private static final String NOTHING = "250 peer.example";

    private final Transfer one = mail(1, HI, "b@far.example");
    private final Transfer two = mail(2, HI, "b@far.example", "c@far.example");
    private final Transfer big = mail(3, "x".repeat(2498) + "\r\n", "b@far.example");

    @Test
    void sendsSmallMailInOneGoAndQuits() throws Exception {
        Talk talk = Talk.open(PLAIN, Talk.FULL, one);
        assertEquals("MAIL FROM:<a@here.example> SIZE=22\nRCPT TO:<b@far.example>\nBDAT 22 LAST\n"
                + "Subject: hi\n\nhello\n", talk.said());
        talk.peer("250 2.1.0 Ok\n250 2.1.5 Ok\n250 2.0.0 queued as 7");
        assertEquals("QUIT\n", talk.said());
        talk.peer("221 2.0.0 Bye");
        assertEquals(delivered(250, "2.0.0", "queued as 7", true), talk.supply.outcome(one, "b@far.example"));
        assertEquals(new Ending.Finished(), talk.supply.ending());
    }

    @Test
    void passesOnPriorityAndWhatIsLeftOfTheTime() {
        Talk talk = Talk.open(PLAIN, WISHES,
                Mails.wishing(one, new Priority(-3), DeliverBy.notify(NINE.minusSeconds(7))));
        assertTrue(talk.said().startsWith("MAIL FROM:<a@here.example> MT-PRIORITY=-3 BY=-7;N\n"));
        talk = Talk.open(PLAIN, WISHES, Mails.wishing(one, Priority.NORMAL,
                new DeliverBy(NINE.plusMillis(3_600_900), DeliverBy.Mode.RETURN, true)));
        assertTrue(talk.said().startsWith("MAIL FROM:<a@here.example> BY=3600;RT\n"));
    }

    @Test
    void doesNotHandMailThatIsToBeReturnedInTimeToWhoDoesNotKnowHow() throws Exception {
        Transfer urgent = Mails.wishing(one, Priority.NORMAL, DeliverBy.orReturn(NINE.plusSeconds(3600)));
        Talk talk = Talk.open(PLAIN, PIPELINING_ONLY, urgent);
        assertEquals(refused(550, "5.3.3", "the site does not know DELIVERBY, and the sender wants the message back if "
                + "it is not delivered by 2026-11-20T10:00:00Z"), talk.supply.outcome(urgent, "b@far.example"));
        Transfer late = Mails.wishing(one, Priority.NORMAL, DeliverBy.orReturn(NINE.plusSeconds(59)));
        assertEquals(refused(550, "5.4.7", "59 s are left to deliver it, the site needs at least 60"),
                Talk.open(PLAIN, WISHES, late).supply.outcome(late, "b@far.example"));
    }

    @Test
    void handsOverAnythingWhereDeliveryIsFinal() {
        Transfer urgent = Mails.wishing(one, Priority.NORMAL, DeliverBy.orReturn(NINE.plusSeconds(3600)));
        assertTrue(Talk.open(Talk.lmtp(), NOTHING, urgent).said().startsWith("MAIL FROM:<a@here.example>\n"));
    }

    @Test
    void clearsAwayWhatIsLeftOfTheLastMailBeforeTheNext() {
        Pace two = new Pace(1000, 500, 2);
        Talk talk = Talk.open(new ClientProfile("hub.example", false, Tls.OFF, Talk.TIMEOUTS, two), Talk.FULL, one,
                mail(8, HI, "d@far.example"), mail(9, HI, "e@far.example"));
        talk.said();
        // The first is done, the second is not: what comes behind it can't know how that ends.
        talk.peer("250 Ok\n250 Ok\n250 Ok");
        assertTrue(talk.said().startsWith("RSET\nMAIL"));
    }

    @Test
    void sendsNextMailBeforeTheLastIsAnswered() throws Exception {
        Talk talk = Talk.open(PLAIN, Talk.FULL, one, mail(2, HI, "b@far.example"));
        String mail = "MAIL FROM:<a@here.example> SIZE=22\nRCPT TO:<b@far.example>\nBDAT 22 LAST\nSubject: "
                + "hi\n\nhello\n";
        assertEquals(mail + "RSET\n" + mail, talk.said());
        talk.peer("250 Ok\n250 Ok\n550 5.7.1 spam\n250 Ok\n250 Ok\n250 Ok\n250 Ok").peer("221 Bye");
        assertEquals(refused(550, "5.7.1", "spam"), talk.supply.outcome(one, "b@far.example"));
        assertInstanceOf(Outcome.Delivered.class, talk.supply.outcome(two, "b@far.example"));
        assertEquals(new Ending.Finished(), talk.supply.ending());
    }

    @Test
    void onAFastLineAsksForAHandfulAndAgainBeforeItIsUsedUp() {
        Transfer[] mails = IntStream.range(0, 40).mapToObj(i -> mail(i, HI, "b@far.example")).toArray(Transfer[]::new);
        Talk talk = Talk.open(FAST, Talk.FULL, mails);
        assertEquals(16, talk.said().split("MAIL FROM", -1).length - 1);
        assertEquals(0, talk.supply.left());
    }

    @Test
    void onASlowLineAsksForOneSinceSomethingUrgentMayCome() {
        Talk talk = Talk.open(PLAIN, NOTHING, one, two, big);
        assertEquals(1, talk.supply.left());
    }

    @Test
    void whatIsLeftOfAHandfulWhenItIsStoppedWasNotTried() throws Exception {
        Transfer[] mails = IntStream.range(0, 3).mapToObj(i -> mail(i, HI, "b@far.example")).toArray(Transfer[]::new);
        Talk talk = Talk.open(FAST, NOTHING, mails);
        talk.on(new Event.Stop(false, "the window closed"));
        talk.peer("250 Ok").peer("250 Ok").peer("354 go").peer("250 Ok");
        assertTrue(talk.said().endsWith("QUIT\n"));
        assertInstanceOf(Outcome.Delivered.class, talk.supply.outcome(mails[0], "b@far.example"));
        assertEquals(Map.of(), talk.supply.outcomes(mails[1]));
        assertEquals(Map.of(), talk.supply.outcomes(mails[2]));
    }

    @Test
    void neverHasMoreUnansweredThanThePaceAllows() {
        Transfer[] mails = new Transfer[7];
        for (int i = 0; i < 7; i++)
            mails[i] = mail(i, HI, "b@far.example");
        Talk talk = Talk.open(PLAIN, Talk.FULL, mails);
        assertEquals(4, talk.said().split("MAIL FROM", -1).length - 1);
        talk.peer("250 Ok\n250 Ok\n250 Ok");
        assertEquals(1, talk.said().split("MAIL FROM", -1).length - 1);
    }

    @Test
    void waitsForRecipientsBeforeItSendsABigBody() {
        Talk talk = Talk.open(PLAIN, Talk.FULL, big);
        assertEquals("MAIL FROM:<a@here.example> SIZE=2500\nRCPT TO:<b@far.example>\n", talk.said());
        talk.peer("250 Ok\n250 Ok");
        assertEquals("BDAT 2500 LAST\n" + "x".repeat(2498) + "\n", talk.said());
        assertTrue(talk.supply.progress() > 0);
    }

    @Test
    void sendsNoBodyWhenAllRecipientsAreRefused() throws Exception {
        Talk talk = Talk.open(PLAIN, Talk.FULL, big);
        talk.said();
        talk.peer("250 Ok\n550 5.1.1 no such user");
        assertEquals("QUIT\n", talk.said());
        assertEquals(refused(550, "5.1.1", "no such user"), talk.supply.outcome(big, "b@far.example"));
    }

    @Test
    void gamblesNoMoreAfterALostGamble() {
        Transfer third = mail(9, HI, "d@far.example");
        Talk talk = Talk.open(new ClientProfile("hub.example", false, Tls.OFF, Talk.TIMEOUTS, new Pace(1000, 500, 1)),
                Talk.FULL, one, third);
        talk.said();
        talk.peer("250 Ok\n550 no\n503 no recipients");
        assertEquals("RSET\nMAIL FROM:<a@here.example> SIZE=22\nRCPT TO:<d@far.example>\n", talk.said());
        talk.peer("250 Ok\n250 Ok\n250 Ok");
        assertEquals("BDAT 22 LAST\nSubject: hi\n\nhello\n", talk.said());
    }

    @Test
    void asksForDataOnlyAfterTheRecipientsOnceNobodyWasAccepted() {
        Talk talk = Talk.open(new ClientProfile("hub.example", false, Tls.OFF, Talk.TIMEOUTS, new Pace(1000, 500, 1)),
                PIPELINING_ONLY, one, mail(9, HI, "d@far.example"));
        talk.said();
        talk.peer("250 Ok\n550 no\n503 no recipients");
        assertEquals("RSET\nMAIL FROM:<a@here.example>\nRCPT TO:<d@far.example>\n", talk.said());
        assertEquals("DATA\n", talk.peer("250 Ok\n250 Ok\n250 Ok").said());
        assertEquals("Subject: hi\n\nhello\n.\n", talk.peer("354 go").said());
    }

    @Test
    void finishesAChunkThatNobodyWants() throws Exception {
        Talk talk = new Talk(new ClientProfile("hub.example", false, Tls.OFF, Talk.TIMEOUTS, new Pace(1000, 5000, 4)),
                big).slowly();
        talk.on(new Event.Connected()).peer("220 hi").drain().peer(Talk.FULL).drain();
        talk.peer("250 Ok\n550 no\n503 no recipients");
        assertTrue(talk.supply.outcome(big, "b@far.example") instanceof Outcome.Refused);
        assertFalse(talk.said().contains("QUIT"));
        talk.drain();
        talk.drain();
        talk.drain();
        String rest = talk.said();
        assertTrue(rest.endsWith("x\nQUIT\n"), rest);
    }

    @Test
    void usesDataWhereThereIsNoChunking() {
        Talk talk = Talk.open(PLAIN, PIPELINING_ONLY, mail(1, ".a\r\n..b\r\nc.\r\n.\r\n", "b@far.example"));
        assertEquals("MAIL FROM:<a@here.example>\nRCPT TO:<b@far.example>\nDATA\n", talk.said());
        talk.peer("250 Ok\n250 Ok\n354 go");
        assertEquals("..a\n...b\nc.\n..\n.\n", talk.said());
        talk.peer("250 Ok");
        assertInstanceOf(Outcome.Delivered.class, talk.supply.outcome(one, "b@far.example"));
    }

    @Test
    void endsALastLineThatHasNoEnd() {
        Talk talk = Talk.open(PLAIN, PIPELINING_ONLY, mail(1, "a", "b@far.example"));
        talk.said();
        talk.peer("250 Ok\n250 Ok\n354 go");
        assertEquals("a\n.\n", talk.said());
    }

    @Test
    void endsDataWithALoneDotWhenThePeerWantsItForNobody() {
        Talk talk = Talk.open(PLAIN, PIPELINING_ONLY, one);
        talk.said();
        talk.peer("250 Ok\n550 no\n354 go");
        assertEquals(".\n", talk.said());
        talk.peer("250 Ok");
        assertEquals("QUIT\n", talk.said());
        assertEquals(refused(550, "5.0.0", "no"), talk.supply.outcome(one, "b@far.example"));
    }

    @Test
    void waitsForEveryAnswerWithoutPipelining() {
        for (String hello : List.of(NOTHING, CHUNKING_ONLY)) {
            boolean chunking = hello.equals(CHUNKING_ONLY);
            Talk talk = Talk.open(PLAIN, hello, two, one);
            assertEquals("MAIL FROM:<a@here.example>\n", talk.said());
            assertEquals("RCPT TO:<b@far.example>\n", talk.peer("250 Ok").said());
            assertEquals("RCPT TO:<c@far.example>\n", talk.peer("250 Ok").said());
            if (chunking) {
                assertEquals("BDAT 22 LAST\nSubject: hi\n\nhello\n", talk.peer("452 4.2.2 full").said());
            } else {
                assertEquals("DATA\n", talk.peer("452 4.2.2 full").said());
                assertEquals("Subject: hi\n\nhello\n.\n", talk.peer("354 go").said());
            }
            assertEquals("MAIL FROM:<a@here.example>\n", talk.peer("250 Ok").said());
            assertInstanceOf(Outcome.Delivered.class, talk.supply.outcome(two, "b@far.example"));
            assertEquals(deferred(452, "4.2.2", "full"), talk.supply.outcome(two, "c@far.example"));
        }
    }

    @Test
    void asksNoFurtherAfterARefusedMailWithoutPipelining() {
        Talk talk = Talk.open(PLAIN, NOTHING, two, one);
        talk.said();
        assertEquals("RSET\n", talk.peer("550 5.7.1 go away").said());
        assertEquals("MAIL FROM:<a@here.example>\n", talk.peer("250 Ok").said());
        assertEquals(2, talk.supply.outcomes(two).size());
        assertEquals(refused(550, "5.7.1", "go away"), talk.supply.outcome(two, "c@far.example"));
    }

    /** Every combination of what the peer may say to MAIL, two RCPT and the message. */
    @Test
    void keepsApartWhatEachRecipientWasTold() {
        for (String hello : List.of(Talk.FULL, PIPELINING_ONLY, CHUNKING_ONLY, NOTHING)) {
            for (int mail : new int[]{250, 451, 550}) {
                for (int first : new int[]{250, 451, 550}) {
                    for (int second : new int[]{250, 451, 550}) {
                        for (int last : new int[]{250, 451, 550})
                            checkCombination(hello, mail, first, second, last);
                    }
                }
            }
        }
    }

    private void checkCombination(String hello, int mail, int first, int second, int last) {
        Talk talk = Talk.open(PLAIN, hello, two);
        boolean anybody = mail == 250 && (first == 250 || second == 250);
        String heard = talk.said();
        for (int round = 0; !heard.contains("QUIT"); round++) {
            assertTrue(round < 10, () -> hello + mail + first + second + last);
            answer(talk, heard, mail, first, second, anybody, last);
            heard = talk.said();
        }
        assertEquals(mail != 250 ? mail : first != 250 ? first : last, code(talk.supply.outcome(two, "b@far.example")));
        assertEquals(mail != 250 ? mail : second != 250 ? second : last,
                code(talk.supply.outcome(two, "c@far.example")));
    }

    private static void answer(Talk talk, String heard, int mail, int first, int second, boolean anybody, int last) {
        for (String line : heard.split("\n")) {
            if (line.startsWith("MAIL")) talk.peer(mail + " m");
            if (line.startsWith("RCPT TO:<b")) talk.peer((mail != 250 ? 503 : first) + " b");
            if (line.startsWith("RCPT TO:<c")) talk.peer((mail != 250 ? 503 : second) + " c");
            if (line.startsWith("DATA")) talk.peer(anybody ? "354 go" : "503 nobody");
            if (line.startsWith("BDAT")) talk.peer((anybody ? last : 503) + " b");
            if (line.equals(".")) talk.peer(last + " .");
        }
    }

    private static int code(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered(Reply reply, boolean _, var _) -> reply.code();
            case Outcome.Deferred(Reply reply) -> reply.code();
            case Outcome.Refused(Reply reply) -> reply.code();
            case Outcome.Carried(var _, Reply reply) -> reply.code();
            case Outcome.Interrupted(long _, Reply reply) -> reply.code();
        };
    }

    @Test
    void readsRepliesSplitAnywhere() throws Exception {
        List<String> rounds = List.of("220-peer.example\r\n220 ready\r\n", Talk.FULL.replace("\n", "\r\n") + "\r\n",
                "250 2.1.0 Ok\r\n250 2.1.5 Ok\r\n250-2.0.0 queued\r\n250 2.0.0 as 7\r\n", "221 Bye\r\n");
        for (int size = 1; size < 150; size++) {
            Talk talk = new Talk(PLAIN, one).on(new Event.Connected());
            for (String round : rounds) {
                for (int from = 0; from < round.length(); from += size)
                    talk.raw(round.substring(from, Math.min(round.length(), from + size)));
            }
            assertEquals(delivered(250, "2.0.0", "queued as 7", true), talk.supply.outcome(one, "b@far.example"));
            assertEquals(new Ending.Finished(), talk.supply.ending());
        }
    }

    @Test
    void refusesWhatIsTooBigForThePeerWithoutAskingIt() {
        Talk talk = Talk.open(PLAIN, "250-peer\n250 SIZE 2000", big);
        assertEquals("QUIT\n", talk.said());
        assertEquals(refused(552, "5.3.4", "the message has 2500 bytes, the site takes 2000"),
                talk.supply.outcome(big, "b@far.example"));
    }

    @Test
    void refusesOnlyThoseWhoNeedWhatThePeerLacks() {
        Transfer mixed = mail(4, HI, "b@far.example", "bjørn@far.example");
        Talk talk = Talk.open(PLAIN, NOTHING, mixed);
        talk.peer("250 Ok").peer("250 Ok").peer("354 go").peer("250 Ok");
        assertFalse(talk.said().contains("ørn"));
        assertEquals("5.6.7", ((Outcome.Refused) talk.supply.outcome(mixed, "bjørn@far.example")).reply().status());
        assertInstanceOf(Outcome.Delivered.class, talk.supply.outcome(mixed, "b@far.example"));
    }

    @Test
    void declaresInternationalMailToAPeerThatTakesIt() {
        Talk talk = Talk.open(PLAIN, Talk.FULL, mail(4, HI, "bjørn@far.example"));
        assertTrue(talk.said().startsWith("MAIL FROM:<a@here.example> SIZE=22 BODY=8BITMIME SMTPUTF8\n"
                + "RCPT TO:<bjørn@far.example>\n"));
    }

    private static Transfer withNotices() {
        Message message = new Message(new QueueId(5), Instant.EPOCH, Optional.<Address>empty(), HI.length(), true,
                false,
                ReturnContent.HDRS, Optional.of("QQ+3D1"), Optional.empty(), "test");
        return Mails.mail(message, HI.getBytes(StandardCharsets.UTF_8),
                List.of(new Recipient(Address.parse("b@far.example"), Set.of(Notify.DELAY, Notify.SUCCESS),
                        Optional.of("rfc822;old@here.example"))));
    }

    @Test
    void passesOnWhatTheSenderWantsToHear() {
        Talk talk = Talk.open(PLAIN, Talk.FULL, withNotices());
        assertTrue(talk.said().startsWith("MAIL FROM:<> SIZE=22 BODY=8BITMIME RET=HDRS ENVID=QQ+3D1\n"
                + "RCPT TO:<b@far.example> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;old@here.example\n"));
    }

    @Test
    void keepsTheDutyToTellTheSenderWhereThePeerKnowsNoNotices() {
        Talk talk = Talk.open(PLAIN, PIPELINING_ONLY, withNotices());
        assertEquals("MAIL FROM:<>\nRCPT TO:<b@far.example>\nDATA\n", talk.said());
        talk.peer("250 Ok\n250 Ok\n354 go").peer("250 Ok");
        Map<Recipient, Outcome> outcomes = talk.supply.outcomes(withNotices());
        assertEquals(List.of(delivered(250, "2.0.0", "Ok", false)), List.copyOf(outcomes.values()));
    }

    @Test
    void takesALmtpAnswerForEachRecipient() {
        for (String hello : List.of(Talk.FULL, PIPELINING_ONLY)) {
            Transfer three = mail(6, HI, "b@far.example", "c@far.example", "d@far.example");
            Talk talk = Talk.open(Talk.lmtp(), hello, three);
            talk.peer("250 Ok\n250 Ok\n550 5.1.1 no\n250 Ok");
            if (hello.equals(PIPELINING_ONLY)) talk.peer("354 go");
            talk.peer("250 2.1.5 in\n452 4.2.2 full");
            assertInstanceOf(Outcome.Delivered.class, talk.supply.outcome(three, "b@far.example"));
            assertEquals(refused(550, "5.1.1", "no"), talk.supply.outcome(three, "c@far.example"));
            assertEquals(deferred(452, "4.2.2", "full"), talk.supply.outcome(three, "d@far.example"));
        }
    }

    @Test
    void defersTheRecipientTooMany() {
        Talk talk = Talk.open(PLAIN, NOTHING, two).peer("250 Ok").peer("250 Ok").peer("552 too many recipients");
        talk.peer("354 go").peer("250 Ok");
        assertEquals(deferred(552, "5.0.0", "too many recipients"), talk.supply.outcome(two, "c@far.example"));
    }
}
