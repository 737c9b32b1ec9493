package org.packetboat.app.compose.transport;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.pickup.AnsweredCalls;
import org.packetboat.app.pickup.KnownCallers;
import org.packetboat.connectors.disk.AwaitedLink;
import org.packetboat.connectors.files.FileAge;
import org.packetboat.connectors.serial.Answerer;
import org.packetboat.connectors.serial.ModemPool;
import org.packetboat.connectors.serial.ModemPort;
import org.packetboat.connectors.serial.PortTurns;
import org.packetboat.connectors.serial.Reception;
import org.packetboat.connectors.serial.SerialLink;
import org.packetboat.connectors.serial.SocketLink;
import org.packetboat.connectors.serial.SocketListener;
import org.packetboat.connectors.serial.device.SerialLibrary;
import org.packetboat.connectors.system.SystemClock;
import org.packetboat.connectors.uucp.SpoolFolder;
import org.packetboat.engine.fleet.BranchReports;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.store.StoreException;
import org.packetboat.protocols.login.LoginThrottle;
import org.packetboat.protocols.uucp.greeting.RouteTimeout;
import org.packetboat.schedules.file.Schedules;
import org.packetboat.schedules.file.link.CableLink;
import org.packetboat.schedules.file.link.FolderLink;
import org.packetboat.schedules.file.link.LineKeys;
import org.packetboat.schedules.file.link.LinkSettings;
import org.packetboat.schedules.file.link.ModemLink;
import org.packetboat.schedules.file.link.ModemPoolLink;
import org.packetboat.schedules.file.link.UucpTcpLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way over lines on which UUCP is spoken: modems, cables and sockets, to call and to be called. A changed schedule
 * leaves every port and listener alone whose link did not change; calls under way go on, unless their own port is gone
 * from the schedule while it was answering.
 */
