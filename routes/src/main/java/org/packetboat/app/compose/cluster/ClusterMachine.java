package org.packetboat.app.compose.cluster;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.packetboat.app.compose.Server;
import org.packetboat.app.compose.Setup;
import org.packetboat.app.config.settings.ClusterSettings;
import org.packetboat.connectors.cluster.LogRunner;
import org.packetboat.connectors.jmx.cluster.ClusterBean;
import org.packetboat.connectors.jmx.local.BeanSocket;
import org.packetboat.connectors.kafka.client.ClientProperties;
import org.packetboat.connectors.kafka.client.Clients;
import org.packetboat.connectors.kafka.client.Connection;
import org.packetboat.connectors.kafka.log.KafkaHub;
import org.packetboat.connectors.kafka.log.LogTopics;
import org.packetboat.connectors.system.MonotonicClock;
import org.packetboat.engine.log.LogMember;
import org.packetboat.engine.log.LogSettings;
import org.packetboat.engine.log.LogWatcher;
import org.packetboat.engine.log.status.LogStatus;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This machine's part in a hub: it follows the log, and runs a server while it owns the queue. A server that can't be
 * started ends the process, so that another machine takes over.
 */
public final class ClusterMachine implements AutoCloseable {
    /** What goes with a server that runs. */
    public interface Started {
        /** @return what is to be closed before the server is */
        AutoCloseable with(Server server) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ClusterMachine.class);
    private static final int JITTER_MS = 500;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final long ANSWERED_MS = 100;
    private static final Duration TELL = Duration.ofSeconds(2);

