package org.packetboat.protocols.uucp.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Transfer;

/** Calls of a machine that was stopped, and goes on when another may own the queue. */
class LostLeaseCallTest extends BundleCalls {
    private final AtomicBoolean lease = new AtomicBoolean(true);

    private BooleanSupplier pausing = () -> false;

    private Transfer leased(long id) {
        Transfer mail = Mails.mail(id, "joe@denver.example.com", Mails.random(5000, id));
        return new Transfer(mail.envelope(), mail.body(), Optional.empty(),
                () -> lease.get() && !pausing.getAsBoolean());
    }

    private void post(int mails) {
        for (int i = 0; i < mails; i++)
            hub.supply.add(leased(i));
    }

    @Test
    void aMailThatWasHandedOutIsNotBegun() {
        hub = Station.on(LINE, "hub", "i");
        denver = Station.on(LINE, "denver", "i");
        post(3);
        hub.supply.whenSettled(() -> lease.set(false));
        call();
        int begun = denver.arrived().size();
        assertEquals(3 - begun, hub.supply.waiting.size());
        assertEquals(2, begun, "the one that was settled, and the one on the line");
        assertInstanceOf(Ending.Finished.class, denver.supply.lastEnding());
    }

    @Test
    void norIsABundle() {
        lease.set(false);
        post(3);
        call();
        assertEquals(0, denver.arrived().size());
        assertEquals(3, hub.supply.waiting.size());
    }

    /** Brokers that pause for some seconds in the middle of a file end no call. */
    @Test
    void aLeaseThatIsBackBeforeTheNextFileEndsNothing() {
        hub = Station.on(LINE, "hub", "i");
        denver = Station.on(LINE, "denver", "i");
        Instant pause = time.now().plusSeconds(10);
        pausing = () -> time.now().isAfter(pause) && time.now().isBefore(pause.plusSeconds(5));
        post(3);
        call();
        assertEquals(3, denver.arrived().size());
    }
}
