package org.packetboat.app.compose;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.hub.ClaimingLink;
import org.packetboat.app.hub.HubClaims;
import org.packetboat.app.hub.HubRoutes;
import org.packetboat.app.pickup.FetchedMail;
import org.packetboat.app.pickup.WaitingMail;
import org.packetboat.app.planning.Planning;
import org.packetboat.camel.InboundDesk;
import org.packetboat.camel.InboundLink;
import org.packetboat.camel.UnclaimedLink;
import org.packetboat.connectors.dialup.SwitchedLink;
import org.packetboat.connectors.jmx.BatchListing;
import org.packetboat.connectors.jmx.BatchSiteRow;
import org.packetboat.connectors.jmx.Notifier;
import org.packetboat.connectors.jmx.Tally;
import org.packetboat.connectors.maildir.MaildirLink;
import org.packetboat.connectors.rocksdb.RocksStore;
import org.packetboat.connectors.smtp.client.HostProbes;
import org.packetboat.connectors.smtp.server.SmtpServer;
import org.packetboat.connectors.system.EventLog;
import org.packetboat.connectors.system.NodeRunner;
import org.packetboat.connectors.system.SystemClock;
import org.packetboat.connectors.system.WaitingInbox;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.router.LearnedRoutes;
import org.packetboat.schedules.file.Schedules;
import org.packetboat.schedules.night.NightPlan;

/**
 * The composition root: makes the parts of a server and joins them in the order in which they need each other. When it
 * is there, SMTP is accepted and mail goes out; {@link Watching} completes it.
 */
public final class Server implements AutoCloseable {
    private final Parts parts = new Parts();
    private final SystemClock clock = new SystemClock();
    private final Tally tally = new Tally();
    private final Notifier notifier = new Notifier();
    private final WaitingInbox inbox = new WaitingInbox();
    private final Map<String, Link> links = new ConcurrentHashMap<>();
    private final InboundDesk inbound = new InboundDesk();
    private final HubClaims claims;
    private final Setup setup;
    private final SmtpTransport overIp;
    private final UucpTransport overLines;
    private final DialTransport overSwitched;
    private final MailQueue queue;
    private final Node node;
    private final SmtpServer smtp;

    private Server(Setup setup) throws IOException, GeneralSecurityException {
        this.setup = setup;
        Configuration configuration = setup.configuration();
        claims = new HubClaims(configuration.server().name());
        configuration.kafka().ifPresent(KafkaParts::mustBeWelcome);
        Files.createDirectories(configuration.data());
        queue = new MailQueue(parts.add(new RocksStore(configuration.data())));
        queue.onArrival(inbox::wake);
        KafkaParts.keepEvents(queue.events(), configuration);
        overIp = parts.add(new SmtpTransport(configuration.server().name(), clock,
                new FetchedMail(configuration.fetch(), this::smtp)));
        links.put(Configuration.LOCAL, local(configuration));
        links.put(LearnedRoutes.LINK, overIp.link());
        Planning planning = new Planning(configuration.data());
        node = new Node(HubRoutes.here(configuration.servers()), queue, inbox, links, setup.policy(),
                new Watchers(List.of(new EventLog(), tally, notifier, planning)),
                clock.instant());
        overLines = parts.add(new UucpTransport(configuration, node, clock));
        overSwitched = parts.add(new DialTransport(configuration, overIp.link()::bound, overLines::pool, clock));
        claims.watch(this::isCalled);
        begin(setup.schedules());
        overIp.lookAfter(this::open, node::health);
        parts.add(new NodeRunner(node, inbox, clock).start());
        parts.add(planning.start(node, () -> NightPlan.servers(HubRoutes.here(configuration.servers()), links.keySet()),
                clock));
        parts.add(new LastSessions(node));
        smtp = listen(configuration);
    }

