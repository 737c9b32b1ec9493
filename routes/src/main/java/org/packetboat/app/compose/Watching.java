package org.packetboat.app.compose;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.app.compose.backup.BackupTimetable;
import org.packetboat.app.compose.backup.BackupView;
import org.packetboat.app.compose.backup.MailImport;
import org.packetboat.app.compose.backup.ServerBackup;
import org.packetboat.app.compose.fleet.FleetView;
import org.packetboat.app.compose.fleet.FleetWatch;
import org.packetboat.app.compose.fleet.OwnReport;
import org.packetboat.app.compose.provision.ProvisionView;
import org.packetboat.app.compose.provision.Provisioning;
import org.packetboat.app.compose.push.FleetMail;
import org.packetboat.app.compose.routes.UserRoutes;
import org.packetboat.app.compose.routes.UserRoutesView;
import org.packetboat.app.compose.rules.RulesView;
import org.packetboat.app.compose.usage.UsageOutflow;
import org.packetboat.app.compose.usage.UsageView;
import org.packetboat.app.compose.web.AddressText;
import org.packetboat.app.compose.web.HttpServing;
import org.packetboat.app.compose.web.RemoteJmx;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.settings.HttpAccess;
import org.packetboat.app.config.settings.ReportSettings;
import org.packetboat.app.config.settings.UsageKeeping;
import org.packetboat.connectors.jmx.filters.FilterRow;
import org.packetboat.connectors.jmx.filters.FiltersMXBean;
import org.packetboat.connectors.milter.MilterCounts;
import org.packetboat.connectors.jmx.memory.HeapCare;
import org.packetboat.app.process.StuckNode;
import org.packetboat.app.web.api.Api;
import org.packetboat.app.web.api.BoardPages;
import org.packetboat.app.web.book.AuditBook;
import org.packetboat.app.web.report.NightReports;
import org.packetboat.app.web.report.ReportBook;
import org.packetboat.app.web.report.ReportDuty;
import org.packetboat.app.web.report.ReportTimes;
import org.packetboat.app.web.report.ReportView;
import org.packetboat.camel.files.RouteFiles;
import org.packetboat.connectors.drop.DropWatch;
import org.packetboat.connectors.http.WebPages;
import org.packetboat.connectors.jmx.Beans;
import org.packetboat.connectors.jmx.local.BeanSocket;
import org.packetboat.connectors.jmx.server.ServerFacts;
import org.packetboat.connectors.watch.QueuePictures;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.schedules.wake.WindowWaker;

/**
 * What completes a server once it runs: MBeans, pages by HTTP, the alarm clock for windows, mail from Kafka, users'
 * routes, and an eye on the schedule and aliases files.
 */
public final class Watching implements AutoCloseable {
    private final Parts parts = new Parts();
    private final Server server;
    private final Core core;
    private final WindowWaker waker;
    private volatile Optional<KafkaView> kafka = Optional.empty();
    private volatile Optional<DropWatch> drop = Optional.empty();
    private volatile Optional<HttpServing> web = Optional.empty();
    private volatile Optional<RemoteJmx> jmx = Optional.empty();
    private volatile Optional<ReportDuty> report = Optional.empty();
    private Optional<LiveBoard> board = Optional.empty();
    private Optional<NightReports> reports = Optional.empty();
    private Optional<UsageView> usage = Optional.empty();
    private volatile Optional<BackupView> backups = Optional.empty();
    private final QueuePictures pictures;
    private final WatchedSchedules schedules;
    private final Optional<WatchedAliases> aliases;
    private final Optional<RouteFiles> routes;
    private final Optional<UserRoutesView> routesView;
    private final AuditBook audit;
    private final Provisioning provisioning;

    private Watching(Server server) {
        this.server = server;
        core = server.core();
        Configuration configuration = core.configuration();
        pictures = core.pictures();
        waker = new WindowWaker(core.clock(), core.inbox()::wake);
        schedules = new WatchedSchedules(server.setup(), core, server.transports(), waker);
        aliases = configuration.places().aliases().map(file -> new WatchedAliases(file, configuration, core.node()));
        routes = configuration.places().routes().isEmpty()
                ? Optional.empty()
                : Optional.of(UserRoutes.files(configuration, core.node().intake(), core.queue().events(),
                        server.inbound(), server.rules(), core.clock()));
        routesView = routes.map(UserRoutesView::new);
        audit = Api.audit(configuration.places().data().resolve("audit.jsonl"));
        provisioning = new Provisioning(core.provisioned(), new PutInForce(core, schedules, aliases), audit,
                core.clock(), configuration.provisionedFile().read().problems());
    }

