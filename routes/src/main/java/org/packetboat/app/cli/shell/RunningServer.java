package org.packetboat.app.cli.shell;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.packetboat.app.process.PidFile;
import org.packetboat.connectors.jmx.KafkaMXBean;
import org.packetboat.connectors.jmx.ServerMXBean;
import org.packetboat.connectors.jmx.backup.BackupMXBean;
import org.packetboat.connectors.jmx.cluster.ClusterMXBean;
import org.packetboat.connectors.jmx.disks.DisksMXBean;
import org.packetboat.connectors.jmx.fleet.FleetMXBean;
import org.packetboat.connectors.jmx.local.BeanClient;
import org.packetboat.connectors.jmx.filters.FiltersMXBean;
import org.packetboat.connectors.jmx.provision.ProvisionMXBean;
import org.packetboat.connectors.jmx.recipients.RecipientsMXBean;
import org.packetboat.connectors.jmx.report.ReportMXBean;
import org.packetboat.connectors.jmx.routes.UserRoutesMXBean;
import org.packetboat.connectors.jmx.rules.RulesMXBean;
import org.packetboat.connectors.jmx.usage.UsageMXBean;

/**
 * The server that runs on a data folder, reached by the socket in it: no port is open for it, and only the same user
 * (or root) may. One of an earlier version, or whose folder has too long a path, is reached by attaching to its
 * process.
 */
public final class RunningServer implements AskedServer {
    private static final Duration JUST_BEGUN = Duration.ofSeconds(30);
    private static final Duration WAIT = Duration.ofMillis(20);
    private static final int MOST_WAITS = 250;
    private static final String USER = System.getProperty("user.name");

    private final AutoCloseable connection;
    private final ServerMXBean server;
    private final Optional<KafkaMXBean> kafka;
    private final Optional<UserRoutesMXBean> routes;
    private final Optional<ClusterMXBean> cluster;
    private final boolean standsBy;
    private final Optional<ReportMXBean> reports;
    private final Optional<BackupMXBean> backups;
    private final Optional<FleetMXBean> fleet;
    private final Optional<RecipientsMXBean> recipients;
    private final Optional<FiltersMXBean> filters;
    private final Optional<RulesMXBean> rules;
    private final Optional<UsageMXBean> usage;
    private final Optional<DisksMXBean> disks;
    private final Optional<ProvisionMXBean> provisioning;

    private RunningServer(AutoCloseable connection, MBeanServerConnection beans)
            throws IOException, MalformedObjectNameException {
        this.connection = connection;
        server = JMX.newMXBeanProxy(beans, new ObjectName("org.packetboat:type=Server"), ServerMXBean.class);
        kafka = bean(beans, "Kafka", KafkaMXBean.class);
        routes = bean(beans, "UserRoutes", UserRoutesMXBean.class);
        cluster = bean(beans, "Cluster", ClusterMXBean.class);
        standsBy = cluster.isPresent() && bean(beans, "Server", ServerMXBean.class).isEmpty();
        reports = bean(beans, "Report", ReportMXBean.class);
        backups = bean(beans, "Backup", BackupMXBean.class);
        fleet = bean(beans, "Fleet", FleetMXBean.class);
        recipients = bean(beans, "Recipients", RecipientsMXBean.class);
        filters = bean(beans, "Filters", FiltersMXBean.class);
        rules = bean(beans, "Rules", RulesMXBean.class);
        usage = bean(beans, "Usage", UsageMXBean.class);
        disks = bean(beans, "Disks", DisksMXBean.class);
        provisioning = bean(beans, "Provision", ProvisionMXBean.class);
    }

    /**
     * Asks the server on a data folder.
     *
     * @throws CommandFailure if none runs there, it can't be reached, ends meanwhile, does not answer, or says no
     */
    public static <T> T ask(Path dataFolder, Function<RunningServer, T> question) {
        try (RunningServer running = on(dataFolder)) {
            running.mustServe();
            return question.apply(running);
        } catch (RuntimeException e) {
            throw AskedServer.failure(e);
        }
    }

    /** The same for what a standby of a hub knows, too. */
    public static <T> T askMachine(Path dataFolder, Function<RunningServer, T> question) {
        try (RunningServer running = on(dataFolder)) {
            return question.apply(running);
        } catch (RuntimeException e) {
            throw AskedServer.failure(e);
        }
    }

    private void mustServe() {
        if (!standsBy) return;
        String owner = cluster.orElseThrow().getOwner();
        throw new CommandFailure(ExitCodes.NOT_RUNNING, "this machine is a standby of hub "
                + cluster.orElseThrow().getHub() + ": " + (owner.isEmpty() ? "no machine" : "machine " + owner)
                + " owns the queue. Give the command there; \"packetboat cluster\" tells how this machine stands");
    }

    /** @throws CommandFailure if none runs there, or it can't be reached */
    public static RunningServer on(Path dataFolder) {
        PidFile file = new PidFile(dataFolder);
        Optional<Long> pid = file.running();
        if (pid.isEmpty() && file.isHidden()) throw notAllowed(dataFolder, owner(dataFolder));
        if (pid.isEmpty()) {
            throw new CommandFailure(ExitCodes.NOT_RUNNING, "no server is running on " + dataFolder
                    + "; start one with \"packetboat run\", or name its configuration with --config");
        }
        try {
            return reach(dataFolder, pid.get()).of(dataFolder, pid.get());
        } catch (IOException | AttachNotSupportedException | MalformedObjectNameException e) {
            Optional<String> runs = ProcessHandle.of(pid.get()).flatMap(process -> process.info().user());
            if (runs.filter(user -> !user.equals(USER)).isPresent()) throw notAllowed(dataFolder, runs.get());
            throw new CommandFailure(ExitCodes.NOT_RUNNING, "cannot reach the server, process " + pid.get()
                    + " (you must be the user it runs as): " + e.getMessage());
        }
    }

