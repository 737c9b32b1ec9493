package org.packetboat.app.compose.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.pickup.KnownCallers;
import org.packetboat.connectors.serial.Sessions;
import org.packetboat.connectors.uucp.JobProgram;
import org.packetboat.connectors.uucp.SpoolFolder;
import org.packetboat.engine.fleet.BranchReports;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.route.BundlePolicy;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.protocols.bundle.packing.Bundling;
import org.packetboat.protocols.uucp.exchange.UucpSession;
import org.packetboat.protocols.uucp.exchange.UucpSpool;
import org.packetboat.protocols.uucp.greeting.CallerRights;
import org.packetboat.protocols.uucp.greeting.LockedOut;
import org.packetboat.protocols.uucp.greeting.PeerTerms;
import org.packetboat.protocols.uucp.greeting.RefusalLog;
import org.packetboat.protocols.uucp.greeting.RouteTimeout;
import org.packetboat.protocols.uucp.greeting.TimeOfDay;
import org.packetboat.protocols.uucp.greeting.UucpSettings;
import org.packetboat.protocols.uucp.packet.LineTiming;
import org.packetboat.schedules.file.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is spoken on lines: UUCP, with each far side in one session at a time. If two servers call each other at the
 * same moment, the one whose name comes later in the alphabet gives way.
 */
final class UucpSessions implements Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(UucpSessions.class);

    /** Of a program that takes what a far side has sent: the far side waits for its end. */
    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);

    private static final RefusalLog LOGGED = new RefusalLog() {
        @Override
        public void here(String node, String what, String why) {
            LOG.warn("event=uucp-refused peer={} by=us what=\"{}\" why=\"{}\"", node, what, why);
        }

        @Override
        public void there(String node, String what, String answer) {
            LOG.warn("event=uucp-refused peer={} by=peer what=\"{}\" answer=\"{}\"", node, what, answer);
        }
    };

    private final Configuration configuration;
    private final KnownCallers callers;
    private final SpoolFolder spools;
    private final Bundling batching;
    private final TimeOfDay time;
    private final BranchReports reports;
    private final Supplier<Policy> policy;
    private final Intake intake;
    private final RouteTimeout hold;
    private final JobProgram programs;
    private final MissingPrograms missing = new MissingPrograms();
    private final Executor threads = work -> Thread.ofVirtual().name("uucp-command").start(work);

    UucpSessions(Configuration configuration, KnownCallers callers, SpoolFolder spools,
            Bundling batching, TimeOfDay time, BranchReports reports, Supplier<Policy> policy, Intake intake,
            RouteTimeout hold) {
        this.configuration = configuration;
        this.callers = callers;
        this.spools = spools;
        this.batching = batching;
        this.time = time;
        this.reports = reports;
        this.policy = policy;
        this.intake = intake;
        this.hold = hold;
        this.programs = new JobProgram(configuration.places().data().resolve("uucp"), LONGEST_RUN);
    }

    /** The same on a link whose lines are held for so long when there is no more mail. */
    UucpSessions holding(RouteTimeout until) {
        return new UucpSessions(configuration, callers, spools, batching, time, reports, policy, intake, until);
    }

    @Override
    public LinkSession calling(Transport.Uucp site, long rate) {
        Optional<UucpSpool> spool = spools.forCall(site.node());
        return spool.isPresent()
                ? UucpSession.calling(site.node(),
                        settings(rate).with(rights(site.node())).with(peer(site.node(), site.bundles())), spool.get())
                : new LockedOut(site.node());
    }

    @Override
    public LinkSession called(String login, long rate) {
        return called(login, settings(rate));
    }

    @Override
    public LinkSession calledBySocket(String login, long rate) {
        return called(login, settings(rate).greetingOnce());
    }

    private LinkSession called(String login, UucpSettings settings) {
        Optional<Caller> caller = callers.named(login);
        if (caller.isEmpty()) return UucpSession.turningAway(UucpSession.UNKNOWN, settings);
        if (caller.get().callBack()) return UucpSession.turningAway(UucpSession.CALL_BACK, settings);
        String node = caller.get().node();
        boolean giveWay = node.compareTo(configuration.lines().node()) < 0;
        Optional<UucpSpool> spool = spools.forCaller(node, giveWay);
        if (spool.isEmpty()) return UucpSession.turningAway(UucpSession.LOCKED, settings);
        return UucpSession.called(name -> name.equals(node) ? Optional.empty() : Optional.of(UucpSession.UNKNOWN),
                settings.with(rights(node)).with(peer(node, caller.get().bundles())), spool.get());
    }

    @Override
    public boolean dialsFirst(Transport.Uucp site) {
        return configuration.lines().node().compareTo(site.node()) < 0;
    }

    /** The same whoever calls. */
    CallerRights rights(String node) {
        return new ConfiguredRights(node, callers.maySend(node), domain -> policy.get().local().contains(domain),
                domain -> policy.get().candidates(domain).stream().anyMatch(route -> route.leadsTo(node)),
                intake);
    }

    /** What is said of a node in one place holds for calls both ways. @param said what this route or caller says */
    private PeerTerms peer(String node, BundlePolicy said) {
        BundlePolicy all = callers.bundles(node).stream().reduce(said, BundlePolicy::and);
        Optional<String> routed = policy.get().routes().own().stream().map(Route::transport)
                .filter(Transport.Uucp.class::isInstance).map(Transport.Uucp.class::cast)
                .filter(uucp -> uucp.node().equals(node)).flatMap(uucp -> uucp.bundles().smtpBatch().stream())
                .findFirst();
        return new PeerTerms(LOGGED, new ConfiguredCommands(callers.commands(node), programs, missing, threads),
                all.smtpBatch().or(() -> routed));
    }

    private UucpSettings settings(long rate) {
        String domain = configuration.localDomains().stream().findFirst()
                .orElse(configuration.identity().server()).name();
        return UucpSettings.on(LineTiming.of(rate), configuration.lines().node(), domain)
                .taking(configuration.smtp().main().bounds().messageSize()).with(batching).telling(time)
                .reporting(reports).holding(hold);
    }
}
