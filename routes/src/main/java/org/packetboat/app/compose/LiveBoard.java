package org.packetboat.app.compose;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.packetboat.app.compose.fleet.FleetView;
import org.packetboat.app.config.settings.HttpAccess;
import org.packetboat.app.config.settings.SmtpIntake;
import org.packetboat.app.hub.HubRoutes;
import org.packetboat.app.planning.NightAnswer;
import org.packetboat.app.planning.NightChange;
import org.packetboat.app.planning.TonightPlan;
import org.packetboat.app.web.board.BoardMemory;
import org.packetboat.app.web.board.BoardSource;
import org.packetboat.app.web.board.HealthFacts;
import org.packetboat.app.web.board.PlanMemory;
import org.packetboat.app.web.board.BoardSnapshot;
import org.packetboat.app.web.board.BoardSnapshots;
import org.packetboat.app.web.book.AuditBook;
import org.packetboat.app.web.book.PastCalls;
import org.packetboat.app.web.book.RecentEvents;
import org.packetboat.connectors.jmx.ServerMXBean;
import org.packetboat.connectors.jmx.cluster.ClusterMXBean;
import org.packetboat.connectors.jmx.fleet.BranchRow;
import org.packetboat.connectors.json.EventJson;
import org.packetboat.connectors.watch.QueuePictures;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.schedules.night.NightPlan;
import org.packetboat.schedules.plan.question.PlanServer;

/** This server, as the board asks it. */
final class LiveBoard implements BoardSource {
    private final Core core;
    private final ServerMXBean server;
    private final BoardMemory memory;
    private final BoardSnapshots snapshots;
    private final TonightPlan tonight;
    private final AuditBook audit;
    private final EventJson events;
    private final ProcessVitals vitals;
    private final Supplier<Optional<KafkaView>> kafka;
    private final Optional<ClusterMXBean> machine;

    /** @param audit where actions are noted @param server its MBean @param machine its part in a hub */
    LiveBoard(Core core, AuditBook audit, BoardMemory memory, QueuePictures pictures, ServerMXBean server,
            ProcessVitals vitals, Supplier<Optional<KafkaView>> kafka, Optional<ClusterMXBean> machine) {
        this.machine = machine;
        this.core = core;
        this.memory = memory;
        this.server = server;
        this.vitals = vitals;
        this.kafka = kafka;
        snapshots = new BoardSnapshots(pictures, core.watched().tally()::counts, server::listSessions);
        tonight = new TonightPlan(server, () -> core.node().policy().routes().own(), this::servers,
                core.watched().planning().expected(), core.clock());
        this.audit = audit;
        events = new EventJson(core.configuration().identity().server());
    }

    @Override
    public Instant now() {
        return core.clock().instant();
    }

    @Override
    public ZoneId zone() {
        return ZoneId.systemDefault();
    }

    @Override
    public BoardSnapshot snapshot() {
        return snapshots.get();
    }

    @Override
    public ServerMXBean server() {
        return server;
    }

    @Override
    public List<Route> routes() {
        return core.node().policy().routes().routes();
    }

    @Override
    public List<PlanServer> servers() {
        return NightPlan.servers(HubRoutes.here(core.configuration().servers()), core.links().keySet());
    }

    @Override
    public PlanMemory plans() {
        return memory.plans();
    }

    @Override
    public NightAnswer night(NightChange change, boolean remedies) {
        return tonight.answer(change, remedies);
    }

    @Override
    public PastCalls calls() {
        return memory.calls();
    }

    @Override
    public RecentEvents events() {
        return memory.events();
    }

    @Override
    public AuditBook audit() {
        return audit;
    }

    @Override
    public HealthFacts health() {
        Runtime process = Runtime.getRuntime();
        return new HealthFacts(new HealthFacts.Disk(core.reserve().free(), core.reserve().wanted()),
                new HealthFacts.Memory(process.totalMemory() - process.freeMemory(), process.maxMemory()),
                vitals.secondsSinceStep(), kafka.get().map(LiveBoard::kafka), certificates(),
                core.links().keySet().stream().sorted().map(this::link).toList(), machine.map(LiveBoard::hub));
    }

    private static HealthFacts.Kafka kafka(KafkaView view) {
        return new HealthFacts.Kafka(view.getState(), view.getLag(), view.getTaken(), view.getDeadLetters(),
                view.getLastTrouble());
    }

    private static HealthFacts.Hub hub(ClusterMXBean machine) {
        return new HealthFacts.Hub(machine.getHub(), machine.getMachine(), machine.getOwner(), machine.getTerm(),
                machine.isSending(), machine.getMachines());
    }

    private HealthFacts.LinkFacts link(String name) {
        var tally = core.watched().tally().link(name);
        return new HealthFacts.LinkFacts(name, tally.site(), tally.sessions(), tally.bytes(), tally.lastEnding(),
                tally.lastFigures());
    }

    private List<HealthFacts.Certificate> certificates() {
        return Stream.concat(core.configuration().smtp().all().flatMap(listener -> listener.tls().stream()),
                core.configuration().http().flatMap(HttpAccess::tls).stream())
                .map(SmtpIntake.TlsIdentity::certificate).distinct()
                .map(file -> new HealthFacts.Certificate(file.toString(), until(file))).toList();
    }

    /** When the first of them ends; empty if the file can't be read. */
    private static String until(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(content).stream()
                    .map(c -> ((X509Certificate) c).getNotAfter().toInstant()).min(Instant::compareTo)
                    .map(Instant::toString).orElse("");
        } catch (IOException | CertificateException e) {
            return "";
        }
    }

    @Override
    public List<BranchRow> branches() {
        return new FleetView(core.fleet(), core.configuration().fleet().silentAfter()).getBranches();
    }

    @Override
    public byte[] json(StatusEvent event) {
        return events.writeWithoutId(event);
    }
}