    private static CommandFailure notAllowed(Path dataFolder, String user) {
        return new CommandFailure(ExitCodes.NOT_ALLOWED, "you (" + USER + ") may not ask the server on " + dataFolder
                + ", which belongs to " + user + ": run the command as that user, such as \"sudo -u " + user
                + " packetboat ...\"");
    }

    /** Of the folder, or of the one that hides it. */
    private static String owner(Path dataFolder) {
        for (Path at = dataFolder.toAbsolutePath(); at != null; at = at.getParent()) {
            try {
                return Files.getOwner(at).getName();
            } catch (IOException e) {
                // hidden by the folder that it is in
            }
        }
        return "another user";
    }

    private static RunningServer reach(Path dataFolder, long pid)
            throws IOException, AttachNotSupportedException, MalformedObjectNameException {
        Optional<BeanClient> client = BeanClient.of(dataFolder);
        // One that has just begun opens its socket after it has begun to accept mail.
        for (int waits = 0; client.isEmpty() && waits < MOST_WAITS && hasJustBegun(pid); waits++) {
            LockSupport.parkNanos(WAIT.toNanos());
            client = BeanClient.of(dataFolder);
        }
        return client.isPresent() ? new RunningServer(client.get(), client.get().beans()) : attach(pid);
    }

    private static boolean hasJustBegun(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().startInstant())
                .filter(began -> Duration.between(began, Instant.now()).abs().compareTo(JUST_BEGUN) < 0).isPresent();
    }

    private static RunningServer attach(long pid)
            throws IOException, AttachNotSupportedException, MalformedObjectNameException {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            JMXConnector connector = JMXConnectorFactory
                    .connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            return new RunningServer(connector, connector.getMBeanServerConnection());
        } finally {
            machine.detach();
        }
    }

    private static <T> Optional<T> bean(MBeanServerConnection beans, String type, Class<T> as)
            throws IOException, MalformedObjectNameException {
        ObjectName name = new ObjectName("org.packetboat:type=" + type);
        return beans.isRegistered(name) ? Optional.of(JMX.newMXBeanProxy(beans, name, as)) : Optional.empty();
    }

    /** A command goes to no other server than that of the folder, whatever the files in it say. */
    private RunningServer of(Path dataFolder, long pid) {
        String served = servedFolder();
        // An earlier version tells a path as it was written, which says nothing here unless it is absolute.
        if (!Path.of(served).isAbsolute() || isSame(Path.of(served), dataFolder)) return this;
        close();
        throw new CommandFailure(ExitCodes.NOT_RUNNING, "no server is running on " + dataFolder + "; process " + pid
                + ", which its packetboat.pid names, is another");
    }

    private String servedFolder() {
        try {
            return standsBy ? cluster.orElseThrow().getDataFolder() : server.getDataFolder();
        } catch (UndeclaredThrowableException e) {
            return "/";
        }
    }

    private static boolean isSame(Path served, Path dataFolder) {
        try {
            return Files.isSameFile(served, dataFolder);
        } catch (IOException e) {
            return served.toAbsolutePath().normalize().equals(dataFolder.toAbsolutePath().normalize());
        }
    }

    @Override
    public ServerMXBean server() {
        return server;
    }

    /** What it does with Kafka; empty if nothing. */
    public Optional<KafkaMXBean> kafka() {
        return kafka;
    }

    /** The routes that users write; empty if there is no place for them. */
    public Optional<UserRoutesMXBean> routes() {
        return routes;
    }

    /** Its part in a hub; empty if it has none. */
    public Optional<ClusterMXBean> cluster() {
        return cluster;
    }

    /** What nights came to; empty if calls are not remembered there, or it is of an earlier version. */
    public Optional<ReportMXBean> reports() {
        return reports;
    }

    /** Its backups; empty in a server of an earlier version. */
    public Optional<BackupMXBean> backups() {
        return backups;
    }

    /** The branches; empty in a server of an earlier version. */
    public Optional<FleetMXBean> fleet() {
        return fleet;
    }

    /** Filters of mail that comes in; empty if there are none. */
    public Optional<FiltersMXBean> filters() {
        return filters;
    }

    /** Usage records; empty if there are none. */
    public Optional<UsageMXBean> usage() {
        return usage;
    }

    /** Disks that carry mail; empty in a server of an earlier version. */
    public Optional<DisksMXBean> disks() {
        return disks;
    }

    /** Logins, domains and sites that are provisioned; empty in a server of an earlier version. */
    public Optional<ProvisionMXBean> provisioning() {
        return provisioning;
    }

    /** Delivery rules; empty in a server of an earlier version. */
    public Optional<RulesMXBean> rules() {
        return rules;
    }

    /** Lists of recipients; empty in a server of an earlier version. */
    public Optional<RecipientsMXBean> recipients() {
        return recipients;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (Exception e) {
            // the server went away first; there is nothing left to close
        }
    }
}
