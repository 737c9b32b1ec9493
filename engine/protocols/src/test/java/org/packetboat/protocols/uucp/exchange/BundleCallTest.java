package org.packetboat.protocols.uucp.exchange;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.mail.Notify;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.protocols.uucp.greeting.CallerRights;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.engine.sim.SimNoise;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.bundle.packing.Unpacked;
import org.packetboat.protocols.uucp.packet.LineTiming;
import org.packetboat.protocols.uucp.greeting.TimeOfDay;
import java.time.Instant;
import java.util.function.Consumer;

/** Two Packetboats that exchange batches, in virtual time: everything arrives once, whatever becomes of the call. */
class BundleCallTest {
    private static final LineTiming LINE = LineTiming.of(240);

    private final SimTime time = new SimTime(Mails.MORNING);
    private final TestBundling hubPacks = new TestBundling(time);
    private final TestBundling denverPacks = new TestBundling(time);
    private Station hub = station("hub", "i", hubPacks);
    private Station denver = station("denver", "i", denverPacks);

    private static Station station(String node, String protocols, TestBundling packs) {
        return Station.on(LINE, node, protocols, packs);
    }

    private void fill(int mails) {
        for (int i = 0; i < mails; i++) {
            hub.supply.add(Mails.mail(i, "joe@denver.example.com", Mails.random(300 + i, i)));
            denver.supply.add(Mails.mail(100 + i, "ann@hub.example.com", Mails.random(200 + i, 100 + i)));
        }
    }

    private long call(SimNoise noise, long cutAfter) {
        SimLine line = new SimLine(time, LINE.rate(), Duration.ofMillis(40), noise, noise);
        line.cutAfter(cutAfter);
        hub.calling(time, line.a(), "denver");
        denver.called(time, line.b(), "hub");
        int before = hub.supply.endings.size();
        line.connect();
        time.runUntil(time.now().plus(Duration.ofHours(3)));
        assertEquals(before + 1, hub.supply.endings.size(), "the caller's session does not end");
        assertEquals(before + 1, denver.supply.endings.size(), "the called session does not end");
        return line.carried();
    }

    private long call() {
        return call(SimNoise.NONE, Long.MAX_VALUE);
    }

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

