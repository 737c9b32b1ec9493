package org.packetboat.protocols.uucp.exchange;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.mail.Notify;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.protocols.uucp.greeting.CallerRights;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.bundle.packing.Unpacked;
import org.packetboat.protocols.uucp.greeting.TimeOfDay;
import java.time.Instant;
import java.util.function.Consumer;

/** Two Packetboats that exchange batches: what goes in them, and what is answered. */
class BundleCallTest extends BundleCalls {
    /** Were it put while the call is under way, the call's own deadlines would be years away, or over. */
    @Test
    void theClockIsPutWhenTheCallIsOver() {
        Instant right = Instant.parse("2036-05-01T12:00:00Z");
        Instant began = time.now();
        List<Instant> told = new ArrayList<>();
        hub = hub.telling(clock(Optional.of(right), _ -> {}));
        denver = denver.telling(clock(Optional.empty(), told::add));
        fill(3);
        call();
        assertEquals(3, denver.arrived().size());
        Duration lasted = Duration.between(began, denver.supply.endedAt);
        Duration late = Duration.between(told.getFirst(), right.plus(lasted)).abs();
        assertTrue(told.size() == 1 && late.compareTo(Duration.ofSeconds(10)) < 0, told + " after " + lasted);
    }

    private static TimeOfDay clock(Optional<Instant> shows, Consumer<Instant> told) {
        return new TimeOfDay() {
            @Override
            public Optional<Instant> now() {
                return shows;
            }

            @Override
            public void told(String node, Instant at) {
                told.accept(at);
            }
        };
    }

    /** The far side can tell its sender, and does. */
    @Test
    void whatTheFarSideMayNotSendIsNamedInTheAnswer() {
        Reply why = new Reply(550, "5.7.1", "not there");
        denver = denver.letting(new CallerRights() {
            @Override
            public Optional<Reply> refusal(Optional<Address> sender, Address recipient) {
                return recipient.domain().name().equals("far.example") ? Optional.of(why) : Optional.empty();
            }

            @Override
            public boolean mayRelay() {
                return false;
            }

            @Override
            public boolean mayBeTold(Address sender) {
                return false;
            }
        });
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", "Subject: x\r\n\r\nx\r\n"));
        hub.supply.add(Mails.mail(2, "sue@far.example", "Subject: x\r\n\r\nx\r\n"));
        call();
        assertInstanceOf(Outcome.Delivered.class, outcome(hub, 1));
        assertEquals(why, assertInstanceOf(Outcome.Refused.class, outcome(hub, 2)).reply());
        assertEquals(1, denver.intake.taken.size());
        Recipient joe = denver.intake.taken.getFirst().submission().recipients().getFirst();
        assertFalse(joe.wants(Notify.FAILURE), "it may not speak for this sender, now or later");
    }

    /** It may have lost a codec: the same bytes again, call after call, would never be read. */
    @Test
    void whatIsNotUnderstoodAndMustBeEncryptedIsPackedAnewInTheNextCall() {
        hubPacks.key = "secret";
        denverPacks.key = "secret";
        denverPacks.faults.add(Unpacked.Fault.UNKNOWN);
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", "Subject: x\r\n\r\nx\r\n"));
        call();
        assertEquals(1, hub.supply.waiting.size(), "nothing goes in the clear");
        assertEquals(Map.of(), hubPacks.disk);
        call();
        assertEquals(1, denver.arrived().size());
        assertEquals(List.of(1, 1), hubPacks.sizes);
    }

    @Test
    void mailThatNoRouteServesIsNamedInTheAnswer() {
        denver = denver.letting(UucpCallTest.serving("denver.example.com"));
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", "Subject: x\r\n\r\nx\r\n"));
        hub.supply.add(Mails.mail(2, "sue@far.example", "Subject: x\r\n\r\nx\r\n"));
        call();
        assertInstanceOf(Outcome.Delivered.class, outcome(hub, 1));
        assertEquals("5.4.4", assertInstanceOf(Outcome.Refused.class, outcome(hub, 2)).reply().status());
        assertEquals(1, denver.intake.taken.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "g"})
    void mailGoesInBatchesBothWays(String protocol) {
        hub = station("hub", protocol, hubPacks);
        denver = station("denver", protocol, denverPacks);
        fill(7);
        List<Transfer> out = List.copyOf(hub.supply.waiting);
        List<Transfer> in = List.copyOf(denver.supply.waiting);
        call();
        assertSame(out, denver);
        assertSame(in, hub);
        assertEquals(List.of(3, 3, 1), hubPacks.sizes);
        assertInstanceOf(Ending.Finished.class, hub.supply.lastEnding());
        assertTrue(hub.supply.waiting.isEmpty() && denver.supply.waiting.isEmpty());
        assertEquals(0, hubPacks.disk.size() + denverPacks.disk.size());
        assertEquals(2, hub.spool.size() + denver.spool.size(), "more than that the other takes batches");
        assertTrue(((Outcome.Delivered) outcome(hub, 1)).dsnPassed());
    }

