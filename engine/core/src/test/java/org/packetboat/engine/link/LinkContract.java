package org.packetboat.engine.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.packetboat.engine.mail.Recipient;

/**
 * What every {@link Link} promises, whatever it is made of: however a call goes, its supply hears of the end, once, is
 * asked one question at a time, and hears nothing afterwards. What can go wrong differs: each adapter adds its own
 * troubles by {@link #endOf}. The times are for one that hangs.
 */
@Timeout(120)
public abstract class LinkContract {
    /** A call that goes wrong. */
    public interface Trouble {
        /** Makes the call, and sees to it that it goes wrong. */
        void call(Supply supply) throws Exception;
    }

    protected static final String TO = "bob@far.example";
    private static final String HI = "Subject: hi\r\n\r\nhello\r\n";

    private final List<WatchedSupply> supplies = new ArrayList<>();

    /** Calls a far side that takes whatever it is sent. */
    protected abstract Link.Session call(Supply supply) throws Exception;

    private Transfer mail(int number) {
        return Letters.letter(number, text(number), TO);
    }

    /** What one of the two mails says that are carried. */
    protected String text(int number) {
        return HI;
    }

    /** Lets everything happen that was begun; of use only where time is simulated. */
    protected void pass() {}

    private WatchedSupply supply(Transfer... mails) {
        WatchedSupply supply = new WatchedSupply(mails);
        supplies.add(supply);
        return supply;
    }

    private Ending end(WatchedSupply supply) throws InterruptedException {
        pass();
        return supply.only();
    }

    /** By now whatever the adapter's own test has closed has had its last chance to say too much. */
    @AfterEach
    void nothingIsSaidAfterTheEnd() {
        pass();
        supplies.forEach(WatchedSupply::assertKept);
    }

    @Test
    public void callForNothingEndsOnce() throws Exception {
        WatchedSupply supply = supply();
        call(supply);
        assertInstanceOf(Ending.Finished.class, end(supply));
    }

    @Test
    public void mailIsSettledOnceAndTheCallEndsOnce() throws Exception {
        WatchedSupply supply = supply(mail(1), mail(2));
        call(supply);
        assertInstanceOf(Ending.Finished.class, end(supply));
        assertEquals(2, supply.settled().size());
        supply.settled().values().forEach(
                outcomes -> assertInstanceOf(Outcome.Delivered.class, outcomes.get(Recipient.of(TO))));
    }

    @Test
    public void callThatIsStoppedAtOnceEndsOnce() throws Exception {
        WatchedSupply supply = supply(mail(1));
        Link.Session session = call(supply);
        session.stop(false, "the window closes");
        session.stop(true, "the window closes");
        end(supply);
    }

    @Test
    public void callThatIsStoppedWhileItWaitsForMailEndsOnce() throws Exception {
        WatchedSupply supply = supply(mail(1)).keepWaiting();
        Link.Session session = call(supply);
        pass();
        supply.awaitQuestion();
        session.stop(false, "the window closes");
        session.stop(true, "the window closes");
        supply.answer();
        end(supply);
    }

    @Test
    public void callThatIsAskedToEndMayBeCutAfterwards() throws Exception {
        WatchedSupply supply = supply(mail(1)).keepWaiting();
        Link.Session session = call(supply);
        pass();
        supply.awaitQuestion();
        session.stop(false, "others wait");
        supply.answer();
        session.stop(true, "the window closes");
        end(supply);
    }

    @Test
    public void stopAfterTheEndIsHarmless() throws Exception {
        WatchedSupply supply = supply();
        Link.Session session = call(supply);
        end(supply);
        session.stop(true, "the server stops");
        session.stop(true, "the server stops");
        pass();
    }

    @Test
    public void faultOfTheSupplyEndsTheCallOnce() throws Exception {
        WatchedSupply supply = supply(mail(1)).breakWith(new IllegalStateException("thrown on purpose"));
        call(supply);
        assertNotEquals(new Ending.Finished(), end(supply));
    }

    @Test
    public void bodyThatThrowsEndsTheCallOnceAndIsNotDelivered() throws Exception {
        assertNotDelivered(Letters.letter(1, throwing(new IllegalStateException("thrown on purpose")), TO));
    }

    @Test
    public void errorInTheMiddleEndsTheCallOnceAndNothingIsDelivered() throws Exception {
        assertNotDelivered(Letters.letter(1, throwing(new StackOverflowError("thrown on purpose")), TO));
    }

    private void assertNotDelivered(Transfer mail) throws Exception {
        WatchedSupply supply = supply(mail);
        call(supply);
        end(supply);
        supply.settled().values().forEach(outcomes -> outcomes.values()
                .forEach(outcome -> assertTrue(!(outcome instanceof Outcome.Delivered), outcome::toString)));
    }

    private static Body throwing(Throwable what) {
        return new Body() {
            @Override
            public long size() {
                return 100;
            }

            @Override
            public byte[] read(long offset, int most) {
                if (what instanceof Error error) throw error;
                throw (RuntimeException) what;
            }
        };
    }

    /** How a call ends that goes wrong like this; that it ends once is seen to. */
    protected final Ending endOf(Trouble trouble) throws Exception {
        WatchedSupply supply = supply(mail(1), mail(2));
        trouble.call(supply);
        return end(supply);
    }
}
