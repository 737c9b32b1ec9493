package org.packetboat.connectors.smtp.server;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.packetboat.connectors.smtp.tls.ServerTls;
import org.packetboat.engine.fleet.BranchReports;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.mail.Domain;
import org.packetboat.protocols.mail.TraceDate;
import org.packetboat.protocols.smtp.server.LineServer;
import org.packetboat.protocols.smtp.server.SmtpService;
import org.packetboat.protocols.smtp.server.port.Claims;
import org.packetboat.protocols.smtp.server.port.HarvestGuard;
import org.packetboat.protocols.smtp.server.port.PickUp;

/**
 * The SMTP intake: listens in one place or several, and hands what it accepts to the {@link Intake}. Runs on a few
 * event-loop threads of its own, on which the intake is called; what has to wait for the disk (the pieces of large
 * messages) is done on {@link LargeTexts}, so that nobody waits for the large messages of others. Closing it lets
 * messages that are being committed get their answers first.
 */
public final class SmtpServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final Map<Path, PasswordChecker> passwords = new HashMap<>();
    private final EventLoopGroup loops = loops();
    private final LargeTexts large = new LargeTexts();
    private final List<SmtpListener> listeners;

    /**
     * Nobody is heard until it is started.
     *
     * @param settings at least one; the first is the server's main listener
     * @param local    domains that anybody may send to
     * @param pickUp   gives callers the mail that waits for them
     * @param claims   tells other machines of the hub whether they may call a site
     * @param reports  hears how branches are
     * @param harvest  counts those who name people that do not exist
     * @param more     who may log in beside those in the files of accounts
     * @param heard    told, from any thread and whenever something comes in, to which of our addresses it came
     * @throws IllegalArgumentException if certificate, key or accounts are unusable
     */
    public SmtpServer(List<SmtpServerSettings> settings, Intake intake, Predicate<Domain> local, InstantSource clock,
            PickUp pickUp, Claims claims, BranchReports reports, HarvestGuard harvest, Supplier<Accounts> more,
            Consumer<InetAddress> heard) {
        this.clock = clock;
        SmtpLog log = new SmtpLog();
        SmtpListener.Tools tools = new SmtpListener.Tools(loops, clock, heard, large::execute);
        this.listeners = settings.stream().map(each -> {
            Optional<ServerTls> tls = each.tls().map(ServerTls::new);
            Optional<PasswordChecker> checker = each.accounts()
                    .map(file -> passwords.computeIfAbsent(file, name -> new PasswordChecker(name, "smtp", more)));
            SmtpService service = new SmtpService(each.policy(), intake, local, tls.isPresent(),
                    checker.map(known -> known), new TraceDate(), pickUp, claims, log, reports,
                    harvest, each.filters());
            return new SmtpListener(each, service, tls, log, tools);
        }).toList();
    }

    /**
     * Starts listening, everywhere; where no interface has the address yet, as soon as one has.
     *
     * @throws UncheckedIOException if an address can't be listened on
     */
    public SmtpServer start() {
        try {
            listeners.forEach(SmtpListener::start);
        } catch (UncheckedIOException e) {
            listeners.forEach(SmtpListener::close);
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw e;
        }
        return this;
    }

    /** Makes a server with one listener, from which no mail is picked up, and starts it. */
    public static SmtpServer start(SmtpServerSettings settings, Intake intake, Predicate<Domain> local,
            InstantSource clock) {
        return new SmtpServer(List.of(settings), intake, local, clock, PickUp.NONE, Claims.NONE, BranchReports.NONE,
                HarvestGuard.NONE, () -> Accounts.NONE, _ -> {}).start();
    }

    private static EventLoopGroup loops() {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return new MultiThreadIoEventLoopGroup(threads, Thread.ofPlatform().name("smtp-", 0).factory(),
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    /**
     * Speaks as server on a connection that we made and that was turned round (RFC 2645), with somebody who may send to
     * anywhere; TLS is not offered on it any more.
     *
     * @return where what happens on the line goes from now on
     */
    public Consumer<LinkSession.Event> serve(Line line, InetAddress peer) {
        return new LineServer(listeners.getFirst().service().turned(), peer, line, clock, large::execute);
    }

    /** Where its main listener is, once it is started, or will be: see {@link #waiting}. */
    public InetSocketAddress address() {
        return (InetSocketAddress) addresses().getFirst();
    }

    /** Where it listens, once it is started, in the order in which its listeners were named. */
    public List<SocketAddress> addresses() {
        return listeners.stream().map(SmtpListener::listening).toList();
    }

    /** Why some of its listeners do not listen yet; empty if all do. */
    public List<String> waiting() {
        return listeners.stream().flatMap(listener -> listener.waiting().stream()).distinct().toList();
    }

    /** How many connections are open. */
    public int connections() {
        return listeners.stream().mapToInt(listener -> listener.connections().size()).sum();
    }

    @Override
    public void close() {
        listeners.forEach(SmtpListener::close);
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (SmtpListener each : listeners)
                each.connections().awaitNone(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        passwords.values().forEach(PasswordChecker::close);
        loops.shutdownGracefully(0, PATIENCE.toSeconds(), TimeUnit.SECONDS).awaitUninterruptibly();
        large.close();
    }
}