    @Test
    void whatBatchesSavedIsTold() {
        assertEquals("", BundleTally.text(BundleTally.NONE, BundleTally.NONE));
        assertEquals("4.50 times out, 0 times in",
                BundleTally.text(BundleTally.NONE.plus(800, 200).plus(1000, 200), BundleTally.NONE));
        fill(3);
        call();
        String told = hub.supply.figures.getLast().compression();
        assertTrue(told.matches("0\\.8\\d times out, 0\\.8\\d times in"), told);
    }

    @Test
    void theNextBatchIsReadyWhenThePresentOneHasLeft() {
        for (int i = 0; i < 12; i++)
            hub.supply.add(Mails.mail(i, "joe@denver.example.com", Mails.random(4000, i)));
        java.time.Instant begin = time.now();
        call();
        double lasted = Duration.between(begin, hub.supply.endedAt).toMillis() / 1000.0;
        assertTrue(lasted < 48_000 / 240.0 * 1.02 + 12, lasted + " s for 200 s of mail");
    }

    @ParameterizedTest
    @EnumSource(names = {"REFERENCE", "DAMAGED", "UNKNOWN", "LARGE"}, value = Unpacked.Fault.class)
    void aBatchThatCannotBeReadOnceArrivesAllTheSame(Unpacked.Fault fault) {
        fill(4);
        denverPacks.faults.add(fault);
        List<Transfer> out = List.copyOf(hub.supply.waiting);
        call();
        assertSame(out, denver);
        assertTrue(hubPacks.disk.isEmpty());
    }

    @Test
    void aBatchDamagedThreeTimesIsMadeAnew() {
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", Mails.random(500, 1)));
        for (int i = 0; i < 3; i++)
            denverPacks.faults.add(Unpacked.Fault.DAMAGED);
        call();
        assertEquals(List.of(1, 1), hubPacks.sizes);
        assertEquals(1, denver.arrived().size());
    }

    @Test
    void aBatchThatIsDamagedForEverWaits() {
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", Mails.random(500, 1)));
        for (int i = 0; i < 9; i++)
            denverPacks.faults.add(Unpacked.Fault.DAMAGED);
        call();
        assertEquals(
                new Outcome.Deferred(new Reply(451, "4.3.0", "the site cannot read our batch: it arrives damaged")),
                outcome(hub, 1));
        assertEquals(1, hub.supply.waiting.size());
    }

    @Test
    void mailsThatAreRefusedAreNamedAndTheOthersDelivered() {
        fill(3);
        denver.intake.refuseFor("joe@denver.example.com", 1, new Reply(550, "5.1.1", "no such user, 100%: é"));
        call();
        assertEquals(new Outcome.Refused(new Reply(550, "5.1.1", "no such user, 100%: ?")), outcome(hub, 1));
        assertInstanceOf(Outcome.Delivered.class, outcome(hub, 0));
        assertInstanceOf(Outcome.Delivered.class, outcome(hub, 2));
        assertEquals(1, denver.spool.size(), "more than that the hub takes batches");
    }

    @Test
    void aFullDiskThereLeavesTheMailHere() {
        fill(3);
        denver.intake.refuseWith(Optional.of(Reply.NO_SPACE));
        call();
        assertEquals(3, hub.supply.waiting.size());
        denver.intake.refuseWith(Optional.empty());
        List<Transfer> out = List.copyOf(hub.supply.waiting);
        call();
        assertSame(out, denver);
        assertEquals(List.of(3), hubPacks.sizes, "frozen anew");
    }

    @Test
    void mailThatCannotBePackedWaits() {
        fill(2);
        hubPacks.packingFails = true;
        call();
        assertEquals(new Outcome.Deferred(new Reply(451, "4.3.0", "cannot pack it: no room on the disk")),
                outcome(hub, 0));
        assertEquals(2, hub.supply.waiting.size());
    }

    @Test
    void withoutProofABatchIsNotDelivered() {
        fill(1);
        hubPacks.key = "one";
        denverPacks.key = "another";
        call();
        assertEquals(454, ((Outcome.Deferred) outcome(hub, 0)).reply().code());
        assertEquals(1, hub.supply.waiting.size());
    }

    @Test
    void withAKeyNothingGoesInTheClear() {
        fill(1);
        hubPacks.key = "one";
        denverPacks.key = "one";
        denverPacks.faults.add(Unpacked.Fault.UNKNOWN);
        call();
        assertEquals(List.of(), denver.arrived(), "sent one by one");
        assertInstanceOf(Outcome.Deferred.class, outcome(hub, 0));
        call();
        assertEquals(1, denver.arrived().size());
        assertTrue(hub.supply.waiting.isEmpty());
    }

    @Test
    void aStockPeerGetsItsMailOneByOne() {
        fill(3);
        List<Transfer> out = List.copyOf(hub.supply.waiting);
        denver = Station.on(LINE, "denver", "i");
        call();
        assertSame(out, denver);
        assertEquals(List.of(), new ArrayList<>(hubPacks.sizes));
    }
}
