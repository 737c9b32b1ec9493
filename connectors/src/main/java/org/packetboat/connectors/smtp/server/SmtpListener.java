package org.packetboat.connectors.smtp.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.packetboat.connectors.smtp.tls.ServerTls;
import org.packetboat.protocols.smtp.server.SmtpService;

/** One place where the server listens, with the connections that came in there. */
final class SmtpListener implements AutoCloseable {
    private static final int BACKLOG = 1024;
    /** How often an address is tried that no interface has. */
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final String NO_INTERFACE = "no interface has the address";

    private final SmtpServerSettings settings;
    private final SmtpService service;
    private final Optional<ServerTls> tls;
    private final Connections connections;
    private final SmtpLog log;
    private final Tools tools;
    private volatile Optional<Channel> listener = Optional.empty();
    private Optional<SocketFile> file = Optional.empty();
    private volatile String missing = NO_INTERFACE;
    private boolean closed;

    /**
     * What all listeners of a server share.
     *
     * @param heard told, from any thread and whenever something comes in, to which of our addresses it came
     * @param aside does on another thread what takes time
     */
    record Tools(EventLoopGroup loops, InstantSource clock, Consumer<InetAddress> heard, Consumer<Runnable> aside) {}

    SmtpListener(SmtpServerSettings settings, SmtpService service, Optional<ServerTls> tls, SmtpLog log, Tools tools) {
        this.settings = settings;
        this.service = service;
        this.tls = tls;
        this.log = log;
        this.tools = tools;
        this.connections = new Connections(settings.policy().limits());
    }

    /**
     * If no interface has the address yet, as before a network is up, it listens as soon as one has.
     *
     * @throws UncheckedIOException if the address can't be listened on
     */
    void start() {
        try {
            listening(listen());
        } catch (UncheckedIOException failed) {
            if (!isAbsent(settings.listen())) throw failed;
            SmtpLog.waiting(settings.listen());
            again();
        }
    }

    private static boolean isAbsent(SocketAddress wanted) {
        try {
            return wanted instanceof InetSocketAddress net && !net.getAddress().isAnyLocalAddress()
                    && NetworkInterface.getByInetAddress(net.getAddress()) == null;
        } catch (SocketException unknown) {
            return false;
        }
    }

    private void again() {
        tools.loops().schedule(() -> bootstrap().bind(address()).addListener((ChannelFuture bound) -> {
            if (bound.isSuccess()) {
                listening(bound.channel());
            } else if (!tools.loops().isShuttingDown()) {
                missing = isAbsent(settings.listen()) ? NO_INTERFACE : why(bound.cause().getMessage());
                again();
            }
        }), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One that comes after this was closed does not stay. */
    private synchronized void listening(Channel bound) {
        if (closed) {
            bound.close();
            return;
        }
        bound.pipeline().addLast(new NotAccepted(log));
        listener = Optional.of(bound);
        SmtpLog.listening(file.isPresent() ? settings.listen() : bound.localAddress());
    }

    /** Why it is started and does not listen yet; empty if it does. */
    Optional<String> waiting() {
        return listener.isPresent() || !(settings.listen() instanceof InetSocketAddress net)
                ? Optional.empty()
                : Optional.of("smtp does not listen at " + net.getAddress().getHostAddress() + ", port " + net.getPort()
                        + " yet: " + missing + "; it is tried again every few seconds");
    }

    private static String why(String cause) {
        return String.valueOf(cause).contains("in use") ? "another program listens there" : String.valueOf(cause);
    }

    private Channel listen() {
        try {
            file = settings.socketFile().map(SocketFile::claim);
            ChannelFuture bound = bootstrap().bind(address()).awaitUninterruptibly();
            if (!bound.isSuccess()) throw new IOException(bound.cause().getMessage(), bound.cause());
            file.ifPresent(SocketFile::open);
            return bound.channel();
        } catch (IOException | UncheckedIOException e) {
            String said = "smtp can't listen on " + place() + ": " + why(e.getMessage());
            throw new UncheckedIOException(said, new IOException(said, e));
        }
    }

    private String place() {
        return settings.listen() instanceof InetSocketAddress net
                ? net.getAddress().getHostAddress() + ", port " + net.getPort()
                : String.valueOf(settings.listen());
    }

    private SocketAddress address() {
        boolean ours = settings.socketFile().isPresent() && Epoll.isAvailable();
        return ours ? new DomainSocketAddress(settings.socketFile().orElseThrow().toString()) : settings.listen();
    }

    private Class<? extends ServerChannel> kind() {
        if (settings.socketFile().isPresent())
            return Epoll.isAvailable() ? EpollServerDomainSocketChannel.class : NioServerDomainSocketChannel.class;
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    private ServerBootstrap bootstrap() {
        ServerBootstrap bootstrap = new ServerBootstrap().group(tools.loops()).channel(kind())
                .option(ChannelOption.SO_BACKLOG, BACKLOG).childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        cameIn(channel);
                    }
                });
        if (settings.socketFile().isPresent()) return bootstrap;
        return bootstrap.option(ChannelOption.SO_REUSEADDR, true).childOption(ChannelOption.TCP_NODELAY, true);
    }

    private void cameIn(Channel channel) {
        Optional<InetAddress> client = end(channel.remoteAddress());
        Optional<InetAddress> ours = end(channel.localAddress());
        // A client that is gone again already may have no address.
        if (client.isEmpty() || ours.isEmpty()) {
            channel.close();
        } else if (settings.isBalancer(client.get())) {
            channel.pipeline().addLast(new HAProxyMessageDecoder(), new ProxyHeader(
                    whose -> handler(whose.orElse(client.get()), ours.get()), log, client.get().getHostAddress()));
        } else {
            channel.pipeline().addLast(handler(client.get(), ours.get()));
        }
    }

    /** Whoever comes by a Unix socket is on this machine. */
    private Optional<InetAddress> end(SocketAddress address) {
        if (settings.socketFile().isPresent()) return Optional.of(InetAddress.getLoopbackAddress());
        return address instanceof InetSocketAddress net ? Optional.of(net.getAddress()) : Optional.empty();
    }

    private SmtpChannel handler(InetAddress client, InetAddress ours) {
        return new SmtpChannel(client, service, tls, connections, log, tools.clock(), () -> tools.heard().accept(ours),
                tools.aside());
    }

    /** What its sessions share. */
    SmtpService service() {
        return service;
    }

    /** Where it listens, once it is started, or will listen. */
    SocketAddress listening() {
        return settings.socketFile().isPresent()
                ? settings.listen()
                : listener.map(Channel::localAddress).orElse(settings.listen());
    }

    Connections connections() {
        return connections;
    }

    private synchronized void stopListening() {
        closed = true;
        listener.ifPresent(channel -> channel.close().awaitUninterruptibly());
    }

    /** Takes in no more connections, and asks those that are open to end. */
    @Override
    public void close() {
        stopListening();
        file.ifPresent(SocketFile::remove);
        connections.all().forEach(SmtpChannel::stop);
    }

    /** Stands behind the acceptor, which pauses for a second when it could not accept, and passes on why. */
    private static final class NotAccepted extends ChannelInboundHandlerAdapter {
        private final SmtpLog log;

        NotAccepted(SmtpLog log) {
            this.log = log;
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            log.notAccepted(cause);
        }
    }
}
