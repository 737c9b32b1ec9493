package org.packetboat.protocols.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.protocols.Mails.mail;
import static org.packetboat.protocols.smtp.client.Expected.deferred;
import static org.packetboat.protocols.smtp.client.Expected.interrupted;
import static org.packetboat.protocols.smtp.client.Expected.refused;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.store.StoreException;
import org.packetboat.protocols.smtp.text.FittedText;
import org.packetboat.protocols.smtp.text.TextFacts;

class SmtpEndingTest {
    private static final String HI = "Subject: hi\r\n\r\nhello\r\n";
    private static final ClientProfile PLAIN = Talk.smtp(Tls.OFF);
    private static final String PIPELINING_ONLY = "250-peer.example\n250 PIPELINING";
    private static final String NOTHING = "250 peer.example";
    private static final String ONE_AT_A_TIME = "250-peer.example\n250 LIMITS RCPTMAX=1";
    private static final String LATER = "450 4.2.0 greylisted";

    private final Transfer one = mail(1, HI, "b@far.example");
    private final Transfer two = mail(2, HI, "b@far.example", "c@far.example");
    private final Transfer three = mail(4, HI, "b@far.example", "c@far.example", "d@far.example");
    private final Transfer big = mail(3, "x".repeat(2498) + "\r\n", "b@far.example");

    @Test
    void hangsUpRatherThanStartABodyAfterAStopWhereThePeerWaitsForIt() throws Exception {
        Transfer other = mail(8, HI, "d@far.example");
        Talk talk = Talk.open(PLAIN, PIPELINING_ONLY, one, other).peer("250 Ok\n250 Ok\n354 go");
        talk.said();
        talk.on(new Event.Stop(false, "closing")).peer("250 Ok\n250 Ok\n250 Ok\n250 Ok\n354 go");
        assertEquals("", talk.said());
        assertInstanceOf(Outcome.Delivered.class, talk.supply.outcome(one, "b@far.example"));
        assertTrue(talk.supply.outcomes(other).isEmpty());
        assertEquals(new Ending.Stopped("closing"), talk.supply.ending());
    }

