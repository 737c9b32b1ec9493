package org.packetboat.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.router.Datagram;
import org.packetboat.engine.router.Endpoint;
import org.packetboat.engine.router.Learned;
import org.packetboat.engine.router.LearnedRoutes;
import org.packetboat.engine.router.Outgoing;
import org.packetboat.engine.router.Router;
import org.packetboat.protocols.router.DatagramCodec;
import org.packetboat.protocols.router.RouterKey;

/** A node's part among the routers, for one life: real datagrams, some of which are lost, and the table they make. */
final class RouterPart {
    private static final DatagramCodec CODEC = new DatagramCodec(new RouterKey("the key of all simulated worlds."));
    private static final LearnedRoutes ROUTES = new LearnedRoutes(Duration.ofMinutes(2), Duration.ofDays(2),
            1_000_000);
    private static final Duration LOOKS = Duration.ofMinutes(2);
    private static final int MAIL_PORT = 25;
    private static final int ASKED_AT_ONCE = 20;

    /** The network between routers. */
    interface Air {
        /** Sends these bytes to one, or to all. */
        void send(String from, Optional<String> to, byte[] bytes);
    }

    private final String name;
    private final Node node;
    private final Life life;
    private final Air air;
    private final Router router;
    private boolean over;

    RouterPart(String name, Node node, Life life, Air air, SplittableRandom random) {
        this.name = name;
        this.node = node;
        this.life = life;
        this.air = air;
        this.router = new Router(name, MAIL_PORT, random.nextLong());
    }

    void start() {
        look();
    }

    /** Falls silent; what was learned stays. */
    void stop() {
        over = true;
    }

    /** Finds out now and then what the node reaches by routes of its own, and whether mail has no way. */
    private void look() {
        if (over) return;
        node.overview().reached(_ -> true, own -> {
            router.own(own, life.clock().instant());
            step();
        });
        node.overview().stranded(ASKED_AT_ONCE, domains -> domains.stream().findFirst()
                .ifPresent(d -> send(router.ask(d, life.clock().instant()))));
        life.in(LOOKS, this::look);
    }

    private void step() {
        if (over) return;
        Instant now = life.clock().instant();
        send(router.step(now));
        router.table(now).ifPresent(this::learned);
        Instant wake = router.wake();
        life.when(wake, () -> {
            if (router.wake().equals(wake)) step();
        });
    }

    private void learned(List<Learned> ways) {
        for (Learned way : ways) {
            if (way.entry().hops() < way.entry().path().size())
                throw new AssertionError(name + " heard of a way with fewer hops than servers: " + way);
        }
        node.change(policy -> policy.learning(ROUTES.of(ways)));
    }

    private void send(List<Outgoing> all) {
        all.forEach(o -> air.send(name, o.to().map(Endpoint::host), CODEC.encode(life.parts().said(o.datagram()))));
    }

    void hear(String from, byte[] bytes) {
        if (over || life.isOver()) return;
        Optional<Datagram> heard = CODEC.decode(bytes, bytes.length);
        if (heard.isEmpty()) throw new AssertionError("a datagram that can't be read");
        send(router.hear(heard.get(), new Endpoint(from, 1), life.clock().instant()));
        step();
    }
}
