package org.packetboat.connectors.smtp.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.packetboat.connectors.smtp.tls.ServerTls;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.mail.Domain;
import org.packetboat.protocols.mail.TraceDate;
import org.packetboat.protocols.smtp.server.LineServer;
import org.packetboat.protocols.smtp.server.SmtpService;
import org.packetboat.protocols.smtp.server.port.Claims;
import org.packetboat.protocols.smtp.server.port.PickUp;

/**
 * The SMTP intake: listens, and hands what it accepts to the {@link Intake}. Runs on a few event-loop threads of its
 * own, on which the intake is called; what has to wait for the disk (the pieces of large messages) is done on {@link
 * LargeTexts}, so that nobody waits for the large messages of others. Closing it lets messages that are being committed
 * get their answers first.
 */
public final class SmtpServer implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final InetSocketAddress address;
    private final SmtpService service;
    private final InstantSource clock;
    private final Connections connections;
    private final Optional<PasswordChecker> passwords;
    private final EventLoopGroup loops = loops();
    private final SmtpLog log = new SmtpLog();
    private final LargeTexts large = new LargeTexts();
    private final ServerBootstrap bootstrap;
    private volatile Optional<Channel> listener = Optional.empty();

    /**
     * Nobody is heard until it is started.
     *
     * @param local  domains that anybody may send to
     * @param pickUp gives callers the mail that waits for them
     * @param claims tells other machines of the hub whether they may call a site
     * @param heard  told, from any thread and whenever something comes in, to which of our addresses it came
     * @throws IllegalArgumentException if certificate, key or accounts are unusable
     */
    public SmtpServer(SmtpServerSettings settings, Intake intake, Predicate<Domain> local, InstantSource clock,
            PickUp pickUp, Claims claims, Consumer<InetAddress> heard) {
        Optional<ServerTls> tls = settings.tls().map(ServerTls::new);
        this.passwords = settings.accounts().map(PasswordChecker::new);
        this.address = settings.listen();
        this.clock = clock;
        this.service = new SmtpService(settings.policy(), intake, local, tls.isPresent(),
                passwords.map(checker -> checker),
                new TraceDate(), pickUp, claims, log);
        this.connections = new Connections(settings.limits());
        SmtpService spoken = service;
        Connections open = connections;
        LargeTexts texts = large;
        SmtpLog told = log;
        this.bootstrap = bootstrap(loops,
                (client, ours) -> new SmtpChannel(client, spoken, tls, open, told, clock, () -> heard.accept(ours),
                        texts::execute));
    }

    /**
     * Starts listening.
     *
     * @throws UncheckedIOException if the address can't be listened on
     */
    public SmtpServer start() {
        Channel bound = listen(bootstrap, address, loops);
        bound.pipeline().addLast(new NotAccepted(log));
        listener = Optional.of(bound);
        SmtpLog.listening(bound.localAddress());
        return this;
    }

    /** Makes a server that no mail is picked up from, and starts it. */
    public static SmtpServer start(SmtpServerSettings settings, Intake intake, Predicate<Domain> local,
            InstantSource clock) {
        return new SmtpServer(settings, intake, local, clock, PickUp.NONE, Claims.NONE, _ -> {}).start();
    }

    private static EventLoopGroup loops() {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return new MultiThreadIoEventLoopGroup(threads, Thread.ofPlatform().name("smtp-", 0).factory(),
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
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

    private static ServerBootstrap bootstrap(EventLoopGroup loops,
            BiFunction<InetAddress, InetAddress, SmtpChannel> channels) {
        Class<? extends ServerChannel> kind = Epoll.isAvailable()
                ? EpollServerSocketChannel.class
                : NioServerSocketChannel.class;
        return new ServerBootstrap().group(loops).channel(kind).option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true).childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        // A client that is gone again already may have no address.
                        if (!(channel.remoteAddress() instanceof InetSocketAddress client)
                                || !(channel.localAddress() instanceof InetSocketAddress ours)) {
                            channel.close();
                            return;
                        }
                        channel.pipeline().addLast(channels.apply(client.getAddress(), ours.getAddress()));
                    }
                });
    }

    private static Channel listen(ServerBootstrap bootstrap, InetSocketAddress address, EventLoopGroup loops) {
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (bound.isSuccess()) return bound.channel();
        loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        String why = bound.cause().getMessage().contains("in use")
                ? "another program listens there"
                : bound.cause().getMessage();
        String said = "smtp can't listen on " + address.getAddress().getHostAddress() + ", port " + address.getPort()
                + ": " + why;
        throw new UncheckedIOException(said, new IOException(said, bound.cause()));
    }

    /**
     * Speaks as server on a connection that we made and that was turned round (RFC 2645), with somebody who may send to
     * anywhere; TLS is not offered on it any more.
     *
     * @return where what happens on the line goes from now on
     */
    public Consumer<LinkSession.Event> serve(Line line, InetAddress peer) {
        return new LineServer(service.turned(), peer, line, clock, large::execute);
    }

    /** Where it listens, once it is started. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.orElseThrow().localAddress();
    }

    /** How many connections are open. */
    public int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        listener.ifPresent(channel -> channel.close().awaitUninterruptibly());
        connections.all().forEach(SmtpChannel::stop);
        try {
            connections.awaitNone(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        passwords.ifPresent(PasswordChecker::close);
        loops.shutdownGracefully(0, PATIENCE.toSeconds(), TimeUnit.SECONDS).awaitUninterruptibly();
        large.close();
    }
}
