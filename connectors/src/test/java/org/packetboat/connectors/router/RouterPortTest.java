package org.packetboat.connectors.router;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.router.Learned;
import org.packetboat.engine.router.LocalEntry;
import org.packetboat.protocols.router.RouterKey;

class RouterPortTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    /** A server that reaches what it is told, and hears what others reach. */
    private static final class Ear implements Reachability {
        private final List<LocalEntry> own;
        private final BlockingQueue<List<Learned>> heard = new LinkedBlockingQueue<>();

        Ear(List<LocalEntry> own) {
            this.own = own;
        }

        @Override
        public void own(Consumer<List<LocalEntry>> answer) {
            answer.accept(own);
        }

        @Override
        public void stranded(Consumer<List<Domain>> answer) {
            answer.accept(List.of());
        }

        @Override
        public void learned(List<Learned> ways) {
            heard.add(ways);
        }

        List<Learned> next() throws InterruptedException {
            return heard.poll(20, TimeUnit.SECONDS);
        }
    }

    private static RouterPort start(String name, String secret, List<InetSocketAddress> neighbours, Reachability ear) {
        InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return RouterPort.start(new RouterSettings(new Domain(name), 2525, listen, neighbours, new RouterKey(secret)),
                ear, Clock.systemUTC(), new Random());
    }

    @Test
    void serversOnANetworkLearnFromEachOtherAndHearWhenOneStops() throws InterruptedException {
        Ear branch = new Ear(List.of());
        try (RouterPort listening = start("branch", SECRET, List.of(), branch)) {
            Ear hub = new Ear(List.of(new LocalEntry(new DomainPattern.Any(), 2, Instant.MAX)));
            try (RouterPort _ = start("hub", SECRET, List.of(listening.address()), hub)) {
                Learned way = branch.next().getFirst();
                assertEquals("hub", way.server());
                assertEquals(2525, way.mail().port());
                assertEquals(2, way.entry().hops());
            }
            assertEquals(0, branch.next().stream().filter(l -> l.entry().isUsable()).count());
        }
    }

    @Test
    void networkIsAskedWhoTakesADomainsMail() throws InterruptedException {
        Ear ny = new Ear(List.of(new LocalEntry(DomainPattern.parse("ny.example.com"), 1, Instant.MAX)));
        List<InetAddress> from = List.of(InetAddress.getLoopbackAddress());
        try (RouterPort server = start("ny", SECRET, List.of(), ny)) {
            ServerQuestion question = question("hub", SECRET);
            Learned found = question.ask(server.address(), new Domain("ny.example.com"), from).orElseThrow();
            assertEquals("127.0.0.1:2525", found.mail().host() + ":" + found.mail().port());
            assertEquals(Optional.empty(), question.ask(server.address(), new Domain("la.example.com"), from));
            assertEquals(Optional.empty(), question("ny", SECRET).ask(server.address(), new Domain("ny.example.com"),
                    from), "a way that leads back to who asks");
            assertEquals(Optional.empty(), question("hub", "another key of thirty-two letters").ask(server.address(),
                    new Domain("ny.example.com"), from));
        }
    }

    private static ServerQuestion question(String name, String secret) {
        return new ServerQuestion(new Domain(name), new RouterKey(secret), new Random());
    }

    @Test
    void serverWithAnotherKeyIsNotHeard() throws InterruptedException {
        Ear branch = new Ear(List.of());
        try (RouterPort listening = start("branch", SECRET, List.of(), branch)) {
            LocalEntry all = new LocalEntry(new DomainPattern.Any(), 1, Instant.MAX);
            try (RouterPort _ = start("liar", "another key of thirty-two letters", List.of(listening.address()),
                    new Ear(List.of(all)));
                    RouterPort _ = start("hub", SECRET, List.of(listening.address()), new Ear(List.of(all)))) {
                assertEquals("hub", branch.next().getFirst().server());
            }
        }
    }
}
