package org.packetboat.connectors.smtp.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AddressedEnvelope;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Asks name servers over UDP, and over TCP where an answer is cut short: those of the configuration, or those the
 * system is set up for. How servers that refuse, fail or are silent are taken, see {@link DnsInquiry}.
 *
 * <pre>
 * MX record = preference (16 bit) name        RFC 1035 section 3.3.9
 * </pre>
 */
public final class DnsMailExchangers implements MailExchangers, AutoCloseable {
    private final ClientNetwork network;
    private final NameServers servers;
    private final Map<Boolean, DnsNameResolver> sockets;

    /** @param settings whom to ask; empty: as {@code /etc/resolv.conf} says at each question */
    public DnsMailExchangers(ClientNetwork network, Optional<DnsSettings> settings) {
        this(network, settings.<Supplier<DnsSettings>>map(given -> () -> given)
                .orElseGet(() -> new ResolvConf(ResolvConf.SYSTEM)));
    }

    DnsMailExchangers(ClientNetwork network, Supplier<DnsSettings> settings) {
        this.network = network;
        this.servers = new NameServers(settings, System::nanoTime);
        this.sockets = Map.of(true, network.resolver(true), false, network.resolver(false));
    }

    @Override
    public CompletionStage<Lookup<Exchanger>> exchangers(String domain) {
        return ask(domain, DnsRecordType.MX, DnsMailExchangers::exchanger);
    }

    /** IPv4 first: where IPv6 is not connected, each try at it costs the whole connect time-out. */
    @Override
    public CompletionStage<Lookup<InetAddress>> addresses(String host) {
        return ask(host, DnsRecordType.A, DnsMailExchangers::address)
                .thenCombine(ask(host, DnsRecordType.AAAA, DnsMailExchangers::address), DnsMailExchangers::both);
    }

    private static Lookup<InetAddress> both(Lookup<InetAddress> four, Lookup<InetAddress> six) {
        List<InetAddress> all = new ArrayList<>();
        if (four instanceof Lookup.Found<InetAddress>(List<InetAddress> records)) all.addAll(records);
        if (six instanceof Lookup.Found<InetAddress>(List<InetAddress> records)) all.addAll(records);
        if (!all.isEmpty()) return new Lookup.Found<>(all);
        return four instanceof Lookup.Failed<InetAddress> ? four : six;
    }

    private <T> CompletionStage<Lookup<T>> ask(String name, DnsRecordType type, Function<ByteBuf, T> read) {
        CompletableFuture<Lookup<T>> answer = new CompletableFuture<>();
        network.loop().execute(new DnsInquiry<>(servers, this::ask, name, type, read, answer)::begin);
        return answer;
    }

    private Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> ask(InetSocketAddress server,
            DnsQuestion question, boolean edns) {
        Promise<AddressedEnvelope<DnsResponse, InetSocketAddress>> answer = network.loop().newPromise();
        Future<?> late = network.loop().schedule(() -> answer.tryFailure(new TimeoutException()),
                servers.timeout().toMillis(), TimeUnit.MILLISECONDS);
        sockets.get(edns).query(server, question)
                .addListener((Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> heard) -> {
                    late.cancel(false);
                    boolean taken = heard.isSuccess()
                            ? answer.trySuccess(heard.getNow())
                            : answer.tryFailure(heard.cause());
                    if (!taken && heard.isSuccess()) heard.getNow().release();
                });
        return answer;
    }

    private static Exchanger exchanger(ByteBuf content) {
        int preference = content.readUnsignedShort();
        String host = DefaultDnsRecordDecoder.decodeName(content);
        return new Exchanger(preference, host.substring(0, host.length() - 1));
    }

    private static InetAddress address(ByteBuf content) {
        byte[] bytes = new byte[content.readableBytes()];
        content.readBytes(bytes);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(bytes.length + " bytes are no address", e);
        }
    }

    @Override
    public void close() {
        sockets.values().forEach(DnsNameResolver::close);
    }
}