    private static void assertSame(List<Transfer> sent, Station at) {
        List<byte[]> arrived = at.arrived();
        assertEquals(sent.size(), arrived.size());
        for (Transfer transfer : sent) {
            byte[] body = ((BytesBody) transfer.body()).bytes();
            assertEquals(1, arrived.stream().filter(a -> Arrays.equals(a, body)).count(), transfer.toString());
        }
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

    private Outcome outcome(Station station, long id) {
        Map<Recipient, Outcome> outcomes = station.supply.settled.get(new EnvelopeId(new QueueId(id), 0));
        return outcomes.values().iterator().next();
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
        assertEquals(0, hubPacks.disk.size() + denverPacks.disk.size() + hub.spool.size() + denver.spool.size());
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
    @ValueSource(strings = {"i", "g"})
    void aCallCutAtAnyByteLosesAndDoublesNothing(String protocol) {
        long whole = cutAt(protocol, Long.MAX_VALUE);
        for (long at = 1; at < whole; at++)
            cutAt(protocol, at);
    }

    private long cutAt(String protocol, long at) {
        hubPacks.disk.clear();
        denverPacks.disk.clear();
        hub = station("hub", protocol, hubPacks);
        denver = station("denver", protocol, denverPacks);
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", Mails.random(150, 1)));
        hub.supply.add(Mails.mail(2, "joe@denver.example.com", Mails.random(40, 2)));
        denver.supply.add(Mails.mail(3, "ann@hub.example.com", Mails.random(90, 3)));
        List<Transfer> out = List.copyOf(hub.supply.waiting);
        List<Transfer> in = List.copyOf(denver.supply.waiting);
        long carried = call(SimNoise.NONE, at);
        call();
        assertTrue(hub.supply.waiting.isEmpty() && denver.supply.waiting.isEmpty(), "cut at " + at);
        assertSame(out, denver);
        assertSame(in, hub);
        assertEquals(0, hubPacks.disk.size() + denverPacks.disk.size(), "frozen for ever after a cut at " + at);
        return carried;
    }

    @Test
    void everythingArrivesOnceThroughNoiseAndDrops() {
        fill(40);
        List<Transfer> out = List.copyOf(hub.supply.waiting);
        List<Transfer> in = List.copyOf(denver.supply.waiting);
        SimNoise noise = SimNoise.bits(1e-4, 4).then(SimNoise.slips(1e-4, 2)).then(SimNoise.bursts(0.002, 30, 3));
        int calls = 0;
        while (calls++ < 40 && !(hub.supply.waiting.isEmpty() && denver.supply.waiting.isEmpty()))
            call(noise, 9_000);
        assertTrue(calls > 3, "the line did not drop");
        assertSame(out, denver);
        assertSame(in, hub);
    }

    @Test
    void aBegunBatchGoesOnWhereItStopped() {
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", Mails.random(20_000, 1)));
        hub.supply.add(Mails.mail(2, "joe@denver.example.com", Mails.random(10_000, 2)));
        long first = call(SimNoise.NONE, 15_000);
        long second = call();
        assertEquals(List.of(2), hubPacks.sizes, "frozen anew");
        assertTrue(first + second < 30_000 + 2_500, first + second + " bytes for 30,000");
        assertTrue(hub.supply.waiting.isEmpty());
    }

    @Test
    void aMailWithdrawnBetweenTwoCallsIsNotDelivered() {
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", Mails.random(2_000, 1)));
        hub.supply.add(Mails.mail(2, "joe@denver.example.com", Mails.random(1_000, 2)));
        call(SimNoise.NONE, 2_500);
        hub.supply.waiting.removeFirst();
        call();
        assertEquals(1, denver.arrived().size());
        assertEquals(1_000, denver.arrived().getFirst().length);
        assertTrue(hubPacks.disk.isEmpty() && hub.supply.waiting.isEmpty());
    }

    @Test
    void urgentMailOvertakesABatchOfAnEarlierCall() {
        hubPacks.roomFor = 2;
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", Mails.random(9_000, 1)));
        hub.supply.add(Mails.mail(2, "joe@denver.example.com", Mails.random(1_000, 2)));
        call(SimNoise.NONE, 2_500);
        hub.supply.waiting.addFirst(Mails.mail(3, "joe@denver.example.com", Mails.random(500, 3)));
        hub.supply.waiting.addFirst(Mails.mail(4, "joe@denver.example.com", Mails.random(500, 4)));
        call();
        assertEquals(List.of(500, 500, 9_000, 1_000), denver.arrived().stream().map(body -> body.length).toList());
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
        assertEquals(0, denver.spool.size());
    }

    @Test
    void refusalsAreToldAgainIfTheAnswerIsLost() {
        long whole = refusingCall(Long.MAX_VALUE);
        for (long at = whole - 400; at < whole; at += 3) {
            refusingCall(at);
            if (!hub.supply.waiting.isEmpty()) call();
            assertInstanceOf(Outcome.Refused.class, outcome(hub, 1), "cut at " + at);
            assertInstanceOf(Outcome.Delivered.class, outcome(hub, 0), "cut at " + at);
            assertEquals(1, denver.arrived().size());
        }
    }

    private long refusingCall(long cutAt) {
        hubPacks.disk.clear();
        hub = station("hub", "i", hubPacks);
        denver = station("denver", "i", denverPacks);
        hub.supply.add(Mails.mail(0, "joe@denver.example.com", Mails.random(50, 1)));
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", Mails.random(60, 2)));
        denver.intake.refuseFor("joe@denver.example.com", 1, new Reply(550, "5.1.1", "no"));
        return call(SimNoise.NONE, cutAt);
    }

    @Test
    void aFullDiskThereLeavesTheMailHere() {
        fill(3);
        denver.intake.refuseWith(Optional.of(new Reply(452, "4.3.1", "full")));
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
