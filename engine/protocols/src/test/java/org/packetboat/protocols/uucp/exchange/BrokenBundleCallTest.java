package org.packetboat.protocols.uucp.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.SimNoise;
import org.packetboat.protocols.bundle.packing.Unpacked;

/** Two Packetboats that exchange batches over lines that damage and break off: everything arrives once. */
class BrokenBundleCallTest extends BundleCalls {
    private static final int NIGHTS = 60;

    private void begin(String protocol) {
        hubPacks.disk.clear();
        denverPacks.disk.clear();
        hub = station("hub", protocol, hubPacks);
        denver = station("denver", protocol, denverPacks);
    }

    private void brief() {
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", Mails.random(150, 1)));
        hub.supply.add(Mails.mail(2, "joe@denver.example.com", Mails.random(40, 2)));
        denver.supply.add(Mails.mail(3, "ann@hub.example.com", Mails.random(90, 3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "g"})
    void aCallCutAtAnyByteLosesAndDoublesNothing(String protocol) {
        long whole = cutAt(protocol, Long.MAX_VALUE);
        for (long at = 1; at < whole; at++)
            cutAt(protocol, at);
    }

    private long cutAt(String protocol, long at) {
        begin(protocol);
        brief();
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

    /** Bit errors, lost and doubled bytes, and bursts; each call is cut. */
    @Test
    void everythingArrivesOnceThroughNoiseAndDrops() {
        for (int seed = 1; seed <= NIGHTS; seed++)
            everythingArrivesOnce(seed);
    }

    private void everythingArrivesOnce(int seed) {
        begin("i");
        fill(40);
        List<Transfer> out = List.copyOf(hub.supply.waiting);
        List<Transfer> in = List.copyOf(denver.supply.waiting);
        SimNoise noise = SimNoise.bits(1e-4, seed).then(SimNoise.slips(1e-4, seed + 1))
                .then(SimNoise.bursts(0.002, 30, seed + 2));
        int calls = 0;
        while (calls++ < 40 && !(hub.supply.waiting.isEmpty() && denver.supply.waiting.isEmpty()))
            call(noise, 9_000);
        assertTrue(calls > 3, "the line did not drop");
        assertEquals(40, denver.arrived().size(), "at denver, noise " + seed);
        assertEquals(40, hub.arrived().size(), "at hub, noise " + seed);
        assertSame(out, denver);
        assertSame(in, hub);
    }

    private int damaged;

    /** One bit of each greeting is turned: what stood there of batches is an option that nobody knows. */
    private SimNoise withoutWord() {
        StringBuilder past = new StringBuilder();
        return bytes -> {
            byte[] heard = bytes.clone();
            for (int i = 0; i < heard.length; i++) {
                past.append((char) (heard[i] & 0xff));
                if (past.toString().endsWith("N07 -B")) {
                    heard[i] ^= 1;
                    damaged++;
                }
                if (past.length() > 6) past.deleteCharAt(0);
            }
            return heard;
        };
    }

    /** What of a batch has arrived would go once more, one by one, if the far side were taken for a stock peer. */
    @Test
    void aDamagedGreetingAfterABrokenCallDoublesNothing() {
        long whole = damagedAfter(Long.MAX_VALUE);
        for (long at = 1; at < whole; at++)
            damagedAfter(at);
        assertTrue(damaged >= whole, "only " + damaged + " greetings were damaged");
    }

    private long damagedAfter(long at) {
        begin("i");
        brief();
        return allArriveOnce(at, SimNoise.NONE, withoutWord());
    }

    /** What went one by one may have arrived, and is not put into a batch later. */
    @Test
    void aBrokenCallWithADamagedGreetingDoublesNothing() {
        long whole = damagedBefore(Long.MAX_VALUE);
        for (long at = 1; at < whole; at++)
            damagedBefore(at);
        assertTrue(damaged >= whole / 2, "only " + damaged + " greetings were damaged");
    }

    private long damagedBefore(long at) {
        begin("i");
        brief();
        return allArriveOnce(at, withoutWord(), SimNoise.NONE);
    }

    /** The same, where the far side couldn't read the batch, and does not say so again. */
    @Test
    void aBrokenCallAfterABatchThatWasNotUnderstoodDoublesNothing() {
        long whole = notUnderstood(Long.MAX_VALUE);
        for (long at = 1; at < whole; at++)
            notUnderstood(at);
    }

    private long notUnderstood(long at) {
        begin("i");
        denverPacks.faults.clear();
        denverPacks.faults.add(Unpacked.Fault.UNKNOWN);
        brief();
        return allArriveOnce(at, SimNoise.NONE, SimNoise.NONE);
    }

    private long allArriveOnce(long cutFirst, SimNoise first, SimNoise second) {
        List<Transfer> out = List.copyOf(hub.supply.waiting);
        List<Transfer> in = List.copyOf(denver.supply.waiting);
        long carried = call(first, cutFirst);
        call(second, Long.MAX_VALUE);
        call();
        assertEquals(out.size(), denver.arrived().size(), "at denver, cut at " + cutFirst);
        assertEquals(in.size(), hub.arrived().size(), "at hub, cut at " + cutFirst);
        assertSame(out, denver);
        assertSame(in, hub);
        assertTrue(hub.supply.waiting.isEmpty() && denver.supply.waiting.isEmpty(), "cut at " + cutFirst);
        return carried;
    }

    /** It may have been set up anew. Until then a call that greets well begins the count again. */
    @Test
    void aFarSideThatTakesNoBatchesAnyMoreIsBelievedAfterThreeCalls() {
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", Mails.random(300, 1)));
        call();
        for (int round = 0; round < 2; round++) {
            denverPacks.word = "test";
            call();
            denverPacks.word = "";
            hub.supply.add(Mails.mail(10 + round, "joe@denver.example.com", Mails.random(300, 10 + round)));
            for (int calls = 0; calls < 3; calls++) {
                call();
                Ending.Unreached ending = assertInstanceOf(Ending.Unreached.class, hub.supply.lastEnding());
                assertTrue(ending.reply().text().contains("took batches before"), ending.toString());
                assertEquals(1 + round, denver.arrived().size(), "sent one by one in call " + calls);
            }
            if (round == 0) denverPacks.word = "test";
            call();
            assertEquals(2 + round, denver.arrived().size());
        }
        assertEquals(List.of(1, 1), hubPacks.sizes);
        hub.supply.add(Mails.mail(20, "joe@denver.example.com", Mails.random(300, 20)));
        call();
        assertEquals(4, denver.arrived().size(), "doubted again");
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
}
