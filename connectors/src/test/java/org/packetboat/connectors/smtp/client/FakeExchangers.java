package org.packetboat.connectors.smtp.client;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** DNS as a table. What isn't in it doesn't exist. */
final class FakeExchangers implements MailExchangers {
    private final Map<String, Lookup<Exchanger>> domains = new HashMap<>();
    private final Map<String, Lookup<InetAddress>> hosts = new HashMap<>();

    FakeExchangers domain(String name, Exchanger... records) {
        return domain(name, new Lookup.Found<>(List.of(records)));
    }

    FakeExchangers domain(String name, Lookup<Exchanger> found) {
        domains.put(name, found);
        return this;
    }

    FakeExchangers host(String name, String... addresses) {
        hosts.put(name, new Lookup.Found<>(
                List.of(addresses).stream().map(text -> AddressLiteral.read(text).orElseThrow()).toList()));
        return this;
    }

    FakeExchangers unsure(String name) {
        hosts.put(name, new Lookup.Failed<>("SERVFAIL"));
        return this;
    }

    @Override
    public CompletionStage<Lookup<Exchanger>> exchangers(String domain) {
        return CompletableFuture.completedFuture(domains.getOrDefault(domain, new Lookup.NoSuchName<>()));
    }

    @Override
    public CompletionStage<Lookup<InetAddress>> addresses(String host) {
        return CompletableFuture.completedFuture(hosts.getOrDefault(host, new Lookup.NoSuchName<>()));
    }
}