    private void begin(Schedules schedules) throws IOException {
        try {
            offer(schedules);
        } catch (IOException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** Where there may be routes, they are asked first. */
    private Link local(Configuration configuration) {
        Link usual = switch (configuration.outlet()) {
            case Transport.Maildir _ -> new MaildirLink(configuration.server().name());
            case Transport.Routes _ -> new UnclaimedLink();
            case Transport.Smtp _, Transport.Hosts _, Transport.Asked _ -> overIp.link();
            case Transport.Router _, Transport.Lmtp _, Transport.Uucp _ -> overIp.link();
            case Transport.DialUp _ -> overIp.link();
        };
        return configuration.routes().isEmpty() ? usual : new InboundLink(usual, inbound);
    }

    /** The routes of our own that can be used now without a call. */
    private List<HostProbes.Open> open() {
        Instant now = clock.instant();
        return node.policy().routes().own().stream().filter(route -> route.window().isOpen(now))
                .flatMap(route -> open(route).stream()).toList();
    }

    private Optional<HostProbes.Open> open(Route route) {
        Optional<SwitchedLink> switched = overSwitched.named(route.link());
        if (switched.isPresent())
            return switched.get().from(route).map(from -> new HostProbes.Open(route, from, switched.get().isBusy()));
        return Optional.ofNullable(links.get(route.link())).filter(link -> link.isUp(route))
                .map(_ -> new HostProbes.Open(route, List.of(), false));
    }

    private SmtpServer listen(Configuration configuration) {
        try {
            return parts.add(SmtpServer.start(SmtpSettings.of(configuration), node.intake(),
                    domain -> node.policy().local().contains(domain), clock,
                    new WaitingMail(node, SmtpTransport.turned(configuration.server().name()), configuration.pickUp()),
                    claims,
                    overSwitched::heardAt));
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /**
     * Starts a server.
     *
     * @throws IOException              if the data folder can't be made
     * @throws GeneralSecurityException if this Java has no TLS
     * @throws RuntimeException         whatever else keeps it from starting, with a message for people
     */
    public static Server start(Setup setup) throws IOException, GeneralSecurityException {
        return new Server(setup);
    }

    /**
     * Makes the links that these schedules speak of available.
     *
     * @throws IOException if one of them can't be; the others are available then
     */
    void offer(Schedules schedules) throws IOException {
        try {
            overLines.use(schedules);
        } finally {
            overSwitched.use(schedules);
            claims.share(setup.sharers(schedules));
            schedules.links().values().forEach(link -> links.put(link.name(), new ClaimingLink(
                    overLines.link(link).or(() -> overSwitched.link(link)).orElse(overIp.link()), claims)));
        }
    }

    private void isCalled(String site, Consumer<Boolean> answer) {
        node.overview().sessions(all -> answer.accept(all.stream().anyMatch(s -> s.site().equals(site))));
    }

    /** Where it accepts SMTP. */
    public InetSocketAddress listening() {
        return smtp.address();
    }

    /** At which port of this machine a link of sockets awaits callers who speak UUCP; empty if it doesn't. */
    public Optional<Integer> answering(String link) {
        return overLines.port(link);
    }

    private SmtpServer smtp() {
        return smtp;
    }

    Setup setup() {
        return setup;
    }

    Node node() {
        return node;
    }

    InboundDesk inbound() {
        return inbound;
    }

    MailQueue queue() {
        return queue;
    }

    Tally tally() {
        return tally;
    }

    Notifier notifier() {
        return notifier;
    }

    SystemClock clock() {
        return clock;
    }

    Map<String, Link> links() {
        return links;
    }

    /** How each site stands with a big send; empty if it is not known. */
    public List<BatchSiteRow> batch(String name) {
        return BatchListing.of(node, name);
    }

    /** Has the node look at its windows now. */
    void wake() {
        inbox.wake();
    }

    /** Stops taking mail in, lets sessions come to an end, and closes the queue. */
    @Override
    public void close() {
        parts.close();
    }
}
