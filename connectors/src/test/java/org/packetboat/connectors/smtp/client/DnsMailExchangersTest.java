package org.packetboat.connectors.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.connectors.smtp.client.MailExchangers.Exchanger;

class DnsMailExchangersTest {
    private final ClientNetwork network = new ClientNetwork();
    private final NameServer server = new NameServer();
    private final NameServer second = new NameServer();
    private final DnsMailExchangers dns = asking(server);

    DnsMailExchangersTest() throws IOException {
    }

    /** One try of each server, in this order; a silent one costs three seconds. */
    private DnsMailExchangers asking(NameServer... servers) {
        return new DnsMailExchangers(network, Optional.of(
                new DnsSettings(Stream.of(servers).map(NameServer::address).toList(), Duration.ofSeconds(3), 1)));
    }

    @AfterEach
    void close() {
        dns.close();
        second.close();
        server.close();
        network.close();
    }

    private Lookup<Exchanger> exchangers(String domain) throws Exception {
        return exchangers(dns, domain);
    }

    private static Lookup<Exchanger> exchangers(DnsMailExchangers dns, String domain) throws Exception {
        return dns.exchangers(domain).toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    private Lookup<InetAddress> addresses(String host) throws Exception {
        return dns.addresses(host).toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    @Test
    void findsExchangers() throws Exception {
        server.mx("far.example", 10, "mx1").mx("far.example", 20, "mx2");
        Lookup.Found<Exchanger> found = (Lookup.Found<Exchanger>) exchangers("far.example");
        assertEquals(Set.of(new Exchanger(10, "mx1.far.example"), new Exchanger(20, "mx2.far.example")),
                Set.copyOf(found.records()));
    }

    @Test
    void readsTheRootAsNoHost() throws Exception {
        server.mx("far.example", 0, "");
        assertEquals(new Lookup.Found<>(List.of(new Exchanger(0, ""))), exchangers("far.example"));
    }

    @Test
    void tellsADomainWithoutExchangersFromNoDomain() throws Exception {
        server.name("far.example");
        assertEquals(new Lookup.Found<>(List.of()), exchangers("far.example"));
        assertEquals(new Lookup.NoSuchName<>(), exchangers("nowhere.example"));
    }

    @Test
    void takesAFailingServerForNoAnswer() throws Exception {
        server.error("far.example", 2);
        assertInstanceOf(Lookup.Failed.class, exchangers("far.example"));
        assertInstanceOf(Lookup.Failed.class, addresses("far.example"));
    }

    @Test
    void takesASilentServerForNoAnswer() throws Exception {
        server.close();
        assertInstanceOf(Lookup.Failed.class, exchangers("far.example"));
    }

    @Test
    void findsAddressesOfBothKindsOldOnesFirst() throws Exception {
        server.address("mx.far.example", "2001:db8::1").address("mx.far.example", "192.0.2.1")
                .address("six.far.example", "2001:db8::2").name("none.far.example");
        assertEquals(new Lookup.Found<>(List.of(InetAddress.getByName("192.0.2.1"),
                InetAddress.getByName("2001:db8::1"))), addresses("mx.far.example"));
        assertEquals(new Lookup.Found<>(List.of(InetAddress.getByName("2001:db8::2"))), addresses("six.far.example"));
        assertEquals(new Lookup.Found<>(List.of()), addresses("none.far.example"));
        assertEquals(new Lookup.NoSuchName<>(), addresses("nowhere.far.example"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 9})
    void whateverGoesWrongAtAServerIsNoAnswer(int code) throws Exception {
        server.error("far.example", code);
        assertInstanceOf(Lookup.Failed.class, exchangers("far.example"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 9})
    void theNextServerIsAskedThen(int code) throws Exception {
        server.error("far.example", code);
        second.mx("far.example", 10, "mx1");
        try (DnsMailExchangers both = asking(server, second)) {
            assertEquals(new Lookup.Found<>(List.of(new Exchanger(10, "mx1.far.example"))),
                    exchangers(both, "far.example"));
        }
    }

    @Test
    void theFirstGoodAnswerWinsThoughTheNextServerIsDead() throws Exception {
        server.name("far.example");
        second.silent();
        try (DnsMailExchangers both = asking(server, second)) {
            assertEquals(new Lookup.Found<>(List.of()), exchangers(both, "far.example"));
            assertEquals(new Lookup.NoSuchName<>(), exchangers(both, "nowhere.example"));
        }
        assertEquals(0, second.asked());
    }

    @Test
    void aDeadServerIsAskedLastFromThenOn() throws Exception {
        server.silent();
        second.mx("far.example", 10, "mx1");
        try (DnsMailExchangers both = asking(server, second)) {
            for (int i = 0; i < 3; i++)
                assertInstanceOf(Lookup.Found.class, exchangers(both, "far.example"));
        }
        assertEquals(1, server.asked());
    }

    @Test
    void aServerThatKnowsNoEdnsIsAskedWithoutFromThenOn() throws Exception {
        server.withoutEdns().mx("far.example", 10, "mx1");
        assertInstanceOf(Lookup.Found.class, exchangers("far.example"));
        assertInstanceOf(Lookup.Found.class, exchangers("far.example"));
        assertEquals(3, server.asked());
    }

    @Test
    void aServerThatSendsUsToOthersHasNotAnswered() throws Exception {
        server.lame().name("far.example");
        assertInstanceOf(Lookup.Failed.class, exchangers("far.example"));
    }

    @Test
    void anAnswerThatIsCutShortIsFetchedOverTcp() throws Exception {
        server.mx("far.example", 10, "mx1").tooLong("far.example");
        assertEquals(new Lookup.Found<>(List.of(new Exchanger(10, "mx1.far.example"))), exchangers("far.example"));
    }

    @Test
    void aliasesAreFollowedButNotInACircle() throws Exception {
        server.alias("www.far.example", "far.example").mx("far.example", 10, "mx1").alias("a.example", "b.example")
                .alias("b.example", "a.example").alias("gone.example", "nowhere.example");
        assertEquals(new Lookup.Found<>(List.of(new Exchanger(10, "mx1.far.example"))), exchangers("www.far.example"));
        assertInstanceOf(Lookup.Failed.class, exchangers("a.example"));
        assertEquals(new Lookup.NoSuchName<>(), exchangers("gone.example"));
    }

    @Test
    void withoutAServerNobodyIsAsked() throws Exception {
        try (DnsMailExchangers none = asking()) {
            assertEquals(new Lookup.Failed<>("DNS does not answer for far.example: no name server is configured"),
                    exchangers(none, "far.example"));
        }
    }

    @Test
    void theSystemsServersAreThoseThatItsFileNamesNow(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("resolv.conf");
        ResolvConf system = new ResolvConf(file);
        assertEquals(List.of(), system.get().servers());
        Files.writeString(file,
                "# dial-up\nnameserver 192.0.2.1\nnameserver 2001:db8::53\noptions timeout:2 attempts:3\n");
        assertEquals(List.of("192.0.2.1", "2001:db8:0:0:0:0:0:53"), system.get().servers().stream()
                .map(a -> a.getAddress().getHostAddress()).toList());
        assertEquals(Duration.ofSeconds(2), system.get().timeout());
        assertEquals(3, system.get().attempts());
        Files.writeString(file, "nameserver 198.51.100.7\n");
        assertEquals("198.51.100.7", system.get().servers().getFirst().getAddress().getHostAddress());
    }
}
