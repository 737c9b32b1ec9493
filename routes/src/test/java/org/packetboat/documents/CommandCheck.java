package org.packetboat.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.packetboat.app.cli.PacketboatCommand;
import picocli.CommandLine;

/**
 * Whether a command that a document names could be run: its program, its words and options, and the files, modules,
 * tests, services and units that it names are there. It is not run. Programs that aren't ours are taken as they are.
 *
 * <p>Words in capitals, and those with "…" or "...", stand for something else, and are taken for it. Of a command in
 * running text only what it says is looked at: what else it needs may be missing.
 */
final class CommandCheck {
    private static final Path TOP = Documents.PROJECT;
    private static final Set<String> FOREIGN = Set.of("apt-get", "cat", "curl", "debootstrap", "echo", "jcmd",
            "journalctl", "jq", "printf", "rm", "sh", "sudo", "tail", "tar");
    private static final Pattern STANDS_FOR = Pattern.compile("[A-Z][A-Z-]*|.*(…|\\.\\.\\.|VERSION|X\\.Y\\.Z).*");
    private static final Pattern SETTING = Pattern.compile("([A-Z_]+)=.*");

    private final boolean whole;
    private final List<String> problems = new ArrayList<>();

    private CommandCheck(boolean whole) {
        this.whole = whole;
    }

    /** What is wrong with a command of a block, to which nothing is missing. */
    static List<String> ofBlock(String line) throws IOException {
        return new CommandCheck(true).checkedLine(line);
    }

    /** What is wrong with a command in running text, of which a part may be left out. */
    static List<String> ofText(String line) throws IOException {
        return new CommandCheck(false).checkedLine(line);
    }

    private List<String> checkedLine(String line) throws IOException {
        for (List<String> command : ShellWords.commands(line))
            check(command);
        return problems;
    }

    private void check(List<String> words) throws IOException {
        List<String> settings = words.stream().takeWhile(word -> SETTING.matcher(word).matches()).toList();
        List<String> command = words.subList(settings.size(), words.size());
        if (command.isEmpty()) return;
        String program = command.getFirst();
        List<String> rest = command.subList(1, command.size());
        String name = program.substring(program.lastIndexOf('/') + 1);
        switch (name) {
            case "packetboat" -> checkPacketboat(rest);
            case "mvn" -> checkMaven(rest);
            case "docker" -> checkDocker(rest);
            case "systemctl" -> checkUnits(rest);
            case "run" -> checkBenchmark(rest, settings);
            default -> {
                if (!FOREIGN.contains(name)) checkScript(program, rest);
            }
        }
        if (!name.equals("run")) checkSettings(settings, TOP.resolve("packetboat"), TOP.resolve("docs/operations.md"));
    }

    private void checkPacketboat(List<String> arguments) {
        CommandLine root = PacketboatCommand.commandLine();
        collectErrors(root);
        CommandLine.ParseResult parsed = root.parseArgs(arguments.toArray(String[]::new));
        for (CommandLine command : parsed.asCommandLineList())
            for (Exception error : command.getParseResult().errors())
                if (counts(error)) problems.add(error.getMessage());
    }

    private static void collectErrors(CommandLine command) {
        command.getCommandSpec().parser().collectErrors(true);
        command.getSubcommands().values().forEach(CommandCheck::collectErrors);
    }

    private boolean counts(Exception error) {
        if (error instanceof CommandLine.UnmatchedArgumentException unmatched)
            return !unmatched.getUnmatched().stream().allMatch(CommandCheck::standsFor);
        if (error instanceof CommandLine.MissingParameterException) return whole;
        return !(error instanceof CommandLine.ParameterException e && standsFor(String.valueOf(e.getValue())));
    }

    private static boolean standsFor(String word) {
        return STANDS_FOR.matcher(word).matches();
    }

    private void checkBenchmark(List<String> arguments, List<String> settings) throws IOException {
        if (arguments.isEmpty() || standsFor(arguments.getFirst())) return;
        Path script = TOP.resolve("bench").resolve(arguments.getFirst());
        checkScript("bench/" + arguments.getFirst(), arguments.subList(1, arguments.size()));
        checkSettings(settings, script, script.resolveSibling("measure.sh"));
    }

