package org.packetboat.app.cli.provision;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Json;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.cli.shell.RunningServer;
import org.packetboat.app.cli.shell.Table;
import org.packetboat.connectors.jmx.provision.ProvisionAnswer;
import org.packetboat.connectors.jmx.provision.ProvisionMXBean;
import org.packetboat.connectors.jmx.provision.ProvisionRow;
import org.packetboat.connectors.jmx.provision.ProvisionedRow;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What all commands have that provision, and how they ask the server. */
public final class ProvisionOptions {
    /** So many rows are listed in one answer. */
    private static final int PAGE = 10_000;

    @Mixin
    private ConfigurationOption configuration;

    @Option(names = "--dry-run", description = "Change nothing; tell what would be done.")
    private boolean dryRun;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why, for the audit log.")
    private String note = "";

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    @Spec(Target.MIXEE)
    private CommandSpec mixee;

    /** What somebody should know, for scripts. */
    record Note(String text) {}

    private <T> T ask(Function<ProvisionMXBean, T> question) {
        return RunningServer.ask(configuration.dataFolder(), running -> question.apply(running.provisioning()
                .orElseThrow(() -> new CommandFailure(ExitCodes.FAILED,
                        "the running server is of another version, and provisions nothing; restart it"))));
    }

    /** @param changes of one kind by name @param names {@code new}, {@code known} or {@code any} */
    int apply(String kinds, Map<String, ?> changes, String names) {
        return apply("command line", Json.line(Map.of(kinds, changes)), names);
    }

    int apply(String source, String changes, String names) {
        ProvisionAnswer answer = ask(bean -> bean.apply(source, changes, names, dryRun,
                System.getProperty("user.name", ""), note));
        PrintWriter out = mixee.commandLine().getOut();
        if (json) {
            answer.rows().forEach(row -> out.println(Listing.PROVISIONED.line(row)));
            answer.notes().forEach(text -> out.println(Listing.NOTE.line(new Note(text))));
        } else {
            String would = answer.inForce() ? "" : "would be ";
            answer.rows().forEach(row -> out.println(row.what() + " " + row.name() + ": " + said(row, would)));
            answer.notes().forEach(text -> out.println("note: " + text));
        }
        out.flush();
        return ExitCodes.OK;
    }

    private static String said(ProvisionRow row, String would) {
        return switch (row.done()) {
            case "unchanged" -> "is so already";
            case "absent" -> "is not there";
            default -> would + row.done();
        };
    }

    int list(String what) {
        List<ProvisionedRow> rows = new ArrayList<>();
        ask(bean -> {
            List<ProvisionedRow> page;
            do {
                page = bean.list(what, rows.isEmpty() ? "" : rows.getLast().name());
                rows.addAll(page);
            } while (page.size() == PAGE);
            return rows;
        });
        PrintWriter out = mixee.commandLine().getOut();
        if (json) rows.forEach(row -> out.println(Listing.PROVISIONED_ENTRY.line(row)));
        else if (rows.isEmpty()) out.println("no " + what + " is provisioned");
        else if (what.equals("site")) out.print(Table.of(rows.stream().map(Site::of).toList()));
        else rows.forEach(row -> out.println(row.name()));
        out.flush();
        return ExitCodes.OK;
    }

    /** A site, for people. */
    record Site(String site, String route) {
        static Site of(ProvisionedRow row) {
            return new Site(row.name(), row.value());
        }
    }
}
