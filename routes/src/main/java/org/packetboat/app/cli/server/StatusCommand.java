package org.packetboat.app.cli.server;

import java.lang.reflect.UndeclaredThrowableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.management.AttributeNotFoundException;
import org.packetboat.app.cli.recipients.RecipientsCommand;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.cli.shell.PlaceFilters;
import org.packetboat.connectors.jmx.recipients.RecipientPushRow;
import org.packetboat.connectors.jmx.ServerMXBean;
import org.packetboat.connectors.jmx.backup.BackupMXBean;
import org.packetboat.connectors.jmx.memory.ProcessSize;
import org.packetboat.connectors.jmx.provision.ProvisionCounts;
import org.packetboat.connectors.jmx.provision.ProvisionMXBean;
import org.packetboat.connectors.jmx.routes.UserRoutesMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the server is doing. */
@Command(name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the server, its problems, its disks, its running sessions, its routes, big sends under "
                + "way with their stages, and the routes of route files.",
        footer = {
                "", "Examples:", "  packetboat status --config packetboat.yaml",
                "  packetboat status --link modems --state unavailable"})
public final class StatusCommand extends ServerCommand {
    /** A node steps every five seconds, whatever happens. */
    private static final long STUCK_SECONDS = 30;

    @Option(names = "--json",
            description = "Print JSON, one object a line: the server, Kafka, the last backup, what is provisioned, "
                    + "problems, holds, machines of a hub, recipients, filters, rules, disks, sessions, routes, big "
                    + "sends under way, routes of route files.")
    private boolean json;

    @Option(names = "--link", paramLabel = "LINK", description = "Only sessions and routes over this link.")
    private Optional<String> link = Optional.empty();

    @Mixin
    private PlaceFilters filters;

    /** The server in one line. */
    record Summary(String name, String version, String started, String listening, String data, long depth, long bytes,
            long accepted, long delivered, long deferred, long refused, long expired, long secondsSinceStep,
            long logLinesDropped, long relayed,
            long residentBytes, long heapBytes, long heapMostBytes, int threads, long openFiles) {
        static Summary of(ServerMXBean s, ProcessSize process) {
            return new Summary(s.getName(), s.getVersion(), s.getStarted(), String.join(", ", s.getListening()),
                    s.getDataFolder(), s.getDepth(), s.getBytes(), s.getAccepted(), s.getDelivered(), s.getDeferred(),
                    s.getRefused(), s.getExpired(), s.getSecondsSinceStep(), s.getLogLinesDropped(), s.getRelayed(),
                    process.residentBytes(), process.heapBytes(), process.heapMostBytes(), process.threads(),
                    process.openFiles());
        }
    }

    /** The last backup. */
    record Backup(String last, String folder, long generation, long bytes, String failure, String next) {
        static Backup of(BackupMXBean b) {
            return new Backup(b.getLast(), b.getLastFolder(), b.getLastGeneration(), b.getLastBytes(),
                    b.getLastFailure(), b.getNext());
        }

        String text() {
            String made = last.isEmpty()
                    ? "none yet"
                    : "last " + last + ", number " + generation + " in " + folder;
            return made + (next.isEmpty() ? "" : "; next " + next);
        }

        boolean isKnown() {
            return !(last + failure + next).isEmpty();
        }
    }

    /** How much is provisioned; empty if nothing ever was. */
    private Optional<ProvisionCounts> provisioned() {
        return provisioning().map(ProvisionMXBean::getCounts)
                .filter(c -> c.logins() + c.domains() + c.sites() + c.changes() + c.refused() > 0);
    }

    private static String text(ProvisionCounts c) {
        return c.logins() + " logins, " + c.domains() + " domains, " + c.sites() + " sites"
                + (c.last().isEmpty() ? "" : "; last changed " + c.last());
    }

    /** Something that is wrong now, or held, for scripts. */
    record Said(String text) {}

    @Override
    boolean isPaged() {
        return !json;
    }

