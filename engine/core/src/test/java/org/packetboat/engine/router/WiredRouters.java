package org.packetboat.engine.router;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.choice.RouteState;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.sim.SimTime;

/**
 * The rig of {@link ConvergenceTest}: nothing but routers, joined by wires that lose, double and delay datagrams, all
 * from one seed. Knows what each of them ought to say. Whole nodes with routers are played by the simulator's worlds;
 * these wires are worth keeping beside them, since fifty servers can be held to two rounds after each change only where
 * nothing else goes wrong, and in a world everything does.
 */
final class WiredRouters {
    static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
    private static final double LOSS = 0.02;
    private static final int LONGEST_DELAY_MILLIS = 400;

    /** A server that runs. */
    private record Running(String name, Router router) {}

    private final Random random;
    private final SimTime time = new SimTime(START);
    private final Map<String, Running> running = new LinkedHashMap<>();
    private final Map<String, TreeSet<String>> wires = new LinkedHashMap<>();
    private final Map<String, Map<DomainPattern, LocalEntry>> lines = new HashMap<>();
    private long delivered;

    WiredRouters(long seed) {
        random = new Random(seed);
    }

    Random random() {
        return random;
    }

    long delivered() {
        return delivered;
    }

    void wire(String a, String b) {
        wires.computeIfAbsent(a, _ -> new TreeSet<>()).add(b);
        wires.computeIfAbsent(b, _ -> new TreeSet<>()).add(a);
    }

    void cut(String a, String b) {
        wires.get(a).remove(b);
        wires.get(b).remove(a);
    }

    List<String> neighbours(String name) {
        return List.copyOf(wires.get(name));
    }

    List<String> up() {
        return List.copyOf(running.keySet());
    }

    boolean isUp(String name) {
        return running.containsKey(name);
    }

    void start(String name) {
        Running server = new Running(name, new Router(name, 25, random.nextLong()));
        server.router().own(lines.getOrDefault(name, Map.of()).values(), time.now());
        running.put(name, server);
        step(server);
    }

    /** It falls silent without a word. */
    void crash(String name) {
        running.remove(name);
    }

    /** It has a route of its own to these domains, in this state. */
    void line(String name, DomainPattern pattern, int hops) {
        lines.computeIfAbsent(name, _ -> new HashMap<>()).put(pattern, new LocalEntry(pattern, hops, Instant.MAX));
        Running server = running.get(name);
        if (server == null) return;
        server.router().own(lines.get(name).values(), time.now());
        step(server);
    }

    void runFor(Duration span) {
        time.runUntil(time.now().plus(span));
    }

    private void step(Running server) {
        if (running.get(server.name()) != server) return;
        server.router().step(time.now()).forEach(outgoing -> send(server.name(), outgoing));
        Instant wake = server.router().wake();
        time.at(wake, () -> ring(server, wake));
    }

    /** Only the alarm that was set last rings. */
    private void ring(Running server, Instant set) {
        if (running.get(server.name()) == server && server.router().wake().equals(set)) step(server);
    }

    private void send(String from, Outgoing outgoing) {
        List<String> all = outgoing.to().map(endpoint -> List.of(endpoint.host())).orElseGet(() -> neighbours(from));
        for (String to : all) {
            if (random.nextDouble() < LOSS) continue;
            for (int copies = random.nextDouble() < LOSS ? 2 : 1; copies > 0; copies--)
                time.in(Duration.ofMillis(1 + random.nextInt(LONGEST_DELAY_MILLIS)), () -> deliver(from, to, outgoing));
        }
    }

    private void deliver(String from, String to, Outgoing outgoing) {
        Running server = running.get(to);
        if (server == null || !wires.get(from).contains(to)) return;
        delivered++;
        server.router().hear(outgoing.datagram(), new Endpoint(from, 1), time.now())
                .forEach(answer -> send(to, answer));
        step(server);
    }

    /** Where what a server says is not what it ought to say; empty if all is well. */
    List<String> wrong(DomainPattern pattern) {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> expected = expected(pattern);
        for (Running server : running.values()) {
            int should = expected.getOrDefault(server.name(), RouteState.UNAVAILABLE_HOPS);
            int does = server.router().said(pattern).map(Entry::hops).orElse(RouteState.UNAVAILABLE_HOPS);
            boolean good = should == does && (does == RouteState.UNAVAILABLE_HOPS || arrives(server, pattern));
            if (!good)
                wrong.add(server.name() + " says " + does + ", ought to say " + should + ": "
                        + server.router().said(pattern));
        }
        return wrong;
    }

    /** Follows the next hops as mail would, each by what that server itself says. */
    private boolean arrives(Running first, DomainPattern pattern) {
        Running at = first;
        for (int i = 0; i < Transport.Router.LONGEST_PATH; i++) {
            List<String> path = at.router().said(pattern).map(Entry::path).orElse(List.of());
            if (path.size() == 1) return path.getFirst().equals(at.name());
            if (path.isEmpty() || !wires.get(at.name()).contains(path.get(1)) || !isUp(path.get(1))) return false;
            at = running.get(path.get(1));
        }
        return false;
    }

    private Map<String, Integer> expected(DomainPattern pattern) {
        Map<String, Integer> open = new HashMap<>();
        Map<String, Integer> available = new HashMap<>();
        for (String name : running.keySet()) {
            LocalEntry own = lines.getOrDefault(name, Map.of()).get(pattern);
            if (own == null) continue;
            if (own.hops() < RouteState.AVAILABLE_HOPS) spread(open, name, own.hops());
            else if (own.hops() == RouteState.AVAILABLE_HOPS) spread(available, name, 1);
        }
        available.keySet().forEach(name -> open.putIfAbsent(name, RouteState.AVAILABLE_HOPS));
        return open;
    }

    private void spread(Map<String, Integer> distances, String from, int hops) {
        if (distances.getOrDefault(from, Integer.MAX_VALUE) <= hops) return;
        distances.put(from, hops);
        Deque<String> border = new ArrayDeque<>(List.of(from));
        while (!border.isEmpty()) {
            String at = border.poll();
            int next = distances.get(at) + 1;
            for (String neighbour : wires.get(at)) {
                if (next > Transport.Router.LONGEST_PATH || !isUp(neighbour)) continue;
                if (distances.getOrDefault(neighbour, Integer.MAX_VALUE) <= next) continue;
                distances.put(neighbour, next);
                border.add(neighbour);
            }
        }
    }
}
