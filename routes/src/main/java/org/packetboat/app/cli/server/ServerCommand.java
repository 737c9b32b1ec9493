package org.packetboat.app.cli.server;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.packetboat.app.cli.shell.AskedServer;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.cli.shell.Pager;
import org.packetboat.app.cli.shell.RunningServer;
import org.packetboat.app.cli.shell.Table;
import org.packetboat.connectors.jmx.KafkaMXBean;
import org.packetboat.connectors.jmx.ServerMXBean;
import org.packetboat.connectors.jmx.backup.BackupMXBean;
import org.packetboat.connectors.jmx.cluster.ClusterMXBean;
import org.packetboat.connectors.jmx.disks.DisksMXBean;
import org.packetboat.connectors.jmx.filters.FiltersMXBean;
import org.packetboat.connectors.jmx.provision.ProvisionMXBean;
import org.packetboat.connectors.jmx.recipients.RecipientsMXBean;
import org.packetboat.connectors.jmx.routes.UserRoutesMXBean;
import org.packetboat.connectors.jmx.rules.RulesMXBean;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command to the running server. */
public abstract class ServerCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOption configuration;

    @Spec
    private CommandSpec spec;

    private Optional<KafkaMXBean> kafka = Optional.empty();
    private Optional<UserRoutesMXBean> routes = Optional.empty();
    private Optional<BackupMXBean> backups = Optional.empty();
    private Optional<ClusterMXBean> machine = Optional.empty();
    private Optional<RecipientsMXBean> recipients = Optional.empty();
    private Optional<FiltersMXBean> filters = Optional.empty();
    private Optional<RulesMXBean> rules = Optional.empty();
    private Optional<DisksMXBean> disks = Optional.empty();
    private Optional<ProvisionMXBean> provisioning = Optional.empty();
    private Optional<Pager> pager = Optional.empty();

    @Override
    public final Integer call() {
        return RunningServer.ask(configuration.dataFolder(),
                running -> ask(running.server(), running.kafka(), running.routes(), running.backups(),
                        running.cluster(), running.recipients(), running.filters(), running.rules(),
                        running.disks(), running.provisioning()));
    }

    /** @return the exit code */
    final int ask(ServerMXBean server, Optional<KafkaMXBean> itsKafka, Optional<UserRoutesMXBean> itsRoutes,
            Optional<BackupMXBean> itsBackups, Optional<ClusterMXBean> itsMachine,
            Optional<RecipientsMXBean> itsRecipients, Optional<FiltersMXBean> itsFilters,
            Optional<RulesMXBean> itsRules, Optional<DisksMXBean> itsDisks,
            Optional<ProvisionMXBean> itsProvisioning) {
        provisioning = itsProvisioning;
        disks = itsDisks;
        rules = itsRules;
        filters = itsFilters;
        machine = itsMachine;
        recipients = itsRecipients;
        kafka = itsKafka;
        routes = itsRoutes;
        backups = itsBackups;
        pager = isPaged() ? Pager.open() : Optional.empty();
        try {
            return ask(server);
        } finally {
            pager.ifPresent(Pager::close);
        }
    }

    /** Whether what it prints may be long, and is for people. */
    boolean isPaged() {
        return false;
    }

    /** @return the exit code */
    abstract int ask(ServerMXBean server);

    /**
     * Has the server change something.
     *
     * @throws CommandFailure if it takes so long that it is no longer waited for: it goes on
     */
    static <T> T changed(Supplier<T> change) {
        try {
            return change.get();
        } catch (RuntimeException e) {
            if (!AskedServer.isLate(e)) throw e;
            throw new CommandFailure(ExitCodes.FAILED,
                    "not finished yet; the server goes on with it: the command given again says what is left");
        }
    }

    /** What the server does with Kafka; empty if nothing. */
    Optional<KafkaMXBean> kafka() {
        return kafka;
    }

    /** The routes that users write; empty if there is no place for them. */
    Optional<UserRoutesMXBean> routes() {
        return routes;
    }

    /** Its backups; empty in a server of an earlier version. */
    Optional<BackupMXBean> backups() {
        return backups;
    }

    /** Its machine's part in a hub; empty if it has none. */
    Optional<ClusterMXBean> machine() {
        return machine;
    }

    /** Filters of mail that comes in; empty if there are none. */
    Optional<FiltersMXBean> filters() {
        return filters;
    }

    /** Delivery rules; empty in a server of an earlier version. */
    Optional<RulesMXBean> rules() {
        return rules;
    }

    /** Disks that carry mail; empty in a server of an earlier version. */
    Optional<DisksMXBean> disks() {
        return disks;
    }

    /** Logins, domains and sites that are provisioned; empty in a server of an earlier version. */
    Optional<ProvisionMXBean> provisioning() {
        return provisioning;
    }

    /** Lists of recipients; empty in a server of an earlier version. */
    Optional<RecipientsMXBean> recipients() {
        return recipients;
    }

    ConfigurationOption configuration() {
        return configuration;
    }

    CommandSpec spec() {
        return spec;
    }

    PrintWriter out() {
        return pager.map(Pager::in).orElseGet(spec.commandLine()::getOut);
    }

    /** Prints records as a table for people, or as JSON, one object a line. */
    void list(Listing kind, List<? extends Record> rows, boolean json, String ifEmpty) {
        if (json) {
            rows.forEach(row -> out().println(kind.line(row)));
        } else if (rows.isEmpty()) {
            out().println(ifEmpty);
        } else {
            String table = Table.of(rows);
            int heading = table.indexOf('\n');
            out().print(Ansi.AUTO.string("@|bold " + table.substring(0, heading) + "|@") + table.substring(heading));
        }
        out().flush();
    }
}
