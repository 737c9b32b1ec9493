package org.packetboat.app.compose;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.packetboat.app.compose.queue.DiskQueue;
import org.packetboat.app.compose.queue.QueuePlace;
import org.packetboat.app.compose.transport.DialledLinks;
import org.packetboat.app.compose.transport.SmtpTransport;
import org.packetboat.app.compose.web.AddressText;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.settings.ListenerSettings;
import org.packetboat.app.hub.HubClaims;
import org.packetboat.app.hub.HubRoutes;
import org.packetboat.engine.intake.Intake;
import org.packetboat.protocols.smtp.pickup.WaitingMail;
import org.packetboat.camel.inbound.InboundDesk;
import org.packetboat.camel.rules.RuleDesk;
import org.packetboat.connectors.jmx.cluster.ClusterMXBean;
import org.packetboat.connectors.jmx.BatchSiteRow;
import org.packetboat.connectors.milter.MilterFilters;
import org.packetboat.connectors.smtp.client.ClaimTalk;
import org.packetboat.connectors.smtp.server.SmtpServer;
import org.packetboat.connectors.system.NodeRunner;
import org.packetboat.protocols.smtp.server.port.HarvestGuard;
import org.packetboat.schedules.night.NightPlan;

/**
 * The composition root. First all parts of a server are made, each from those that are there already; then they are
 * started. When that is done, SMTP is accepted and mail goes out; {@link Watching} completes it.
 */
public final class Server implements AutoCloseable {
    private final Setup setup;
    private final Parts parts;
    private final Core core;
    private final Optional<ClusterMXBean> machine;
    private final InboundDesk inbound = new InboundDesk();
    private final RuleDesk rules = new RuleDesk(inbound);
    private final NodeRunner runner;
    private final MilterFilters filters;
    private final SmtpServer smtp;
    private final Transports transports;

    /** @param parts gets what has to be closed, also if this fails */
    private Server(Setup setup, QueuePlace place, Parts parts) throws IOException, GeneralSecurityException {
        Configuration configuration = setup.configuration();
        this.setup = setup;
        this.parts = parts;
        core = Core.of(setup, place, parts);
        machine = place.machine();
        DialledLinks dialled = new DialledLinks();
        HubClaims claims = claims(core);
        runner = new NodeRunner(core.node(), core.inbox(), core.clock());
        filters = parts.add(new MilterFilters(rules::judge));
        smtp = smtp(core, filters, place.gate(core.node().intake()), runner, dialled, claims);
        transports = new Transports(core, dialled, claims, smtp, inbound, parts);
        core.node().deliverTo(transports.mailboxes());
    }

    private static HubClaims claims(Core core) {
        String name = core.configuration().identity().server().name();
        return new HubClaims(name, core.configuration().servers(),
                (there, site, server) -> ClaimTalk.ask(there.host(), there.port(), name, site, server),
                core::isCalled, core.node()::health);
    }

    private static SmtpServer smtp(Core core, MilterFilters filters, Intake intake, NodeRunner runner,
            DialledLinks dialled, HubClaims claims) {
        Configuration configuration = core.configuration();
        return new SmtpServer(SmtpSettings.of(configuration, filters),
                new WatchedIntake(intake, runner::sinceStep),
                domain -> core.node().policy().isOpenToAnybody(domain), core.clock(),
                new WaitingMail(core.node(), SmtpTransport.turned(configuration.identity().server().name()),
                        configuration.pickUp().allowed()),
                claims, core.fleet().overSmtp(),
                configuration.recipients().lists().isEmpty() ? HarvestGuard.NONE : core.recipients().harvest(),
                core.provisioned()::accounts, dialled::heardAt);
    }

    /**
     * Makes a server and starts it.
     *
     * @throws IOException              if the data folder can't be made, or a link can't be used
     * @throws GeneralSecurityException if this Java has no TLS
     * @throws RuntimeException         whatever else keeps it from starting, with a message for people
     */
    public static Server start(Setup setup) throws IOException, GeneralSecurityException {
        return start(setup, new DiskQueue());
    }

    /** The same. @param place where its queue is kept */
    public static Server start(Setup setup, QueuePlace place) throws IOException, GeneralSecurityException {
        Configuration configuration = setup.configuration();
        configuration.kafka().ifPresent(kafka -> KafkaParts.mustWork(kafka, configuration.identity().server()));
        Parts parts = new Parts();
        try {
            Server server = new Server(setup, place, parts);
            server.start();
            return server;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private void start() throws IOException {
        RootCheck.warnIfNeedless(setup);
        transports.use(setup.schedules());
        transports.start();
        core.reserve().watch(free -> core.node().roomLeft(free, core.clock().instant()));
        parts.add(runner.start());
        parts.add(core.watched().planning()).start(core.node(), () -> NightPlan
                .servers(HubRoutes.here(core.configuration().servers()), core.links().keySet()), core.clock());
        parts.add(new LastSessions(core.node()));
        parts.add(smtp).start();
    }

    /** Where it accepts SMTP, or will: see {@link #waiting}. */
    public InetSocketAddress listening() {
        return smtp.address();
    }

    /** Where else it takes in mail, each with its name: {@code submission 0.0.0.0:587}. */
    public List<String> otherListeners() {
        List<ListenerSettings> others = core.configuration().smtp().others();
        List<SocketAddress> addresses = smtp.addresses();
        return IntStream.range(0, others.size())
                .mapToObj(i -> others.get(i).name() + " " + AddressText.of(addresses.get(i + 1))).toList();
    }

    /** Why it does not accept SMTP yet in places; empty if it does. */
    public List<String> waiting() {
        return smtp.waiting();
    }

    /** At which port of this machine a link of sockets awaits callers who speak UUCP; empty if it doesn't. */
    public Optional<Integer> answering(String link) {
        return transports.answering(link);
    }

    /** How each site stands with a big send; empty if it is not known. */
    public List<BatchSiteRow> batch(String name) {
        return BatchSiteRow.of(core.node(), name);
    }

    /** The filters that look at its mail. */
    MilterFilters filters() {
        return filters;
    }

    Setup setup() {
        return setup;
    }

    /** Whether mail moves. */
    public boolean isWell() {
        return vitals().isWell();
    }

    /** How the process is doing. */
    ProcessVitals vitals() {
        return new ProcessVitals(runner::sinceStep);
    }

    /** Its machine's part in a hub; empty if it has none. */
    Optional<ClusterMXBean> machine() {
        return machine;
    }

    Core core() {
        return core;
    }

    Transports transports() {
        return transports;
    }

    InboundDesk inbound() {
        return inbound;
    }

    /** Where routes that judge mail are known. */
    RuleDesk rules() {
        return rules;
    }

    /**
     * Closes what was started after the node, and the node's thread: no mail is taken in, and of sessions that still
     * last nothing is settled any more. Calls and listeners of links are ended by {@link #close}, as is the queue.
     */
    public void quiet() {
        parts.closeDownTo(runner);
    }

    /** Stops taking mail in, lets sessions come to an end, and closes the queue. */
    @Override
    public void close() {
        parts.close();
    }
}