public final class UucpTransport implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UucpTransport.class);
    private static final Duration SWEEP_EVERY = Duration.ofHours(12);
    /** Longer than any far side keeps what it has begun to send. */
    private static final Duration UNTOUCHED = Duration.ofDays(30);

    /** A port and, if callers are awaited on it, who does. */
    private record Port(LinkSettings settings, ModemPort port, Optional<Answerer> answerer) {
        void close() {
            answerer.ifPresent(Answerer::close);
        }
    }

    private final Configuration configuration;
    private final Intake intake;
    private final InstantSource clock;
    private final KnownCallers callers = new KnownCallers();
    private final SpoolFolder spools;
    private final BundlePacking batches;
    private final UucpSessions sessions;
    private final Reception reception;
    private final DiskTransport disks;
    private final PortTurns turns = new PortTurns();
    private final Map<String, Port> ports = new HashMap<>();
    private final Map<UucpTcpLink, SocketListener> listeners = new HashMap<>();
    private final ScheduledExecutorService sweeper = Executors
            .newSingleThreadScheduledExecutor(Thread.ofVirtual().name("uucp-sweep").factory());

    /**
     * @param queue   what waits, for the answers of disks
     * @param reports how we are, for each node, and who hears how it is
     */
    public UucpTransport(Configuration configuration, Node node, MailQueue queue, SystemClock clock,
            BranchReports reports) {
        this.configuration = configuration;
        this.intake = node.intake();
        this.clock = clock;
        this.spools = new SpoolFolder(configuration.places().data().resolve("uucp"));
        this.batches = new BundlePacking(configuration);
        this.sessions = new UucpSessions(configuration, callers, spools, batches.batching(),
                new ClockTelling(configuration.clockFrom(), clock, node::policy), reports,
                node::policy, intake, RouteTimeout.NONE);
        this.reception = new Reception(callers, new LoginThrottle(), new AnsweredCalls(node, callers), sessions,
                intake);
        this.disks = new DiskTransport(configuration, node, queue, clock, batches, sessions::rights);
    }

    /** Old files are swept away now and then from now on. */
    public void start() {
        sweeper.scheduleWithFixedDelay(this::sweep, 0, SWEEP_EVERY.toHours(), TimeUnit.HOURS);
    }

    private void sweep() {
        try {
            spools.sweep(FileAge.CLOCK.instant().minus(UNTOUCHED));
        } catch (StoreException failed) {
            LOG.warn("event=uucp-sweep-failed why=\"{}\"", failed.getMessage());
        } catch (RuntimeException | Error bug) { // which the executor would keep to itself, and sweep no more
            LOG.error("event=bug where=uucp-sweep", bug);
        }
    }

    /**
     * Makes ports and listeners what these schedules say.
     *
     * @throws IOException if an address can't be listened on, or the library for serial ports can't be installed; all
     *                     else is in force then
     */
    public synchronized void use(Schedules schedules) throws IOException {
        batches.use(schedules);
        callers.replace(schedules.callers());
        disks.use(schedules);
        ports.values().removeIf(port -> {
            boolean gone = !port.settings().equals(schedules.links().get(port.settings().name()));
            if (gone) port.close();
            return gone;
        });
        for (LinkSettings link : schedules.links().values())
            if (line(link).isPresent() && !ports.containsKey(link.name())) open(link, line(link).get());
        listen(schedules.links().values().stream().filter(UucpTcpLink.class::isInstance).map(UucpTcpLink.class::cast)
                .filter(l -> l.listen().isPresent()).toList());
    }

    private static Optional<LineKeys> line(LinkSettings link) {
        return switch (link) {
            case ModemLink modem -> Optional.of(modem.line());
            case CableLink cable -> Optional.of(cable.line());
            default -> Optional.empty(); // a kind without a port
        };
    }

    private void open(LinkSettings link, LineKeys line) throws IOException {
        SerialLibrary.install(configuration.places().data().resolve("lib"));
        ModemPort port = new ModemPort(link.name(), LineValues.port(line), LineValues.modem(link),
                configuration.lines().locks(), turns);
        Optional<Answerer> answerer = line.answer()
                ? Optional.of(new Answerer(port, reception, clock).start())
                : Optional.empty();
        ports.put(link.name(), new Port(link, port, answerer));
    }

    private void listen(List<UucpTcpLink> wanted) throws IOException {
        for (UucpTcpLink link : List.copyOf(listeners.keySet()))
            if (!wanted.contains(link)) listeners.remove(link).close();
        for (UucpTcpLink link : wanted) {
            if (listeners.containsKey(link)) continue;
            SocketListener listener = new SocketListener(link.name(), LineValues.address(link), link.rate(), reception,
                    clock);
            LOG.info("event=listening link={} port={}", link.name(), listener.port());
            listeners.put(link, listener);
        }
    }

    /** At which port of this machine a link of sockets awaits callers; empty if it doesn't. */
    public synchronized Optional<Integer> port(String link) {
        return listeners.entrySet().stream().filter(e -> e.getKey().name().equals(link)).map(e -> e.getValue().port())
                .findFirst();
    }

    /** A link that calls; empty for a kind on which no UUCP is spoken. To be asked after {@link #use}. */
    public synchronized Optional<Link> link(LinkSettings link) {
        return switch (link) {
            case ModemLink modem -> Optional.of(over(List.of(modem.name()), modem.line().chat(),
                    modem.line().hold().map(RouteTimeout::of).orElse(RouteTimeout.BY_THE_MINUTE)));
            case CableLink cable -> Optional.of(over(List.of(cable.name()), cable.line().chat(),
                    free(cable.line().hold())));
            case ModemPoolLink pool -> Optional.of(over(pool.modems(), Optional.empty(),
                    pool.hold().map(RouteTimeout::of).orElse(RouteTimeout.BY_THE_MINUTE)));
            case UucpTcpLink net -> Optional.of(
                    new SocketLink(LineValues.chat(net.chat()), net.rate(), sessions.holding(free(net.hold())),
                            intake, clock));
            case FolderLink _ -> Optional.of(new AwaitedLink());
            default -> Optional.empty(); // a kind of somebody else's
        };
    }

    /** What is on disks, and which are there. */
    public DiskTransport disks() {
        return disks;
    }

    /** How long a line is held that costs nothing. */
    private static RouteTimeout free(Optional<Duration> told) {
        return told.map(RouteTimeout::of).orElse(RouteTimeout.USUAL);
    }

    private Link over(List<String> names, Optional<String> chat, RouteTimeout hold) {
        return new SerialLink(pool(names), LineValues.chat(chat), sessions.holding(hold), intake, clock);
    }

    /** The ports of these links, as they are now. */
    public synchronized ModemPool pool(List<String> names) {
        return new ModemPool(names.stream().filter(ports::containsKey).map(ports::get).map(Port::port).toList());
    }

    @Override
    public synchronized void close() throws IOException {
        sweeper.shutdownNow();
        disks.close();
        for (SocketListener listener : listeners.values())
            listener.close();
        ports.values().forEach(Port::close);
        batches.close();
    }
}
