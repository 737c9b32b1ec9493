package org.packetboat.documents;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.app.cli.PacketboatCommand;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The page of all commands, made from the commands themselves. */
final class CliPage {
    private static final List<String> EVERYWHERE = List.of("--help", "--version");

    private final StringBuilder page = new StringBuilder();

    private CliPage() {}

    static String text() {
        CliPage made = new CliPage();
        CommandLine root = PacketboatCommand.commandLine();
        made.page
                .append("""
                        # Commands

                        All commands, with their options. Each has `--help`, which says the same with an example, and `--version`. Commands
                        to a running server find it by `--config FILE` or the environment variable `PACKETBOAT_CONFIG`; what they reach it
                        by stands in [ports-and-files.md](ports-and-files.md).

                        <!-- made from the code by PageRulesTest: -Ddraw=true makes it anew -->

                        | exit code | |
                        |---|---|
                        """);
        root.getCommandSpec().usageMessage().exitCodeList()
                .forEach((code, meaning) -> made.page.append("| %s | %s |%n".formatted(code, cell(meaning))));
        List<CommandSpec> commands = root.getSubcommands().values().stream().distinct()
                .map(CommandLine::getCommandSpec).filter(spec -> !spec.usageMessage().hidden()).toList();
        made.page.append("\n| command | |\n|---|---|\n");
        commands.forEach(made::overview);
        commands.forEach(made::command);
        return made.page.toString();
    }

    private void overview(CommandSpec spec) {
        String says = words(spec.usageMessage().description()).replaceFirst("(?s)[.:] .*", "").replaceFirst("\\.$", "");
        page.append(
                "| [`%s`](#%s) | %s |%n".formatted(spec.name(), spec.qualifiedName().replace(' ', '-'), cell(says)));
    }

    private void command(CommandSpec spec) {
        page.append("%n## %s%n%n%s%n%n".formatted(spec.qualifiedName(), words(spec.usageMessage().description())));
        page.append("`").append(synopsis(spec)).append("`\n");
        List<String> rows = Stream.concat(spec.positionalParameters().stream().filter(p -> !p.hidden()).map(this::row),
                spec.options().stream().filter(CliPage::isTold).map(this::row)).toList();
        if (!rows.isEmpty()) page.append("\n| | |\n|---|---|\n").append(String.join("\n", rows)).append("\n");
        spec.subcommands().values().stream().distinct().map(CommandLine::getCommandSpec).forEach(this::command);
    }

    private static String synopsis(CommandSpec spec) {
        CommandLine.Help help = new CommandLine.Help(spec, CommandLine.Help.defaultColorScheme(
                CommandLine.Help.Ansi.OFF));
        return help.synopsis(0).strip().replaceAll("\\s+", " ").replace("[-hV] ", "").replace(" [-hV]", "");
    }

    private static boolean isTold(OptionSpec option) {
        return !option.hidden() && !EVERYWHERE.contains(option.longestName());
    }

    private String row(PositionalParamSpec parameter) {
        return "| `%s` | %s |".formatted(parameter.paramLabel(), cell(words(parameter.description())));
    }

    private String row(OptionSpec option) {
        String names = Stream.of(option.names()).collect(Collectors.joining("`, `"));
        String label = option.arity().max() > 0 ? " " + option.paramLabel() : "";
        return "| `%s%s` | %s |".formatted(names, label, cell(words(option.description())));
    }

    private static String words(String[] lines) {
        return String.join(" ", lines).replace("%n", " ").replace("%%", "%").replaceAll("\\s+", " ").strip();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
