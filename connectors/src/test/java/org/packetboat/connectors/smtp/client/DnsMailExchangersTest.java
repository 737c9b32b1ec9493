package org.packetboat.connectors.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.smtp.client.MailExchangers.Exchanger;

class DnsMailExchangersTest {
    private final ClientNetwork network = new ClientNetwork();
    private final NameServer server = new NameServer();
    private final DnsMailExchangers dns = new DnsMailExchangers(network, List.of(server.address()));

    DnsMailExchangersTest() throws IOException {
    }

    @AfterEach
    void close() {
        dns.close();
        server.close();
        network.close();
    }

    private Lookup<Exchanger> exchangers(String domain) throws Exception {
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
}
