package org.packetboat.protocols.uucp.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.engine.sim.SimNoise;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.uucp.greeting.UucpSettings;
import org.packetboat.protocols.uucp.packet.LineTiming;

/** Whatever a line does, each mail arrives whole and once, or is still queued. */
class BadLineTest {
    private static final LineTiming LINE = LineTiming.of(960);
    private static final int CALLS = 12;

    private final SimTime time = new SimTime(Mails.MORNING);

    /** What can be wrong with a line. */
    private record Fault(String name, SimNoise there, SimNoise back) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Fault> faults() {
        return Stream.of(0, 1, 2).flatMap(seed -> Stream.of(
                new Fault("bits 1e-5 " + seed, SimNoise.bits(1e-5, seed), SimNoise.bits(1e-5, seed + 50)),
                new Fault("bits 1e-4 " + seed, SimNoise.bits(1e-4, seed), SimNoise.bits(1e-4, seed + 50)),
                new Fault("bits 5e-4 " + seed, SimNoise.bits(5e-4, seed), SimNoise.bits(5e-4, seed + 50)),
                new Fault("one way only " + seed, SimNoise.NONE, SimNoise.bits(3e-4, seed)),
                new Fault("slips " + seed, SimNoise.slips(1e-3, seed), SimNoise.slips(1e-3, seed + 50)),
                new Fault("bursts " + seed, SimNoise.bursts(0.02, 60, seed), SimNoise.bursts(0.02, 60, seed + 50)),
                new Fault("all " + seed, SimNoise.bits(1e-4, seed).then(SimNoise.slips(1e-4, seed + 1)),
                        SimNoise.bursts(0.005, 30, seed).then(SimNoise.bits(1e-4, seed + 2)))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everythingArrivesOnceByI(Fault fault) {
        assertArrives(fault, "i");
    }

    /** The sum that guards packets of g overlooks one turned bit in ninety, so only faults that it can see. */
    private static Stream<Fault> faultsThatGSees() {
        return faults().filter(fault -> fault.name.startsWith("slips") || fault.name.startsWith("bursts"));
    }

    @ParameterizedTest
    @MethodSource("faultsThatGSees")
    void everythingArrivesOnceByG(Fault fault) {
        assertArrives(fault, "g");
    }

    private void assertArrives(Fault fault, String protocol) {
        Station hub = filled("hub", protocol, "joe@denver.example.com", 1);
        Station denver = filled("denver", protocol, "ann@hub.example.com", 1000);
        List<Transfer> out = List.copyOf(hub.supply.waiting);
        List<Transfer> in = List.copyOf(denver.supply.waiting);
        int calls = 0;
        while (calls++ < CALLS && !(hub.supply.waiting.isEmpty() && denver.supply.waiting.isEmpty())) {
            call(hub, denver, fault, Long.MAX_VALUE);
        }
        assertTrue(calls <= CALLS, "not through after " + CALLS + " calls: " + hub.supply.endings);
        assertSame(out, denver);
        assertSame(in, hub);
    }

    @Test
    void aLineTooNoisyForGIsHungUpOn() {
        UucpSettings usual = UucpSettings.on(LINE, "hub", "hub.example.com");
        Station hub = new Station("hub", usual.with(usual.packets().speaking("g")));
        Station denver = Station.on(LINE, "denver", "g");
        denver.supply.add(Mails.mail(1, "ann@hub.example.com", Mails.random(100_000, 1)));
        call(hub, denver, new Fault("slips", SimNoise.NONE, SimNoise.slips(1e-3, 1)), Long.MAX_VALUE);
        Ending.Dropped ending = assertInstanceOf(Ending.Dropped.class, hub.supply.lastEnding());
        assertTrue(ending.reply().text().startsWith("too noisy for protocol g"), ending::toString);
        assertEquals(1, denver.supply.waiting.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "g"})
    void aCallCutAtAnyByteLosesAndDoublesNothing(String protocol) {
        long whole = call(small("hub", protocol, 1), small("denver", protocol, 2), clean(), Long.MAX_VALUE);
        for (long at = 1; at < whole; at++) {
            Station hub = small("hub", protocol, 1);
            Station denver = small("denver", protocol, 2);
            List<Transfer> out = List.copyOf(hub.supply.waiting);
            List<Transfer> in = List.copyOf(denver.supply.waiting);
            call(hub, denver, clean(), at);
            call(hub, denver, clean(), Long.MAX_VALUE);
            assertTrue(hub.supply.waiting.isEmpty() && denver.supply.waiting.isEmpty(), "cut at " + at);
            assertSame(out, denver);
            assertSame(in, hub);
            assertEquals(4, hub.intake.commits + denver.intake.commits, "taken in twice after a cut at " + at);
        }
    }

    @Test
    void aThousandMailsGetThroughANoisyLineThatDrops() {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i");
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            hub.supply.add(Mails.mail(i, "joe@denver.example.com", Mails.random(1 + random.nextInt(4000), i)));
            denver.supply.add(Mails.mail(i, "ann@hub.example.com", Mails.random(1 + random.nextInt(4000), -i)));
        }
        List<Transfer> out = List.copyOf(hub.supply.waiting);
        List<Transfer> in = List.copyOf(denver.supply.waiting);
        Fault noise = new Fault("noise", SimNoise.bits(1e-5, 1).then(SimNoise.slips(1e-6, 2)), SimNoise.bits(1e-5, 3));
        int calls = 0;
        while (calls++ < 100 && !(hub.supply.waiting.isEmpty() && denver.supply.waiting.isEmpty())) {
            call(hub, denver, noise, 20_000 + random.nextInt(200_000));
        }
        assertSame(out, denver);
        assertSame(in, hub);
    }

    @Test
    void callsCutAgainAndAgainGetThroughInTheEnd() {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i");
        byte[] body = Mails.random(30_000, 7);
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", body));
        int calls = 0;
        while (!hub.supply.waiting.isEmpty() && calls++ < 20)
            call(hub, denver, clean(), 4_000);
        assertTrue(calls <= 13, calls + " calls of 4000 bytes for 30,000");
        assertArrayEquals(body, denver.arrived().getFirst());
        assertEquals(1, denver.arrived().size());
    }

    private static Fault clean() {
        return new Fault("clean", SimNoise.NONE, SimNoise.NONE);
    }

    private static Station filled(String node, String protocol, String to, int seed) {
        Station station = Station.on(LINE, node, protocol);
        for (int i = 0; i < 8; i++)
            station.supply.add(Mails.mail(seed + i, to, Mails.random(1 + 700 * i, seed + i)));
        return station;
    }

    private static Station small(String node, String protocol, int seed) {
        Station station = Station.on(LINE, node, protocol);
        String to = node.equals("hub") ? "joe@denver.example.com" : "ann@hub.example.com";
        station.supply.add(Mails.mail(seed, to, Mails.random(150, seed)));
        station.supply.add(Mails.mail(seed + 10, to, Mails.random(40, seed)));
        return station;
    }

    private long call(Station hub, Station denver, Fault fault, long cutAfter) {
        SimLine line = new SimLine(time, LINE.rate(), Duration.ofMillis(40), fault.there, fault.back);
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

    private static void assertSame(List<Transfer> sent, Station at) {
        List<byte[]> arrived = at.arrived();
        assertEquals(sent.size(), arrived.size());
        for (Transfer transfer : sent) {
            byte[] body = ((BytesBody) transfer.body()).bytes();
            long same = arrived.stream().filter(a -> Arrays.equals(a, body)).count();
            assertEquals(1, same, transfer.envelope().id() + " arrived " + same + " times");
        }
    }
}