    private final Setup setup;
    private final Started started;
    private final Runnable fails;
    private final KafkaHub hub;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("hub-look").factory());
    private final LogRunner runner;
    /** There while the last server that was to run here could not be started: others are to take over first. */
    private final Path failedStart;
    private final AtomicBoolean refused = new AtomicBoolean();
    private final MachineRoster roster;
    private final MachineView view;
    private final Rehearsal rehearsal;
    private final NeededFiles needed;
    private final ClusterBean bean;
    private volatile Optional<HubQueue> queue = Optional.empty();
    /** Belong to the thread for turns. */
    private Optional<BeanSocket> commands = Optional.empty();
    private volatile Optional<Server> server = Optional.empty();
    private Optional<AutoCloseable> beside = Optional.empty();
    private Optional<Store> owned = Optional.empty();

    private ClusterMachine(Setup setup, ClusterSettings settings, KafkaHub hub, Started started, Runnable fails) {
        this.setup = setup;
        this.started = started;
        this.fails = fails;
        this.hub = hub;
        SecureRandom random = new SecureRandom();
        Duration preference = settings.waits().plusMillis(random.nextInt(JITTER_MS));
        this.failedStart = setup.configuration().places().data().resolve("hub-start-failed");
        LogSettings times = Files.exists(failedStart)
                ? LogSettings.DEFAULT.afterFailedStart()
                : LogSettings.DEFAULT;
        LogCopy copy = new LogCopy(setup.configuration().places().data());
        long life = random.nextLong();
        this.needed = new NeededFiles(settings.needs());
        this.runner = new LogRunner((hears, wake) -> new LogMember(settings.machine(), life, preference,
                hub.log(), hub.snapshots(), copy, needed.rules(times), hears, wake),
                new Turns(), new MonotonicClock(), () -> queue.ifPresent(HubQueue::leaseChanged));
        this.roster = new MachineRoster(hub.snapshots(), settings.machine(), settings.waits(), life,
                this::standing, new MonotonicClock(), InstantSource.system(), this::refuseName);
        this.view = new MachineView(settings, setup.configuration().identity().server().name(),
                setup.configuration().places().data(), () -> runner.look(LogMember::status), roster,
                this::move);
        this.bean = new ClusterBean(view);
        this.rehearsal = new Rehearsal(setup.configuration().places().data());
    }

    /**
     * Begins to follow the log.
     *
     * @param started  called each time when a server runs here, from now on
     * @param fails    ends the process, which has failed; returns at once
     * @throws IOException           if the data folder can't be used
     * @throws IllegalStateException if topics are not as they have to be, or brokers don't answer
     */
    public static ClusterMachine start(Setup setup, ClusterSettings settings, Started started, Runnable fails)
            throws IOException {
        Path data = setup.configuration().places().data();
        if (Files.exists(data.resolve("queue")))
            throw new IllegalStateException(settings.problem("found a queue of this machine's own in " + data
                    + "; expected none. Remedy: run without cluster until it is empty, then move its folder \"queue\" "
                    + "aside").toString());
        KafkaHub hub = hub(settings, setup.configuration().identity().server());
        try {
            ClusterMachine machine = new ClusterMachine(setup, settings, hub, started, fails);
            machine.start();
            return machine;
        } catch (RuntimeException e) {
            hub.close();
            throw e;
        }
    }

    private static KafkaHub hub(ClusterSettings settings, Domain instance) {
        return KafkaHub.open(new Connection(settings.servers(), new ClientProperties(settings.client())),
                Clients.name(instance) + "-" + settings.machine(),
                new LogTopics(settings.name(), instance.name(), settings.copies()));
    }

    /** A machine that lacks something, or whose server could not be started, says so: others are to own. */
    private LogStatus standing() {
        LogStatus now = runner.look(LogMember::status);
        if (!now.role().equals("READING")) return now;
        if (!needed.areThere()) return now.as(MachineRoster.LACKING);
        return Files.exists(failedStart) ? now.as(MachineRoster.FAILED) : now;
    }

    private void start() {
        LOG.info("event=hub-joined {}", told());
        listen();
        looking.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(),
                TimeUnit.MILLISECONDS);
        looking.scheduleWithFixedDelay(this::tell, 0, TELL.toMillis(), TimeUnit.MILLISECONDS);
        runner.start();
    }

    /** Whatever happens: clients that wait must be answered the next time. */
    private void look() {
        try {
            needed.look();
            queue.ifPresent(HubQueue::look);
        } catch (RuntimeException e) {
            LOG.error("event=hub-look-failed reason=\"{}\"", e.getMessage(), e);
        }
    }

    private void tell() {
        try {
            roster.look();
            if (isStandby(runner.look(LogMember::status))) rehearsal.begin();
        } catch (RuntimeException e) {
            LOG.error("event=hub-roster-failed reason=\"{}\"", e.getMessage(), e);
        }
    }

    /** Whether it follows an owner, and has all: nothing else is to be done just now. */
    private boolean isStandby(LogStatus now) {
        return now.role().equals("READING") && now.atEnd() && now.behind() == 0 && !now.owner().isEmpty()
                && !now.owner().equals(setup.configuration().cluster().orElseThrow().machine());
    }

    /** Two machines of one name would take each other for an earlier life, and their snapshots' files for their own. */
    private void refuseName() {
        if (!refused.compareAndSet(false, true)) return;
        LOG.error("event=hub-name-refused {}; another machine that is alive has had this one's name before. "
                + "This process ends. Give each machine its own cluster.machine", told());
        fails.run();
    }

    /** Whether this machine follows the log, and moves mail if it owns the queue. */
    public boolean isWell() {
        return runner.isWell() && server.filter(running -> !running.isWell()).isEmpty();
    }

    /** Commands reach a standby, too; a server has a socket of its own. */
    private void listen() {
        if (commands.isPresent()) return;
        commands = BeanSocket.open(ManagementFactory.getPlatformMBeanServer(),
                setup.configuration().places().data());
    }

    private void stopListening() {
        commands.ifPresent(ClusterMachine::closed);
        commands = Optional.empty();
    }

    private String told() {
        return runner.look((member, _) -> member.toString());
    }

    /** @return why not; empty if it has begun. Whoever asked hears that before the server that he asked is stopped */
    private String move(String to) {
        if (server.isEmpty()) return "this machine does not own the queue";
        String unready = roster.unready(to);
        if (unready.isEmpty()) looking.schedule(() -> runner.turn(() -> moved(to)), ANSWERED_MS, TimeUnit.MILLISECONDS);
        return unready;
    }

    private void moved(String to) {
        if (server.isEmpty()) return; // it has stepped down meanwhile
        quiet();
        handOver(to);
        stop();
        listen();
    }

    /** Nobody sends or takes mail here any more; the rest of the server is closed while another machine takes over. */
    private void quiet() {
        queue = Optional.empty();
        closeBeside();
        long begun = System.nanoTime();
        server.ifPresent(Server::quiet);
        LOG.info("event=hub-quiet ms={}", millisSince(begun));
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    /** When nothing uses the store any more. A machine that owns must not stay without a server. */
    private void handOver(String to) {
        LOG.info("event=hub-hands-over to={} {}", to, told());
        if (runner.handOver(to) || owned.filter(runner::isInUse).isEmpty()) return;
        LOG.error("event=hub-handover-failed to={}; it is in doubt who owns the queue, and this process ends", to);
        fails.run();
    }

    /** Stops the server, if one runs here, gives the queue to another machine, and leaves the log in good order. */
    @Override
    public void close() {
        looking.shutdownNow();
        Optional<String> next = roster.successor();
        runner.close(() -> {
            boolean serves = server.isPresent();
            quiet();
            if (serves) next.ifPresent(this::handOver);
            stop();
            stopListening();
        });
        rehearsal.end();
        roster.leave();
        bean.close();
        hub.close();
    }

    private void stop() {
        queue = Optional.empty();
        closeBeside();
        server.ifPresent(Server::close);
        server = Optional.empty();
    }

    private void closeBeside() {
        beside.ifPresent(ClusterMachine::closed);
        beside = Optional.empty();
    }

    private static void closed(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception e) {
            LOG.warn("event=close-failed reason=\"{}\"", e.getMessage());
        }
    }

    /** What becomes of this machine: on a thread of its own. */
    private final class Turns implements LogWatcher {
        @Override
        public void owns(Store store) {
            LOG.info("event=hub-owned {}", told());
            try {
                HubQueue mine = new HubQueue(store, runner::intakeState, view);
                queue = Optional.of(mine);
                owned = Optional.of(store);
                stopListening();
                long begun = System.nanoTime();
                server = Optional.of(Server.start(setup, mine));
                LOG.info("event=hub-serves ms={}", millisSince(begun));
                beside = Optional.of(started.with(server.get()));
                Files.deleteIfExists(failedStart);
            } catch (IOException | GeneralSecurityException | RuntimeException e) {
                failed(store, e);
            }
        }

        /** While it is in doubt who owns the queue, this machine may be the one: it must not stay without a server. */
        private void failed(Store store, Exception why) {
            boolean ended = !runner.isInUse(store);
            stop();
            listen();
            if (ended) {
                LOG.warn("event=hub-lost-at-start reason=\"{}\"", why.getMessage());
                return;
            }
            LOG.error("event=hub-start-failed reason=\"{}\"; this process ends, and another machine takes over",
                    why.getMessage(), why);
            remember();
            fails.run();
        }

        private void remember() {
            try {
                Files.writeString(failedStart, "");
            } catch (IOException e) {
                LOG.warn("event=hub-start-not-remembered reason=\"{}\"", e.getMessage());
            }
        }

        @Override
        public void steppedDown() {
            LOG.warn("event=hub-stepped-down {}", told());
            stop();
            listen();
        }

        @Override
        public void lost(long entries) {
            LOG.error("event=hub-log-lost entries={}; the brokers have lost what they had acknowledged, and this "
                    + "machine's copy is what the hub goes on from. Check unclean.leader.election.enable, and the "
                    + "brokers' disks", entries);
        }

        @Override
        public void foreign(long offset) {
            LOG.error("event=hub-log-foreign offset={}; the log's topic has a record there that no machine of a hub "
                    + "has written. Such records are passed over; nobody else may write to it", offset);
        }

        @Override
        public void namesake() {
            LOG.error("event=hub-name-twice {}; another machine that is alive has this one's name, and owns the queue. "
                    + "Give each its own cluster.machine", told());
        }

        @Override
        public void gaveUp(long entries) {
            LOG.error("event=hub-copy-gave-up entries={}; this machine's copy had them, and the hub went on without "
                    + "them: mail in them is lost", entries);
        }
    }
}
