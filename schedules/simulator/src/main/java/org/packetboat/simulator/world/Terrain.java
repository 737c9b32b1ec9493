package org.packetboat.simulator.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.packetboat.engine.hub.SharedSite;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Contact;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Reporting;
import org.packetboat.engine.route.Reporting.KeepSettled;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.simulator.world.terms.Openings;
import org.packetboat.simulator.world.terms.WireTerms;

/**
 * Which nodes a world has and how they are joined: by SMTP, by UUCP, or, some of them, by a network in which routers
 * tell each other who reaches what. Draws up the policy of each node, again and again: the ways stay, but not when they
 * are open, what they cost, and how patient they are.
 */
final class Terrain {
    private static final int MOST_NODES = 4;
    private static final int SMTP_PORT = 25;
    private static final Duration PATIENT = Duration.ofDays(2);
    /** In bytes; many letters have more, and may wait for windows of their own or to be asked for. */
    static final long LARGE = 1000;
    /** Somebody at each node. */
    static final Address EVERYBODY = Address.parse("all@group.example");
    /** Another name of somebody at the first node. */
    static final Address BOSS = Address.parse("boss@group.example");

    /** How two nodes are joined. */
    enum Join {
        NONE, SMTP, UUCP, ROUTERS
    }

    private final int nodes;
    private final Join[][] joins;
    private final int[][] distances;
    private final WireTerms terms;
    /** Whether the first of those who call a site is handed the mail of the others. */
    private final boolean handsOver;

    Terrain(SplittableRandom random) {
        nodes = 2 + random.nextInt(MOST_NODES - 1);
        joins = new Join[nodes][nodes];
        for (Join[] row : joins)
            Arrays.fill(row, Join.NONE);
        int routers = nodes > 2 && random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 0;
        for (int i = 0; i < routers; i++)
            for (int j = 0; j < i; j++)
                join(i, j, Join.ROUTERS);
        for (int i = Math.max(1, routers); i < nodes; i++)
            join(i, random.nextInt(i), any(random, routers > 0));
        if (routers == 0 && random.nextBoolean()) join(0, nodes - 1, any(random, false));
        distances = distances();
        terms = new WireTerms(random, Machine.WIRES.getLast());
        handsOver = random.nextBoolean();
    }

    /** What calls cost. */
    WireTerms terms() {
        return terms;
    }

    private static Join any(SplittableRandom random, boolean leaf) {
        return leaf || random.nextBoolean() ? Join.UUCP : Join.SMTP;
    }

    private void join(int a, int b, Join how) {
        joins[a][b] = how;
        joins[b][a] = how;
    }

    private int[][] distances() {
        int[][] far = new int[nodes][nodes];
        for (int i = 0; i < nodes; i++)
            for (int j = 0; j < nodes; j++)
                far[i][j] = i == j ? 0 : joins[i][j] == Join.NONE ? nodes : 1;
        for (int by = 0; by < nodes; by++)
            for (int i = 0; i < nodes; i++)
                for (int j = 0; j < nodes; j++)
                    far[i][j] = Math.min(far[i][j], far[i][by] + far[by][j]);
        return far;
    }

    int nodes() {
        return nodes;
    }

    /** The name of a node, and the domain of its people. */
    static String name(int node) {
        return "n" + node + ".example";
    }

    /** By the name of each node the sites that lead to it. */
    Map<String, List<String>> sites() {
        return IntStream.range(0, nodes).boxed()
                .collect(Collectors.toMap(Terrain::name, i -> List.of("to-n" + i, "also-n" + i)));
    }

    /** The sites that several nodes call, this one among them: they can be one hub. */
    Map<String, SharedSite> shared(String node) {
        Map<String, SharedSite> shared = new HashMap<>();
        for (int to = 0; to < nodes; to++) {
            List<String> callers = callers(to);
            if (callers.size() > 1 && callers.contains(node))
                shared.put("to-n" + to, new SharedSite(callers, Set.of(node)));
        }
        return shared;
    }

    private List<String> callers(int to) {
        return IntStream.range(0, nodes).filter(i -> joins[i][to] == Join.UUCP || joins[i][to] == Join.SMTP)
                .mapToObj(Terrain::name).toList();
    }

    /** Whether a node is a router. */
    boolean isRouter(int node) {
        return Arrays.asList(joins[node]).contains(Join.ROUTERS);
    }

    /** Whom mail for this address goes to. */
    List<Address> expand(Address address) {
        if (address.equals(EVERYBODY))
            return IntStream.range(0, nodes).mapToObj(i -> Address.parse("member@" + name(i))).toList();
        return List.of(address.equals(BOSS) ? Address.parse("boss@" + name(0)) : address);
    }

    /** Some policy of this node. */
    Policy any(int node, SplittableRandom random) {
        return policy(node, Optional.of(random));
    }

    /** Everything is open, always. */
    Policy open(int node) {
        return policy(node, Optional.empty());
    }

    private Policy policy(int node, Optional<SplittableRandom> random) {
        List<Route> routes = new ArrayList<>();
        List<Contact> contacts = new ArrayList<>();
        for (int to = 0; to < nodes; to++) {
            List<DomainPattern> domains = domains(node, to);
            if (domains.isEmpty()) continue;
            Route own = route("to-n" + to, node, to, domains, random);
            Optional<Route> first = handover(own, node, to);
            first.ifPresent(way -> contacts.add(new Contact(way.site(), own.site(), own.domains(), own.window(),
                    own.rate(), 0)));
            first.ifPresent(routes::add);
            routes.add(first.isPresent() ? own.withCost(own.cost() + 1) : own);
            boolean other = random.filter(r -> r.nextInt(3) == 0).isPresent();
            if (other) routes.add(route("also-n" + to, node, to, domains, random));
        }
        Route outlet = new Route("local", List.of(), Window.ALWAYS, "always", Machine.MAILBOXES,
                new Transport.Maildir("none"), 1, Duration.ofMinutes(1), PATIENT, AtClose.DRAIN, 1_000_000);
        return new Policy(name(node), Set.of(new Domain(name(node))), outlet, new RouteTable(routes, contacts),
                this::expand, true,
                PATIENT, Duration.ofHours(4), 10_000_000, Reporting.USUAL.keeping(kept(node)));
    }

