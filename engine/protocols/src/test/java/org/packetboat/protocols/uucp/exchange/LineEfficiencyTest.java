package org.packetboat.protocols.uucp.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.engine.sim.SimNoise;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.uucp.packet.LineTiming;

/**
 * How much of a line of 2400 baud carries mail, in virtual time, counted from the line's coming up to the end of the
 * call. The mail is random bytes, 86,016 one way or 60,000 each way.
 */
class LineEfficiencyTest {
    private static final LineTiming LINE = LineTiming.of(240);
    private static final int ONE_WAY = 86_016;
    private static final int EACH_WAY = 60_000;

    private final SimTime time = new SimTime(Mails.MORNING);

    @Test
    void randomBytesOneWayFillTheLine() {
        assertAtLeast(0.99, "one way", oneWay(SimNoise.NONE, SimNoise.NONE));
    }

    @Test
    void randomBytesBothWaysFillTheLineEachWay() {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i");
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", Mails.random(EACH_WAY, 1)));
        denver.supply.add(Mails.mail(2, "ann@hub.example.com", Mails.random(EACH_WAY, 2)));
        Duration lasted = call(hub, denver, SimNoise.NONE, SimNoise.NONE);
        assertArrayEquals(Mails.random(EACH_WAY, 1), denver.arrived().getFirst());
        assertArrayEquals(Mails.random(EACH_WAY, 2), hub.arrived().getFirst());
        assertAtLeast(0.985, "each way", share(EACH_WAY, lasted));
    }

    @Test
    void urgentMailLeavesTheLineFull() {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i");
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", Mails.random(ONE_WAY, 1)));
        for (int i = 1; i <= 2; i++) {
            byte[] text = Mails.random(1500, i);
            int id = 1 + i;
            time.in(Duration.ofSeconds(90L * i),
                    () -> hub.post(Mails.urgent(Mails.mail(id, "joe@denver.example.com", text), 4)));
        }
        Duration lasted = call(hub, denver, SimNoise.NONE, SimNoise.NONE);
        assertArrayEquals(Mails.random(ONE_WAY, 1), denver.arrived().getLast());
        assertEquals(3, denver.arrived().size());
        assertAtLeast(0.985, "with urgent mail", share(ONE_WAY + 3000, lasted));
    }

    @Test
    void bitErrorsOfOneInAHundredThousandCostLittle() {
        double sum = 0;
        for (int seed = 0; seed < 10; seed++)
            sum += oneWay(SimNoise.bits(1e-5, seed), SimNoise.bits(1e-5, seed + 100));
        assertAtLeast(0.92, "1e-5", sum / 10);
    }

    @Test
    void bitErrorsOfOneInTenThousandLeaveMostOfTheLine() {
        double sum = 0;
        for (int seed = 0; seed < 10; seed++)
            sum += oneWay(SimNoise.bits(1e-4, seed), SimNoise.bits(1e-4, seed + 100));
        assertAtLeast(0.78, "1e-4", sum / 10);
    }

    @Test
    void littleIsSentAgainAfterADrop() {
        long again = 0;
        int drops = 20;
        for (int drop = 0; drop < drops; drop++)
            again += sentAgain(20_000 + drop * 977L);
        System.out.println("RESULT again after a drop: mean " + again / drops + " bytes");
        assertTrue(again / drops <= 1500, "on average " + again / drops + " bytes were sent again");
    }

    /** What two calls carried beyond one call's bytes for the same mail. */
    private long sentAgain(long cutAfter) {
        long whole = bytesFor(Long.MAX_VALUE);
        return bytesFor(cutAfter) - whole;
    }

    private long bytesFor(long cutAfter) {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i");
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", Mails.random(EACH_WAY, 1)));
        long carried = 0;
        while (!hub.supply.waiting.isEmpty()) {
            SimLine line = line(hub, denver, SimNoise.NONE, SimNoise.NONE);
            if (carried == 0) line.cutAfter(cutAfter);
            line.connect();
            time.runUntil(time.now().plus(Duration.ofHours(1)));
            carried += line.a().sent();
        }
        assertEquals(1, denver.intake.taken.size());
        assertArrayEquals(Mails.random(EACH_WAY, 1), denver.arrived().getFirst());
        return carried;
    }

    private double oneWay(SimNoise there, SimNoise back) {
        Station hub = Station.on(LINE, "hub", "i");
        Station denver = Station.on(LINE, "denver", "i");
        byte[] body = Mails.random(ONE_WAY, 1);
        hub.supply.add(Mails.mail(1, "joe@denver.example.com", body));
        Duration lasted = Duration.ZERO;
        for (int calls = 0; calls < 3 && !hub.supply.waiting.isEmpty(); calls++) {
            lasted = lasted.plus(call(hub, denver, there, back));
        }
        assertArrayEquals(body, denver.arrived().getFirst());
        return share(ONE_WAY, lasted);
    }

    private Duration call(Station hub, Station denver, SimNoise there, SimNoise back) {
        SimLine line = line(hub, denver, there, back);
        Instant begin = time.now();
        int before = hub.supply.endings.size();
        line.connect();
        while (hub.supply.endings.size() == before && time.step())
            continue;
        Duration lasted = Duration.between(begin, time.now());
        System.out.println("RESULT   " + lasted + " " + hub.supply.lastEnding());
        time.runUntil(time.now().plus(Duration.ofMinutes(10)));
        return lasted;
    }

    private SimLine line(Station hub, Station denver, SimNoise there, SimNoise back) {
        SimLine line = new SimLine(time, LINE.rate(), Duration.ZERO, there, back);
        hub.calling(time, line.a(), "denver");
        denver.called(time, line.b(), "hub");
        return line;
    }

    private static double share(int bytes, Duration lasted) {
        return bytes / (LINE.rate() * (lasted.toMillis() / 1000.0));
    }

    private static void assertAtLeast(double least, String what, double share) {
        System.out.printf(Locale.ROOT, "RESULT %s: %.2f %%%n", what, share * 100);
        assertTrue(share >= least, what + " only " + share);
    }
}