    private static Transfer unreadable(long size) {
        return new Transfer(mail(7, HI, "b@far.example").envelope(), new Body() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public byte[] read(long offset, int most) {
                throw new StoreException("EIO");
            }
        });
    }

    @Test
    void blamesTheMailThatCantBeRead() throws Exception {
        Transfer bad = unreadable(100);
        Talk talk = Talk.open(PLAIN, NOTHING, bad, one).peer("250 Ok").peer("250 Ok").peer("354 go");
        assertEquals(interrupted(451, "4.3.0", "the stored message cannot be read"),
                talk.supply.outcome(bad, "b@far.example"));
        assertTrue(talk.supply.outcomes(one).isEmpty());
        assertInstanceOf(Ending.Dropped.class, talk.supply.ending());
    }

    @Test
    void defersWhatCantBeMadeFitNowAndGoesOn() throws Exception {
        ClientService service = new ClientService((_, _, answer) -> answer.accept(Optional.empty()), new PeerMemory(),
                (_, _) -> {});
        ClientProfile profile = new ClientProfile("hub.example", false, new PeerPolicy(Tls.OFF), Talk.TIMEOUTS,
                new Pace(1000, 500, 4), false, Optional.empty(), Optional.empty(), service);
        Transfer bad = unreadable(100_000);
        Talk talk = Talk.open(profile, Talk.FULL, bad, one);
        assertEquals(deferred(451, "4.3.0", "the message cannot be read, or made fit for the site, now"),
                talk.supply.outcome(bad, "b@far.example"));
        talk.peer("250 Ok\n250 Ok\n250 Ok");
        assertInstanceOf(Outcome.Delivered.class, talk.supply.outcome(one, "b@far.example"));
    }

    private static Talk fitted(AtomicInteger open, Transfer... mails) {
        ClientService service = new ClientService((body, _, answer) -> {
            open.incrementAndGet();
            answer.accept(Optional.of(new FittedText(body, TextFacts.PLAIN, open::decrementAndGet)));
        }, new PeerMemory(), (_, _) -> {});
        ClientProfile profile = new ClientProfile("hub.example", false, new PeerPolicy(Tls.OFF), Talk.TIMEOUTS,
                new Pace(1000, 500, 4), false, Optional.empty(), Optional.empty(), service);
        return Talk.open(profile, PIPELINING_ONLY, mails);
    }

    /** What a text that was made fit lies in is let go of when it is settled, however that comes about. */
    @Test
    void textsThatWereMadeFitAreClosed() throws Exception {
        Transfer first = mail(1, "z".repeat(100_000), "b@far.example");
        Transfer second = mail(2, "z".repeat(100_000), "b@far.example");
        AtomicInteger open = new AtomicInteger();
        Talk talk = fitted(open, first, second).peer("250 Ok\n250 Ok\n354 go").peer("250 2.0.0 taken");
        assertEquals(1, open.get());
        talk.on(new Event.Lost("reset"));
        assertEquals(0, open.get());
        for (Event last : List.of(new Event.Stop(false, "close"), new Event.Stop(true, "close"), new Event.Rang())) {
            Talk other = fitted(open, first, second).on(last);
            other.on(new Event.Lost("gone"));
            assertTrue(other.supply.isEnded());
            assertEquals(0, open.get(), last::toString);
        }
    }

    /** So that a crash repeats none of it. */
    @Test
    void eachPartOfAMessageIsToldBeforeTheNextBegins() throws Exception {
        Talk talk = Talk.open(PLAIN, "250-peer\n250-PIPELINING\n250 LIMITS RCPTMAX=1", two);
        talk.peer("250 Ok\n250 Ok\n354 go").peer("250 2.0.0 first");
        assertInstanceOf(Outcome.Delivered.class, talk.supply.outcome(two, "b@far.example"));
        assertNull(talk.supply.outcome(two, "c@far.example"));
        talk.peer("250 Ok\n250 Ok\n354 go").peer("250 2.0.0 second");
        assertInstanceOf(Outcome.Delivered.class, talk.supply.outcome(two, "c@far.example"));
        talk.peer("221 bye");
        assertEquals(new Ending.Finished(), talk.supply.ending());
    }

    /** One with greylisting: if only the first part were tried, the last of many would wait for many retries. */
    @Test
    void aPeerThatPutsOffEverybodyHearsOfAllPartsInOneSession() throws Exception {
        Talk talk = Talk.open(PLAIN, ONE_AT_A_TIME, three).peer("250 Ok").peer(LATER);
        assertTrue(talk.supply.outcomes(three).isEmpty());
        talk.peer("250 reset").peer("250 Ok").peer(LATER);
        talk.peer("250 reset").peer("250 Ok").peer(LATER).peer("221 bye");
        assertEquals(List.of(3), talk.supply.pieces());
        assertEquals(deferred(450, "4.2.0", "greylisted"), talk.supply.outcome(three, "d@far.example"));
        assertEquals(new Ending.Finished(), talk.supply.ending());
    }

    /** Who was put off before is told with whom it is for. */
    @Test
    void aPartThatIsTakenIsToldWithThosePutOffBeforeIt() throws Exception {
        Talk talk = Talk.open(PLAIN, ONE_AT_A_TIME, three).peer("250 Ok").peer(LATER);
        talk.peer("250 reset").peer("250 Ok").peer("250 Ok").peer("354 go").peer("250 2.0.0 taken");
        assertEquals(List.of(2), talk.supply.pieces());
        talk.peer("250 Ok").peer(LATER).peer("221 bye");
        assertEquals(List.of(2, 1), talk.supply.pieces());
        assertInstanceOf(Outcome.Delivered.class, talk.supply.outcome(three, "c@far.example"));
        assertEquals(new Ending.Finished(), talk.supply.ending());
    }

    @Test
    void whoWasPutOffIsToldHoweverTheSessionEnds() throws Exception {
        for (Event last : List.of(new Event.Lost("gone"), new Event.Stop(true, "close"),
                new Event.Stop(false, "close"))) {
            for (int said = 0; said < 3; said++) {
                Talk talk = Talk.open(PLAIN, ONE_AT_A_TIME, three).peer("250 Ok").peer(LATER);
                for (int i = 0; i < said; i++)
                    talk.peer("250 Ok");
                talk.on(last).on(new Event.Lost("gone"));
                assertEquals(deferred(450, "4.2.0", "greylisted"), talk.supply.outcome(three, "b@far.example"));
                assertNull(talk.supply.outcome(three, "d@far.example"));
                assertTrue(talk.supply.isEnded());
            }
        }
    }

    /** It takes no more messages in a session than these. */
    @Test
    void whoWasPutOffIsToldIfNoPartMayFollow() throws Exception {
        Talk talk = Talk.open(PLAIN, ONE_AT_A_TIME + " MAILMAX=1", three).peer("250 Ok").peer(LATER);
        assertEquals(List.of(1), talk.supply.pieces());
        talk.peer("221 bye");
        assertEquals(new Ending.Finished(), talk.supply.ending());
    }

    @Test
    void leavesUntriedWhatAFarewellCutsOff() throws Exception {
        Talk talk = Talk.open(PLAIN, Talk.FULL, one, two).peer("421 4.7.0 too many messages");
        assertTrue(talk.supply.outcomes(one).isEmpty());
        assertTrue(talk.supply.outcomes(two).isEmpty());
        assertEquals(new Ending.Dropped(new Reply(421, "4.7.0", "too many messages")), talk.supply.ending());
    }

    @Test
    void blamesTheMailThatAFarewellAnswers() {
        Talk talk = Talk.open(PLAIN, Talk.FULL, two, one).peer("250 Ok\n550 5.1.1 no\n421 4.3.0 oops");
        assertEquals(refused(550, "5.1.1", "no"), talk.supply.outcome(two, "b@far.example"));
        assertEquals(interrupted(421, "4.3.0", "oops"), talk.supply.outcome(two, "c@far.example"));
        assertTrue(talk.supply.outcomes(one).isEmpty());
    }

    @Test
    void triesAgainWhatWasSentButNotAnsweredWhenTheLineGoes() throws Exception {
        Transfer third = mail(9, "z".repeat(900), "b@far.example");
        Talk talk = Talk.open(PLAIN, Talk.FULL, one, two, third).peer("250 Ok\n250 Ok").on(new Event.Lost("reset"));
        assertEquals(interrupted(451, "4.4.2", "the connection was lost: reset"),
                talk.supply.outcome(one, "b@far.example"));
        assertEquals(deferred(451, "4.4.2", "the connection was lost: reset"),
                talk.supply.outcome(two, "c@far.example"));
        assertTrue(talk.supply.outcomes(third).isEmpty());
        assertInstanceOf(Ending.Dropped.class, talk.supply.ending());
    }

    @Test
    void reportsAnInterruptionInTheMiddleOfABody() {
        for (String hello : List.of(Talk.FULL, PIPELINING_ONLY)) {
            Talk talk = Talk.open(PLAIN, hello, big).slowly();
            talk.drain().peer("250 Ok\n250 Ok" + (hello.equals(Talk.FULL) ? "" : "\n354 go")).drain();
            talk.on(new Event.Lost("reset"));
            assertInstanceOf(Outcome.Interrupted.class, talk.supply.outcome(big, "b@far.example"));
        }
    }

    @Test
    void givesUpOnASilentPeerAfterTheTimeThatIsDue() throws Exception {
        Talk talk = new Talk(PLAIN, one).on(new Event.Connected());
        talk.wait(Talk.TIMEOUTS.greeting().minusSeconds(1));
        assertFalse(talk.supply.isEnded());
        talk.wait(Duration.ofSeconds(1));
        assertInstanceOf(Ending.Unreached.class, talk.supply.ending());

        Talk later = Talk.open(PLAIN, Talk.FULL, one).peer("250 Ok\n250 Ok");
        later.wait(Talk.TIMEOUTS.end().minusSeconds(1));
        assertFalse(later.supply.isEnded());
        later.wait(Duration.ofSeconds(1));
        assertEquals(interrupted(451, "4.4.2", "the site did not answer in time"),
                later.supply.outcome(one, "b@far.example"));
    }

    /** RFC 5321 section 4.5.3.2 gives a reply its time, not each byte of it. */
    @Test
    void dribbledReplyHasNoMoreTimeThanAnyOther() throws Exception {
        Talk banner = new Talk(PLAIN, one).on(new Event.Connected());
        dribble(banner, "220-a\n", Talk.TIMEOUTS.greeting());
        assertInstanceOf(Ending.Unreached.class, banner.supply.ending());

        Talk hello = new Talk(PLAIN, one).on(new Event.Connected()).peer("220 hello");
        dribble(hello, "2", Talk.TIMEOUTS.hello());
        assertInstanceOf(Ending.Unreached.class, hello.supply.ending());

        Talk afterTheDot = Talk.open(PLAIN, Talk.FULL, one).peer("250 Ok\n250 Ok");
        dribble(afterTheDot, "250-a\n", Talk.TIMEOUTS.end());
        assertInstanceOf(Ending.Dropped.class, afterTheDot.supply.ending());
    }

    private static void dribble(Talk talk, String bytes, Duration patience) {
        Duration passed = Duration.ZERO;
        for (; passed.plusSeconds(5).compareTo(patience) < 0; passed = passed.plusSeconds(5))
            talk.wait(Duration.ofSeconds(5)).on(new Event.Received(
                    passed.isZero() || bytes.length() > 1 ? bytes.getBytes(StandardCharsets.US_ASCII) : new byte[0]));
        assertFalse(talk.supply.isEnded());
        talk.wait(patience.minus(passed));
        assertTrue(talk.supply.isEnded());
    }

    @Test
    void eachReplyInTimeKeepsASessionAlive() {
        Talk talk = Talk.open(PLAIN, PIPELINING_ONLY, two);
        for (String reply : List.of("250 Ok", "250 Ok", "250 Ok", "354 go")) {
            talk.wait(Talk.TIMEOUTS.data().minusSeconds(1)).peer(reply);
            assertFalse(talk.supply.isEnded());
        }
    }

    /** Some hosts say so instead of 421: what is left goes in another session, at once. */
    @Test
    void takes452ToMailFromAPeerThatHasTakenMailAsAFarewell() throws Exception {
        Talk talk = Talk.open(PLAIN, NOTHING, one, two).peer("250 Ok\n250 Ok\n354 go").peer("250 Ok")
                .peer("452 4.3.2 too many messages in this session");
        assertInstanceOf(Outcome.Delivered.class, talk.supply.outcome(one, "b@far.example"));
        assertTrue(talk.supply.outcomes(two).isEmpty());
        assertEquals(new Ending.Dropped(new Reply(452, "4.3.2", "too many messages in this session")),
                talk.supply.ending());
    }

    @Test
    void defersMailFor452FromAPeerThatHasTakenNothing() {
        Talk talk = Talk.open(PLAIN, NOTHING, one).peer("452 4.3.1 no space");
        assertEquals(deferred(452, "4.3.1", "no space"), talk.supply.outcome(one, "b@far.example"));
    }

    @Test
    void finishesTheMailUnderWayWhenStopped() throws Exception {
        Talk talk = Talk.open(PLAIN, PIPELINING_ONLY, one, two).slowly();
        talk.said();
        talk.on(new Event.Stop(false, "window closed")).peer("250 Ok\n250 Ok\n354 go").drain();
        assertEquals("Subject: hi\n\nhello\n.\n", talk.said());
        talk.drain().peer("250 Ok");
        assertEquals("QUIT\n", talk.said());
        talk.peer("221 Bye");
        assertInstanceOf(Outcome.Delivered.class, talk.supply.outcome(one, "b@far.example"));
        assertTrue(talk.supply.outcomes(two).isEmpty());
        assertEquals(new Ending.Stopped("window closed"), talk.supply.ending());
    }

    @Test
    void startsNoBodyAfterAStopForTheMailBehindTheFirst() throws Exception {
        Transfer other = mail(8, "y".repeat(2000), "b@far.example");
        Talk talk = Talk.open(PLAIN, Talk.FULL, big, other).peer("250 Ok\n250 Ok");
        assertTrue(talk.said().endsWith("RSET\nMAIL FROM:<a@here.example> SIZE=2000\nRCPT TO:<b@far.example>\n"));
        talk.on(new Event.Stop(false, "closing")).peer("250 Ok\n250 Ok\n250 Ok\n250 Ok");
        assertEquals("QUIT\n", talk.said());
        assertInstanceOf(Outcome.Delivered.class, talk.supply.outcome(big, "b@far.example"));
        assertTrue(talk.supply.outcomes(other).isEmpty());
    }

    @Test
    void hangsUpRatherThanEndDataFalselyWhenStoppedAtOnce() throws Exception {
        Talk talk = Talk.open(PLAIN, PIPELINING_ONLY, big).slowly().drain().peer("250 Ok\n250 Ok\n354 go");
        talk.said();
        talk.on(new Event.Stop(true, "cut"));
        assertEquals("", talk.said());
        assertInstanceOf(Outcome.Interrupted.class, talk.supply.outcome(big, "b@far.example"));
        assertEquals(new Ending.Stopped("cut"), talk.supply.ending());
    }

    @Test
    void believesNoAnswerThatComesBeforeTheMessageWasSent() {
        Talk talk = Talk.open(PLAIN, PIPELINING_ONLY, big).slowly().drain();
        talk.peer("250 Ok\n250 Ok\n354 go\n250 queued, honestly");
        assertInstanceOf(Outcome.Interrupted.class, talk.supply.outcome(big, "b@far.example"));
    }

    @Test
    void takesAnEarlyRefusalOfTheMessageAndHangsUp() throws Exception {
        Talk talk = Talk.open(PLAIN, PIPELINING_ONLY, big).slowly().drain();
        talk.peer("250 Ok\n250 Ok\n354 go\n552 5.3.4 too big");
        assertEquals(refused(552, "5.3.4", "too big"), talk.supply.outcome(big, "b@far.example"));
        assertInstanceOf(Ending.Dropped.class, talk.supply.ending());
    }

    @Test
    void endsAnywayWhenQuitIsNotAnswered() throws Exception {
        for (Event last : List.of(new Event.Rang(), new Event.Lost("gone"), new Event.Stop(true, "now"))) {
            Talk talk = Talk.open(PLAIN, NOTHING).on(last);
            assertEquals(new Ending.Finished(), talk.supply.ending());
        }
    }
}
