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
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The one thread and the kind of sockets that all sessions over IP share: epoll on Linux, NIO elsewhere. */
public final class ClientNetwork implements AutoCloseable {
    private static final long DNS_PATIENCE_MILLIS = 5000;
    private static final long CLOSING_SECONDS = 5;

    private final boolean epoll = Epoll.isAvailable();
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("smtp-out", true),
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());

    /** The thread. */
    EventLoop loop() {
        return group.next();
    }

    /** The start of a connection. */
    Bootstrap connection() {
        return new Bootstrap().group(loop()).channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class);
    }

    /** @param servers the name servers to ask in this order; if empty, the system's */
    DnsNameResolver resolver(List<InetSocketAddress> servers) {
        DnsNameResolverBuilder builder = new DnsNameResolverBuilder(loop()).queryTimeoutMillis(DNS_PATIENCE_MILLIS)
                .datagramChannelType(epoll ? EpollDatagramChannel.class : NioDatagramChannel.class)
                .socketChannelType(epoll ? EpollSocketChannel.class : NioSocketChannel.class);
        if (!servers.isEmpty()) builder.nameServerProvider(new SequentialDnsServerAddressStreamProvider(servers));
        return builder.build();
    }

    /** Ends the thread; sessions still under way are lost. Waits for it, but no longer than five seconds. */
    @Override
    public void close() {
        group.shutdownGracefully(0, CLOSING_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly(CLOSING_SECONDS,
                TimeUnit.SECONDS);
    }
}