    private void checkSettings(List<String> settings, Path... readers) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path reader : readers)
            if (Files.exists(reader)) text.append(Files.readString(reader));
        for (String setting : settings) {
            Matcher named = SETTING.matcher(setting);
            if (named.matches() && !Pattern.compile("\\b" + named.group(1) + "\\b").matcher(text).find())
                problems.add("no setting " + named.group(1));
        }
    }

    /** A script of the project, or one that goes into its packages. */
    private void checkScript(String program, List<String> arguments) throws IOException {
        String name = program.substring(program.lastIndexOf('/') + 1);
        Path script = Stream.of(TOP.resolve(program), TOP.resolve("bin").resolve(name),
                TOP.resolve("docker/package").resolve(name)).filter(Files::isRegularFile).findFirst().orElse(null);
        if (script == null || !Files.isExecutable(script) && !script.startsWith(TOP.resolve("docker/package"))) {
            problems.add("no program " + program);
            return;
        }
        String text = Files.readString(script);
        arguments.stream().filter(word -> word.startsWith("--") && !name.equals("kafka"))
                .filter(word -> !Pattern.compile(word + "\\b").matcher(text).find())
                .forEach(word -> problems.add(program + " has no " + word));
        if (name.equals("kafka") && !arguments.isEmpty() && !text.contains("\n  " + arguments.getFirst() + ")"))
            problems.add(program + " has no " + arguments.getFirst());
    }

    private void checkUnits(List<String> words) {
        words.stream().skip(1).filter(unit -> !Files.exists(TOP.resolve("docker/package").resolve(unit + ".service")))
                .forEach(unit -> problems.add("no unit " + unit));
    }

    private void checkMaven(List<String> words) throws IOException {
        List<String> modules = new ArrayList<>();
        String poms = Files.readString(TOP.resolve("pom.xml"));
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-pl")) modules.addAll(List.of(words.get(i + 1).split(",")));
            if (word.matches("-P\\w+") && !everyPom().contains("<id>" + word.substring(2) + "</id>"))
                problems.add("no profile " + word);
            if (word.matches("[a-z]+:[a-z-]+") && !word.startsWith("versions:")
                    && !poms.contains(word.replaceFirst(":.*", "-maven-plugin")))
                problems.add("no plugin for " + word);
        }
        modules.stream().filter(module -> !Files.exists(TOP.resolve(module).resolve("pom.xml")))
                .forEach(module -> problems.add("no module " + module));
        for (String word : words)
            if (word.matches("-D(it\\.)?test=\\w+") && !word.endsWith("=NONE"))
                checkTest(modules, word.substring(word.indexOf('=') + 1));
    }

    private void checkTest(List<String> modules, String name) throws IOException {
        for (String module : modules)
            if (Documents.test(TOP.resolve(module), name).isPresent()) return;
        problems.add("no test " + name + " in " + modules);
    }

    private static String everyPom() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(TOP, 3)) {
            for (Path pom : files.filter(file -> file.endsWith("pom.xml")).toList())
                all.append(Files.readString(pom));
        }
        return all.toString();
    }

    private void checkDocker(List<String> words) throws IOException {
        List<String> rest = new ArrayList<>(words);
        String file = valueOf("-f", rest);
        if (!file.isEmpty() && !Files.exists(TOP.resolve(file))) {
            problems.add("no file " + file);
            return;
        }
        if (words.getFirst().equals("build")) checkBuildArguments(words, Files.readString(TOP.resolve(file)));
        if (words.getFirst().equals("compose") && !file.isEmpty()) checkServices(rest, TOP.resolve(file));
        if (words.getFirst().equals("exec") && words.size() > 2) check(words.subList(2, words.size()));
    }

    private void checkBuildArguments(List<String> words, String text) {
        for (int i = 0; i + 1 < words.size(); i++) {
            String given = words.get(i + 1).replaceFirst("=.*", "");
            if (words.get(i).equals("--build-arg") && !text.contains("ARG " + given)) problems.add("no ARG " + given);
        }
    }

    private void checkServices(List<String> words, Path compose) throws IOException {
        String text = Files.readString(compose);
        String profile = valueOf("--profile", words);
        if (!profile.isEmpty() && !text.contains("profiles: [" + profile + "]")) problems.add("no profile " + profile);
        List<String> named = words.stream().skip(2).dropWhile(word -> word.startsWith("-")).toList();
        boolean executes = words.size() > 1 && words.get(1).equals("exec");
        for (String service : executes ? named.subList(0, 1) : named)
            if (!service.startsWith("-") && !text.contains("\n  " + service + ":\n"))
                problems.add("no service " + service);
        if (executes) check(named.subList(1, named.size()));
    }

    /** Takes an option out. @return its value; empty if it isn't there */
    private static String valueOf(String option, List<String> words) {
        int at = words.indexOf(option);
        if (at < 0 || at + 1 >= words.size() || words.get(at + 1).matches("[a-z]+")
                && !option.startsWith("--"))
            return "";
        words.remove(at);
        return words.remove(at);
    }
}
