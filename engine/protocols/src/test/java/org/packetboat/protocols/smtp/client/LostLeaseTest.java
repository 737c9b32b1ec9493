package org.packetboat.protocols.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.protocols.Mails.mail;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.peer.Tls;

/** A session whose machine was stopped, and goes on when another may own the queue. */
class LostLeaseTest {
    private static final String HI = "Subject: hi\r\n\r\nhello\r\n";
    private static final String ONE_BY_ONE = "250 peer.example";
    private static final String PIPELINING = "250-peer.example\n250 PIPELINING";
    private static final Ending LOST = new Ending.Stopped("another machine may own the queue");

    private final AtomicBoolean lease = new AtomicBoolean(true);
    private final Transfer one = leased(1);
    private final Transfer two = leased(2);
    private final Transfer three = leased(3);

    private Transfer leased(long id) {
        Transfer mail = mail(id, HI, "b@far.example");
        return new Transfer(mail.envelope(), mail.body(), Optional.empty(), lease::get);
    }

    private Talk talk(String hello) {
        return Talk.open(Talk.smtp(Tls.OFF), hello, one, two, three);
    }

    @Test
    void whatItWasHandedIsNotBegun() throws Exception {
        Talk talk = talk(ONE_BY_ONE).peer("250 Ok").peer("250 Ok").peer("354 go");
        talk.said();
        lease.set(false);
        talk.peer("250 taken");
        assertEquals("QUIT\n", talk.said());
        talk.peer("221 bye");
        assertInstanceOf(Outcome.Delivered.class, talk.supply.outcome(one, "b@far.example"));
        assertTrue(talk.supply.outcomes(two).isEmpty() && talk.supply.outcomes(three).isEmpty());
        assertEquals(LOST, talk.supply.ending());
    }

    /** What was said of it so far does no harm: the far side has nothing. */
    @Test
    void noBodyIsBegunEither() throws Exception {
        Talk talk = talk(ONE_BY_ONE).peer("250 Ok");
        talk.said();
        lease.set(false);
        talk.peer("250 Ok");
        assertFalse(talk.said().contains("DATA"));
        talk.peer("221 bye");
        assertTrue(talk.supply.outcomes(one).isEmpty());
        assertEquals(LOST, talk.supply.ending());
    }

    @Test
    void whereThePeerWaitsForABodyTheSessionHangsUp() throws Exception {
        Talk talk = talk(PIPELINING).peer("250 Ok\n250 Ok");
        talk.said();
        lease.set(false);
        talk.peer("354 go");
        assertEquals("", talk.said());
        assertTrue(talk.supply.outcomes(one).isEmpty());
        assertEquals(LOST, talk.supply.ending());
    }

    @Test
    void aLeaseThatEndsBeforeTheAnswerOfTheSupplyIsHeeded() throws Exception {
        lease.set(false);
        Talk talk = talk(PIPELINING);
        assertEquals("QUIT\n", talk.said());
        talk.on(new Event.Lost("reset"));
        assertTrue(talk.supply.outcomes(one).isEmpty());
    }

    /** Between MAIL and DATA a stop lets the first mail go on; the lease that is lost then does not. */
    @Test
    void aSessionThatIsBeingStoppedHeedsItToo() throws Exception {
        Talk talk = talk(ONE_BY_ONE).peer("250 Ok");
        talk.on(new Event.Stop(false, "stopping"));
        talk.said();
        lease.set(false);
        talk.peer("250 Ok");
        assertEquals("QUIT\n", talk.said());
        talk.peer("221 bye");
        assertTrue(talk.supply.outcomes(one).isEmpty());
    }

    @Test
    void aSessionThatIsBeingStoppedSendsNoBodyWhereThePeerWaitsForOne() throws Exception {
        Talk talk = talk(PIPELINING).peer("250 Ok\n250 Ok");
        talk.on(new Event.Stop(false, "stopping"));
        talk.said();
        lease.set(false);
        talk.peer("354 go");
        assertEquals("", talk.said());
        assertTrue(talk.supply.outcomes(one).isEmpty());
        assertEquals(new Ending.Stopped("stopping"), talk.supply.ending());
    }

    /** Brokers that pause for some seconds end no session that has nothing to begin meanwhile. */
    @Test
    void aLeaseThatIsBackInTimeEndsNothing() throws Exception {
        Talk talk = talk(ONE_BY_ONE).peer("250 Ok").peer("250 Ok").peer("354 go");
        lease.set(false);
        talk.on(new Event.Drained());
        lease.set(true);
        talk.said();
        talk.peer("250 taken");
        assertTrue(talk.said().startsWith("MAIL FROM"));
    }
}