    /**
     * Makes all of it, then starts it.
     *
     * @param shutdown stops the server; returns at once
     */
    public static Watching start(Server server, String version, Runnable shutdown) throws IOException {
        return start(server, version, shutdown, shutdown);
    }

    /** The same. @param restart stops the server, to be started by another configuration; returns at once */
    public static Watching start(Server server, String version, Runnable shutdown, Runnable restart)
            throws IOException {
        Watching watching = new Watching(server);
        try {
            watching.start(version, shutdown, restart);
            return watching;
        } catch (IOException | RuntimeException e) {
            watching.close();
            throw e;
        }
    }

    private void start(String version, Runnable shutdown, Runnable restart) throws IOException {
        Configuration configuration = core.configuration();
        ServerFacts facts = new ServerFacts(version, Instant.now(), this::listening,
                configuration.places().data().toAbsolutePath().toString(),
                this::problems, server.vitals(), shutdown, core.clock(), TraceView.of(core));
        Beans beans = parts.add(new Beans(core.node(), core.queue(), core.watched().tally(), pictures,
                core.watched().notifier(), facts, core.links().keySet()));
        backups = Optional.of(backups(version));
        backups.ifPresent(beans::show);
        Optional<FleetMail> mail = FleetMail.start(new FleetMail.Surroundings(configuration, core.node().intake(),
                server.inbound(), core.watched().calls(), core.recipients().known(),
                core.node()::policy, core.clock(), core::tell, restart));
        mail.ifPresent(parts::add);
        mail.flatMap(FleetMail::push).ifPresent(core.fleet()::pushing);
        mail.flatMap(FleetMail::recipients).ifPresent(core.recipients()::pushing);
        beans.show(new FleetView(core.fleet(), configuration.fleet().silentAfter()));
        beans.show(core.recipients());
        FiltersMXBean filters = () -> server.filters().counts().stream().map(Watching::row).toList();
        if (!server.filters().counts().isEmpty()) beans.show(filters);
        if (configuration.usage().isPresent()) {
            usage = Optional.of(parts.add(UsageView.start(core.queue().events(), configuration, Build.clock())));
            usage.ifPresent(beans::show);
        }
        beans.show(new RulesView(() -> core.node().policy().rules(), core.node().intake()::ruled));
        beans.show(server.transports().disks());
        beans.show(new ProvisionView(provisioning));
        beans.keepFresh();
        BeanSocket.open(ManagementFactory.getPlatformMBeanServer(), configuration.places().data())
                .ifPresent(parts::add);
        jmx = configuration.jmx().map(access -> parts.add(RemoteJmx.start(access)));
        board = core.watched().board().map(
                memory -> new LiveBoard(core, audit, memory, pictures, beans.server(), server.vitals(), () -> kafka,
                        server.machine()));
        reports = board.map(this::reports);
        reports.ifPresent(all -> beans.show(new ReportView(all)));
        web = configuration.http()
                .map(access -> parts.add(HttpServing.start(access, pages(version, access))));
        parts.add(waker).start();
        schedules.start(parts);
        if (aliases.isPresent()) aliases.get().start(parts);
        core.recipients().known().start(site -> core.node().policy().routes().hasSite(site));
        configuration.router()
                .ifPresent(router -> parts.add(Routing.start(core, router, server.listening().getPort())));
        Optional<UsageOutflow> told = configuration.usage().flatMap(UsageKeeping::topic).isPresent()
                ? Optional.of(usage.orElseThrow().outflow(configuration, core.clock()))
                : Optional.empty();
        kafka = configuration.kafka().map(source -> KafkaParts.start(source, core, told, parts));
        kafka.ifPresent(beans::show);
        routesView.ifPresent(beans::show);
        if (routes.isPresent()) parts.add(routes.get()).start();
        if (configuration.drop().isPresent())
            drop = Optional.of(LocalDrop.start(core, configuration.drop().get(), parts));
        parts.add(new StuckNode(server.vitals().sinceStep(), configuration.places().data())).start();
        HeapCare.start().ifPresent(parts::add);
        report = core.configuration().report().flatMap(wanted -> reports.map(all -> parts.add(new ReportDuty(all,
                wanted.to().stream().map(Address::toString).toList(), server.setup().policy().clock()::is))));
        report.ifPresent(ReportDuty::start);
        fleet(version);
        backups.flatMap(BackupView::timetable).ifPresent(timetable -> parts.add(timetable).start());
    }