    @Override
    int ask(ServerMXBean server) {
        ProcessSize process = process(server);
        Summary s = Summary.of(server, process);
        if (json) printJson(server, s);
        else print(server, s, process);
        if (s.secondsSinceStep() > STUCK_SECONDS) return ExitCodes.FAILED; // it would not answer for a minute
        Instant now = Instant.now();
        part(Listing.HUB_MEMBER, machine().stream().flatMap(m -> m.getMachines().stream()), "", now);
        part(Listing.RECIPIENT_LIST, recipients().stream().flatMap(r -> r.getLists().stream())
                .map(RecipientsCommand.Row::of), "", now);
        part(Listing.RECIPIENT_PUSH, pushes().stream(), "", now);
        part(Listing.FILTER, filters().stream().flatMap(f -> f.getFilters().stream()), "", now);
        part(Listing.RULE, rules().stream().flatMap(r -> r.getRules().stream()), "", now);
        part(Listing.DISK, disks().stream().flatMap(d -> d.getDisks().stream()).filter(d -> isOver(d.link())), "", now);
        part(Listing.SESSION, server.listSessions().stream().filter(r -> isOver(r.link())), "no session under way",
                now);
        part(Listing.ROUTE, server.listRoutes().stream().filter(r -> isOver(r.link())), "no routes", now);
        part(Listing.BIG_SEND, server.listBatches().stream().filter(b -> b.waiting() > 0), "", now);
        routes().map(UserRoutesMXBean::listRoutes).ifPresent(all -> part(Listing.USER_ROUTE, all.stream(), "", now));
        return ExitCodes.OK;
    }

    private static ProcessSize process(ServerMXBean server) {
        return ifTold(server::getProcess).orElse(ProcessSize.UNKNOWN);
    }

    private List<RecipientPushRow> pushes() {
        return recipients().flatMap(r -> ifTold(r::getPushes)).orElse(List.of());
    }

    /** A server of an earlier version does not tell. */
    private static <T> Optional<T> ifTold(Supplier<T> attribute) {
        try {
            return Optional.of(attribute.get());
        } catch (UndeclaredThrowableException e) {
            if (e.getCause() instanceof AttributeNotFoundException) return Optional.empty();
            throw e;
        }
    }

    private boolean isOver(String name) {
        return link.filter(l -> !l.equalsIgnoreCase(name)).isEmpty();
    }

    private Optional<Backup> backup() {
        return backups().map(Backup::of).filter(Backup::isKnown);
    }

    private void printJson(ServerMXBean server, Summary s) {
        out().println(Listing.SERVER.line(s));
        kafka().ifPresent(k -> out().println(Listing.KAFKA.line(KafkaCommand.Summary.of(k))));
        backup().ifPresent(b -> out().println(Listing.BACKUP.line(b)));
        provisioned().ifPresent(p -> out().println(Listing.PROVISIONING.line(p)));
        server.getScheduleProblems().forEach(p -> out().println(Listing.PROBLEM.line(new Said(p))));
        server.getHolds().forEach(h -> out().println(Listing.HOLD.line(new Said(h))));
    }

    private void print(ServerMXBean server, Summary s, ProcessSize process) {
        out().printf("%s (packetboat %s), up since %s%n  listening  %s%n  data       %s%n", s.name(), s.version(),
                s.started(), s.listening(), s.data());
        out().printf("  waiting    %d envelopes, %d bytes%n", s.depth(), s.bytes());
        out().printf("  so far     %d messages accepted; %d recipients delivered, %d relayed, %d deferred, "
                + "%d refused, %d expired%n", s.accepted(), s.delivered(), s.relayed(), s.deferred(), s.refused(),
                s.expired());
        if (!process.equals(ProcessSize.UNKNOWN)) out().printf("  process    %s%n", process.text());
        kafka().ifPresent(k -> KafkaCommand.Summary.of(k).text().lines().forEach(l -> out().println("  " + l)));
        backup().ifPresent(b -> out().println("  backup     " + b.text()));
        provisioned().ifPresent(p -> out().println("  provision  " + text(p)));
        if (!server.getHolds().isEmpty()) out().println("  HELD       " + String.join(", ", server.getHolds()));
        server.getScheduleProblems().forEach(p -> out().println(Ansi.AUTO.string("  @|bold,red PROBLEM|@    ") + p));
    }

    /** @param ifEmpty empty if nothing is to be said then */
    private void part(Listing kind, Stream<? extends Record> rows, String ifEmpty, Instant now) {
        List<? extends Record> meant = rows.filter(r -> filters.matches(r, now)).toList();
        if (meant.isEmpty() && ifEmpty.isEmpty()) return;
        if (!json) out().println();
        list(kind, meant, json, ifEmpty);
    }
}
