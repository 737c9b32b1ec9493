package org.packetboat.connectors.smtp.client;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Asks the name servers of the system (or those it is given) over UDP, and over TCP where an answer is cut short. Each
 * server has five seconds for each try.
 *
 * <pre>
 * MX record = preference (16 bit) name        RFC 1035 section 3.3.9
 * </pre>
 */
public final class DnsMailExchangers implements MailExchangers, AutoCloseable {
    private final DnsNameResolver resolver;

    /** Over the name servers the system is set up for. */
    public DnsMailExchangers(ClientNetwork network) {
        this(network, List.of());
    }

    /** @param servers the name servers to ask; if empty, the system's */
    public DnsMailExchangers(ClientNetwork network, List<InetSocketAddress> servers) {
        resolver = network.resolver(servers);
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
        resolver.resolveAll(new DefaultDnsQuestion(name + ".", type))
                .addListener((Future<List<DnsRecord>> future) -> answer.complete(lookup(name, future, type, read)));
        return answer;
    }

    private static <T> Lookup<T> lookup(String name, Future<List<DnsRecord>> future, DnsRecordType type,
            Function<ByteBuf, T> read) {
        if (!future.isSuccess()) return failure(name, future.cause());
        try {
            return new Lookup.Found<>(future.getNow().stream().filter(record -> record.type().equals(type))
                    .map(record -> read.apply(((DnsRawRecord) record).content())).toList());
        } catch (RuntimeException e) {
            return new Lookup.Failed<>("DNS answers nonsense for " + name);
        } finally {
            future.getNow().forEach(ReferenceCountUtil::release);
        }
    }

    private static <T> Lookup<T> failure(String name, Throwable cause) {
        Optional<DnsResponseCode> code = code(cause);
        if (code.filter(DnsResponseCode.NXDOMAIN::equals).isPresent()) return new Lookup.NoSuchName<>();
        if (isEmptyAnswer(cause)) return new Lookup.Found<>(List.of());
        return new Lookup.Failed<>("DNS does not answer for " + name + code.map(c -> ": " + c).orElse(""));
    }

    /** The resolver gives no cause where servers answered well but had no such record. */
    private static boolean isEmptyAnswer(Throwable failure) {
        return failure instanceof UnknownHostException && failure.getCause() == null
                && !failure.getMessage().contains("Exceeded");
    }

    private static Optional<DnsResponseCode> code(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DnsErrorCauseException error) return Optional.of(error.getCode());
        }
        return Optional.empty();
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
        resolver.close();
    }
}
