package org.packetboat.connectors.dialup;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.LinkContract;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.TakingLink;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.dialup.Raised;

/** A link that has to be brought up first keeps what every link promises. */
class SwitchedLinkContractTest extends LinkContract {
    private static final Reply NO_CARRIER = new Reply(450, "4.4.1", "no carrier");

    private final FakeSwitch gear = new FakeSwitch();
    private final SwitchedLink link = over(new TakingLink());

    private SwitchedLink over(Link smtp) {
        return new SwitchedLink("line", gear, Duration.ofHours(1), _ -> smtp, (_, _, _) -> Optional.empty(),
                Clock.systemUTC());
    }

    @AfterEach
    void close() {
        link.close();
    }

    @Override
    protected Link.Session call(Supply supply) {
        return call(link, supply);
    }

    private static Link.Session call(Link link, Supply supply) {
        return link.open(Routes.call("denver", Routes.number("5550100")), supply);
    }

    @Test
    void thereIsNoCarrier() throws Exception {
        assertInstanceOf(Ending.Unreached.class, endOf(supply -> {
            gear.outcome = new Raised.Failed(NO_CARRIER);
            call(supply);
        }));
    }

    @Test
    void gearHasAFault() throws Exception {
        assertInstanceOf(Ending.Unreached.class, endOf(supply -> {
            gear.meanwhile = _ -> {
                throw new IllegalStateException("thrown on purpose");
            };
            call(supply);
        }));
    }

    @Test
    void stoppedWhileItComesUp() throws Exception {
        assertInstanceOf(Ending.Stopped.class, endOf(supply -> {
            gear.gate = new CountDownLatch(1);
            Link.Session session = call(supply);
            gear.raising.await();
            session.stop(false, "the window closes");
        }));
    }

    @Test
    void serverStopsWhileItComesUp() throws Exception {
        assertInstanceOf(Ending.Stopped.class, endOf(supply -> {
            gear.gate = new CountDownLatch(1);
            call(supply);
            gear.raising.await();
            link.close();
        }));
    }

    @Test
    void lostAsItComesUp() throws Exception {
        assertInstanceOf(Ending.Unreached.class, endOf(supply -> {
            gear.meanwhile = lost -> lost.accept(NO_CARRIER);
            call(supply);
        }));
    }

    @Test
    void smtpHasAFault() throws Exception {
        assertInstanceOf(Ending.Unreached.class, endOf(supply -> {
            try (SwitchedLink faulty = over((_, _) -> {
                throw new IllegalStateException("thrown on purpose");
            })) {
                call(faulty, supply);
            }
        }));
    }
}
