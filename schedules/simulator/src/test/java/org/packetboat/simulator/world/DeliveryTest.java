package org.packetboat.simulator.world;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.LinkContract;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.simulator.call.Passing;
import org.packetboat.simulator.world.Temper.Mishap;
import org.packetboat.simulator.world.books.Ledger;

/** The mailboxes of a world keep what every link promises, whatever mishap they have. */
class DeliveryTest extends LinkContract {
    private final SimTime time = new SimTime(Instant.parse("2026-11-20T00:00:00Z"));
    private final Life life = new Life(time, new LocalClock(time), Parts.REAL);
    private final Ledger ledger = new Ledger();
    private final Mailboxes mailboxes = new Mailboxes("far.example", life, ledger, new SplittableRandom(1), quiet(),
            true, (_, _) -> {});

    DeliveryTest() {
        for (int number = 1; number <= 2; number++) {
            Ledger.Letter letter = new Ledger.Letter("m" + number, text(number).getBytes(StandardCharsets.US_ASCII),
                    Optional.of(Address.parse("a@here.example")), false);
            letter.goesTo(Recipient.of(TO));
            ledger.written(letter);
        }
    }

    private static org.packetboat.simulator.world.Trouble quiet() {
        var none = new org.packetboat.simulator.world.Trouble();
        none.end();
        return none;
    }

    @Override
    protected String text(int number) {
        return "Token: m" + number + "\r\n\r\nhello\r\n";
    }

    private Link.Session call(Supply supply, Temper temper) {
        Delivery session = new Delivery(mailboxes, supply, temper);
        session.begin();
        return session;
    }

    @Override
    protected Link.Session call(Supply supply) {
        return call(supply, new Temper(Mishap.NONE, 0, 1));
    }

    @Override
    protected void pass() {
        Passing.aWhile(time);
    }

    @ParameterizedTest
    @EnumSource(Mishap.class)
    void endsOnceWhatever(Mishap mishap) throws Exception {
        endOf(supply -> call(supply, new Temper(mishap, 0, 2)));
    }
}
