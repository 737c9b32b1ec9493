package org.packetboat.connectors.smtp.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.DnsServerAddresses;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.packetboat.connectors.log.Repeats;
import org.packetboat.protocols.modem.Pacer;
import org.packetboat.protocols.smtp.client.PeerMemory;

/** The one thread and the kind of sockets that all sessions over IP share: epoll on Linux, NIO elsewhere. */
public final class ClientNetwork implements AutoCloseable {
    /** Whoever asks has a shorter limit. */
    private static final long LONGEST_DNS_MILLIS = 60_000;
    private static final InetSocketAddress NOBODY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
    private static final long CLOSING_SECONDS = 5;

    private final PeerMemory peers = new PeerMemory();
    private final Set<SmtpCall> calls = ConcurrentHashMap.newKeySet();
    private final Repeats unreached = new Repeats();
    private final Map<String, Pacer> pacers = new HashMap<>();
    private final boolean epoll = Epoll.isAvailable();
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("smtp-out", true),
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());

    /** Hosts that were not reached, so that one that is away for days does not fill the log. */
    Repeats unreached() {
        return unreached;
    }

    /**
     * What keeps all sessions with a site within this rate together. To be asked for on the one thread.
     *
     * @param most bytes per second; empty for any number
     */
    Pacer pacer(String site, Optional<Long> most) {
        Pacer pacer = pacers.computeIfAbsent(site, _ -> new Pacer(Pacer.UNLIMITED));
        pacer.changeRate(most.orElse(Pacer.UNLIMITED), System.nanoTime());
        return pacer;
    }

    /** What was learned of mail servers. */
    PeerMemory peers() {
        return peers;
    }

    /** The thread. */
    EventLoop loop() {
        return group.next();
    }

    /** A call is under way until it {@link #ended}. */
    void begins(SmtpCall call) {
        calls.add(call);
    }

    void ended(SmtpCall call) {
        calls.remove(call);
    }

    /** The start of a connection. */
    Bootstrap connection() {
        return new Bootstrap().group(loop()).channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class);
    }

    /**
     * Sends questions to name servers and takes their answers; over TCP where one is cut short. It knows no server by
     * itself, neither the system's nor, as the library would, a public one.
     *
     * @param edns whether with EDNS (RFC 6891)
     */
    DnsNameResolver resolver(boolean edns) {
        return new DnsNameResolverBuilder(loop()).queryTimeoutMillis(LONGEST_DNS_MILLIS).optResourceEnabled(edns)
                .datagramChannelType(epoll ? EpollDatagramChannel.class : NioDatagramChannel.class)
                .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
                .socketChannelType(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .nameServerProvider(_ -> DnsServerAddresses.singleton(NOBODY).stream()).build();
    }

    /** Cuts the calls still under way, and ends the thread. Waits for it, but no longer than five seconds. */
    @Override
    public void close() {
        calls.forEach(call -> call.stop(true, "the server stops"));
        group.shutdownGracefully(0, CLOSING_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly(CLOSING_SECONDS,
                TimeUnit.SECONDS);
    }
}
