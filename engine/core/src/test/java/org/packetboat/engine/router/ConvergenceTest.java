package org.packetboat.engine.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.choice.RouteState;

/** Fifty servers on wires that lose datagrams know the best way within two advertisement rounds of any change. */
class ConvergenceTest {
    private static final int SEEDS = 500;
    private static final int SERVERS = 50;
    private static final int CHANGES = 4;
    private static final Duration TWO_ROUNDS = RouterTimers.ROUND.multipliedBy(2);
    private static final List<DomainPattern> PATTERNS = List.of(new DomainPattern.Any(),
            new DomainPattern.Exactly(new Domain("ny.example.com")),
            new DomainPattern.Below(new Domain("sea.example.com")));

    @Test
    void everySeedConvergesWithinTwoRoundsOfEachChange() {
        List<String> failures = LongStream.range(0, SEEDS).parallel().mapToObj(ConvergenceTest::night)
                .flatMap(List::stream).toList();
        assertEquals(List.of(), failures.stream().limit(5).toList());
    }

    private static List<String> night(long seed) {
        WiredRouters sim = network(seed);
        List<String> wrong = new ArrayList<>(check(sim, seed, "start"));
        for (int i = 0; i < CHANGES; i++) {
            String change = change(sim);
            wrong.addAll(check(sim, seed, change));
        }
        return wrong;
    }

    private static List<String> check(WiredRouters sim, long seed, String change) {
        sim.runFor(TWO_ROUNDS);
        return PATTERNS.stream().flatMap(p -> sim.wrong(p).stream().limit(1))
                .map(w -> "seed " + seed + " after " + change + ": " + w).toList();
    }

    private static String name(int number) {
        return "s" + number + ".example.com";
    }

    /** A tree with wires across, and lines here and there. */
    private static WiredRouters network(long seed) {
        WiredRouters sim = new WiredRouters(seed);
        Random random = sim.random();
        for (int i = 1; i < SERVERS; i++) {
            sim.wire(name(i), name(random.nextInt((i + 1) / 2)));
            if (i > 4 && random.nextBoolean()) sim.wire(name(i), name(random.nextInt(i)));
        }
        for (int i = 0; i < SERVERS; i++)
            sim.start(name(i));
        for (DomainPattern pattern : PATTERNS) {
            for (int i = 0; i < 3; i++)
                sim.line(anyServer(sim), pattern, hops(random));
        }
        return sim;
    }

    private static String anyServer(WiredRouters sim) {
        return sim.up().get(sim.random().nextInt(sim.up().size()));
    }

    private static int hops(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> RouteState.UNAVAILABLE_HOPS;
            case 1 -> RouteState.AVAILABLE_HOPS;
            default -> 1 + random.nextInt(3);
        };
    }

    private static String change(WiredRouters sim) {
        Random random = sim.random();
        String server = anyServer(sim);
        return switch (random.nextInt(5)) {
            case 0 -> crash(sim, server);
            case 1 -> comeBack(sim);
            case 2 -> cut(sim, server);
            default -> {
                DomainPattern pattern = PATTERNS.get(random.nextInt(PATTERNS.size()));
                int hops = hops(random);
                sim.line(server, pattern, hops);
                yield server + "'s line for " + pattern.text() + " is " + hops;
            }
        };
    }

    private static String crash(WiredRouters sim, String server) {
        sim.crash(server);
        return server + " crashed";
    }

    private static String comeBack(WiredRouters sim) {
        for (int i = 0; i < SERVERS; i++) {
            if (sim.isUp(name(i))) continue;
            sim.start(name(i));
            return name(i) + " came back";
        }
        return "nothing";
    }

    private static String cut(WiredRouters sim, String server) {
        List<String> neighbours = sim.neighbours(server);
        if (neighbours.isEmpty()) return "nothing";
        String other = neighbours.get(sim.random().nextInt(neighbours.size()));
        sim.cut(server, other);
        return "the wire from " + server + " to " + other + " was cut";
    }

    @Test
    void aSharedNetworkOfFiftyForgetsALineThatClosesWithinSeconds() {
        WiredRouters sim = new WiredRouters(1);
        for (int i = 0; i < SERVERS; i++) {
            for (int j = 0; j < i; j++)
                sim.wire(name(i), name(j));
        }
        for (int i = 0; i < SERVERS; i++)
            sim.start(name(i));
        sim.line(name(7), PATTERNS.getFirst(), 2);
        sim.runFor(TWO_ROUNDS);
        assertEquals(List.of(), sim.wrong(PATTERNS.getFirst()));
        sim.line(name(7), PATTERNS.getFirst(), RouteState.UNAVAILABLE_HOPS);
        long before = sim.delivered();
        sim.runFor(Duration.ofSeconds(5));
        assertEquals(List.of(), sim.wrong(PATTERNS.getFirst()));
        long datagrams = sim.delivered() - before;
        assertTrue(datagrams < 15 * SERVERS * SERVERS, "nobody counts to infinity: " + datagrams);
    }
}