    private void fleet(String version) {
        FleetWatch watch = parts.add(new FleetWatch(core.fleet(), pictures,
                core.configuration().fleet().reportTo().isPresent()));
        core.fleet().telling(new OwnReport(version, core.node().intake().place(), core.reserve()::free,
                () -> core.queue().domains().stream().mapToLong(DomainQueue::depth).sum(), watch::oldest,
                core.clock()::trusted, this::problems));
        watch.start();
    }

    private BackupView backups(String version) {
        Configuration configuration = core.configuration();
        ServerBackup backup = new ServerBackup(core.place().copying(), core.queue(), new ServerBackup.Source(
                configuration.places().data(), configuration.identity().server().name(), version, core.clock()),
                core.reserve()::isFull);
        return new BackupView(backup, new MailImport(core.node().intake(), core.clock()),
                configuration.backup().map(settings -> new BackupTimetable(backup, settings, core.clock())));
    }

    /** Where HTTP is served; empty if it isn't. */
    public Optional<InetSocketAddress> http() {
        return web.flatMap(HttpServing::listening);
    }

    private List<String> listening() {
        List<String> all = new ArrayList<>(List.of("smtp " + AddressText.of(server.listening())));
        all.addAll(server.otherListeners());
        http().ifPresent(address -> all.add("http " + AddressText.of(address)));
        jmx.flatMap(RemoteJmx::listening).ifPresent(all::add);
        return all;
    }

    private WebPages pages(String version, HttpAccess access) {
        Meters meters = new Meters(core, server.vitals(), this::problems, () -> kafka,
                () -> drop.map(DropWatch::problems).orElse(List.of()), server.machine(), server.filters().counts(),
                server.transports().disks().states(), provisioning::counts);
        WebPages pages = meters.pages(version, pictures, access.series()).pages();
        board.ifPresent(shown -> new Api(shown, reports.orElseThrow(), usage.map(u -> u),
                new ProvisionView(provisioning)).addTo(pages::add));
        BoardPages.addTo(pages::add);
        return pages;
    }

    private NightReports reports(LiveBoard shown) {
        Optional<ReportSettings> wanted = core.configuration().report();
        return new NightReports(shown, new ReportBook(NightReports.folder(core.configuration().places().data())),
                core.watched().returned(), new ReportTimes(shown::routes,
                        wanted.map(ReportSettings::zone).orElseGet(ZoneId::systemDefault),
                        wanted.flatMap(ReportSettings::at)));
    }

    private static FilterRow row(MilterCounts filter) {
        return new FilterRow(filter.filter().name(), filter.filter().at().toString(), filter.messages(),
                filter.refusals(), filter.delays(), filter.vanished(), filter.troubles(), filter.down().orElse(""));
    }

    private List<String> problems() {
        List<String> all = new ArrayList<>(schedules.problems());
        routesView.ifPresent(view -> all.addAll(view.problems()));
        all.addAll(core.problems());
        all.addAll(server.vitals().problems());
        all.addAll(server.waiting());
        all.addAll(server.filters().problems());
        Optional.of(provisioning.counts().problem()).filter(problem -> !problem.isEmpty()).ifPresent(all::add);
        usage.map(UsageView::getProblem).filter(problem -> !problem.isEmpty()).ifPresent(all::add);
        all.addAll(server.transports().disks().problems());
        kafka.ifPresent(view -> all.addAll(view.problems()));
        all.addAll(core.fleet().problems());
        all.addAll(core.recipients().problems());
        backups.ifPresent(view -> all.addAll(view.problems()));
        drop.ifPresent(watch -> all.addAll(watch.problems()));
        web.ifPresent(http -> all.addAll(http.problems()));
        jmx.ifPresent(consoles -> all.addAll(consoles.problems()));
        report.ifPresent(duty -> all.addAll(duty.problems()));
        return all;
    }

    @Override
    public void close() {
        parts.close();
    }
}