    /** Two nodes of three keep what was taken, for a while; one of them not much. */
    private static KeepSettled kept(int node) {
        return new KeepSettled(Duration.ofHours(node % 3 * 3L), node % 2 == 0 ? 3_000 : 1_000_000);
    }

    /** The way to the machine of the hub that calls a site first; empty if this is that, or there is no hub. */
    private Optional<Route> handover(Route own, int node, int to) {
        List<String> callers = callers(to);
        if (!handsOver || !callers.contains(name(node)) || callers.getFirst().equals(name(node)))
            return Optional.empty();
        String first = callers.getFirst();
        Route way = new Route(own.site() + "@" + first, own.domains(), Window.ALWAYS, "always",
                Machine.WIRES.getFirst(), new Transport.Smtp(Optional.of(first), SMTP_PORT, Tls.OFF), own.cost(),
                own.retry(), PATIENT, AtClose.DRAIN, 9600);
        return Optional.of(terms.open(way));
    }

    /** Whether a node calls a site though another machine of the hub is handed the mail for it first. */
    boolean takesOver(String node, String site) {
        return IntStream.range(0, nodes).filter(to -> site.equals("to-n" + to)).mapToObj(this::callers)
                .anyMatch(callers -> handsOver && callers.contains(node) && !callers.getFirst().equals(node));
    }

    /** What goes by a way of its own from one node to its neighbour: whatever is on a shortest way there. */
    private List<DomainPattern> domains(int from, int to) {
        if (joins[from][to] == Join.NONE || joins[from][to] == Join.ROUTERS) return List.of();
        boolean leafOfRouters = !isRouter(from) && isRouter(to);
        if (leafOfRouters) return List.of(DomainPattern.parse("*"));
        return IntStream.range(0, nodes).filter(d -> d != from && distances[from][d] == 1 + distances[to][d])
                .filter(d -> !isRouter(from) || d == to || !isRouter(d) && distances[to][d] < distances[from][d])
                .mapToObj(d -> DomainPattern.parse(name(d))).toList();
    }

    private Route route(String site, int from, int to, List<DomainPattern> domains, Optional<SplittableRandom> random) {
        Transport transport = joins[from][to] == Join.UUCP
                ? new Transport.Uucp(name(to), Optional.of("5550100"), Optional.empty(), Optional.empty())
                : new Transport.Smtp(Optional.of(name(to)), SMTP_PORT, Tls.OFF);
        Route open = new Route(site, domains, Window.ALWAYS, "always", Machine.WIRES.getFirst(), transport, 2,
                Duration.ofMinutes(2), PATIENT, AtClose.DRAIN, 2400);
        return random.map(r -> terms.some(changed(open, r))).orElseGet(() -> terms.open(open));
    }

    private static Route changed(Route r, SplittableRandom random) {
        Duration retry = Duration.ofSeconds(10 + random.nextInt(900));
        Duration msdead = random.nextInt(4) == 0 ? Duration.ofMinutes(15 + random.nextInt(200)) : PATIENT;
        Optional<Duration> poll = random.nextInt(4) == 0
                ? Optional.of(Duration.ofMinutes(random.nextInt(90)))
                : Optional.empty();
        List<DomainPattern> domains = r.domains().stream().filter(_ -> random.nextInt(16) > 0).toList();
        String wire = Machine.WIRES.get(random.nextInt(Machine.WIRES.size()));
        return large(new Route(r.site(), domains, window(random), "set", wire, r.transport(),
                1 + random.nextInt(3), retry, msdead, random.nextBoolean() ? AtClose.CUT : AtClose.DRAIN,
                600L << random.nextInt(6), poll, List.of()));
    }

    /** By some routes large mail has windows of its own, or is offered. */
    private static Route large(Route r) {
        long which = r.retry().toSeconds() % 6;
        if (which > 1) return r;
        Window own = Openings.every(Duration.ofHours(1), r.retry(), Duration.ofMinutes(20));
        return r.on(r.terms().with(which == 0
                ? new LargeMail.Offered(LARGE)
                : LargeMail.InWindow.of(LARGE, own, r.window(), "large")));
    }

    private static Window window(SplittableRandom random) {
        Duration phase = Duration.ofMinutes(random.nextInt(1440));
        return switch (random.nextInt(6)) {
            case 0 -> _ -> Optional.empty();
            case 1 -> Openings.every(Duration.ofMinutes(15), phase, Duration.ofMinutes(1 + random.nextInt(5)));
            case 2 -> Openings.every(Duration.ofHours(1), phase, Duration.ofMinutes(5 + random.nextInt(20)));
            case 3 -> Openings.every(Duration.ofHours(6), phase, Duration.ofMinutes(30 + random.nextInt(90)));
            default -> Window.ALWAYS;
        };
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(nodes + " nodes:");
        for (int i = 0; i < nodes; i++)
            for (int j = 0; j < i; j++)
                if (joins[i][j] != Join.NONE) text.append(" n" + j + "-n" + i + " " + joins[i][j]);
        return text.toString();
    }
}
