package org.packetboat.app.cli.init;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.compose.Inspection;
import org.packetboat.app.compose.check.SystemMachine;
import org.packetboat.app.config.ConfigurationReader;
import org.packetboat.app.config.ConfigurationReading;
import org.packetboat.app.config.MachineName;
import org.packetboat.schedules.yaml.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A first configuration. */
@Command(name = "init",
        mixinStandardHelpOptions = true,
        description = {
                "Makes a folder with a first configuration: packetboat.yaml, schedules/ and, where a login is needed, "
                        + "secrets/. Asks for what is not given, and checks the result. Nothing is overwritten.",
                "A head office, and a branch with --hub-key, get keys: fleet.pub is the public one, and what is in "
                        + "the branch's folder at-hub belongs into the head office's folder branches.",
                "Without a terminal, or with --yes, nothing is asked: what is not given is the usual, or an error."},
        footer = {
                "", "Examples:", "  packetboat init my-server",
                "  packetboat init hub --yes --role hub --name hub.example.com --branch denver.example.com",
                "  packetboat init denver --yes --role branch-modem --name denver.example.com "
                        + "--hub hub.example.com --phone 13035550100",
                "  packetboat init boise --yes --role branch-ip --name boise.example.com "
                        + "--smarthost mail.provider.example --login boise --password-file pw",
                "  packetboat init ship --yes --role ship --name ship.example.com --hub hub.example.com "
                        + "--window 06:00-06:20,18:00-18:20"})
public final class InitCommand implements Callable<Integer> {
    private static final int PASSWORD_BYTES = 18;

    @Parameters(paramLabel = "FOLDER", description = "The folder to make.")
    private Path folder;

    @Option(names = "--role", description = "What the server is: ${COMPLETION-CANDIDATES}.")
    private Optional<ServerRole> role = Optional.empty();

    @Mixin
    private InitOptions options;

    @Option(names = "--password-file",
            paramLabel = "FILE",
            description = "A file whose first line is the password for the login, \"-\" for standard input. Without "
                    + "it, a password for the head office is made.")
    private Optional<Path> passwordFile = Optional.empty();

    @Option(names = {"-y", "--yes"}, description = "Ask nothing: take the usual for what is not given.")
    private boolean yes;

    @Option(names = "--offline", description = "Do not ask the name service when the result is checked.")
    private boolean offline;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path target = folder.toAbsolutePath().normalize();
        if (Files.exists(target))
            throw new CommandFailure(ExitCodes.FAILED, target + " is there already; nothing is "
                    + "overwritten. Name a new folder, and take from it what you want");
        Console console = System.console();
        boolean asks = !yes && console != null && console.isTerminal();
        Questions questions = new Questions(() -> Optional.ofNullable(console.readLine()), out());
        ServerRole chosen = role.orElseGet(() -> {
            if (asks) return questions.role();
            throw usage("--role is missing: one of hub, branch-modem, branch-ip, ship");
        });
        InitAnswers answers = options.answers(chosen, spec.commandLine());
        complete(chosen, answers, asks ? Optional.of(questions) : Optional.empty());
        return make(target, chosen, answers, FirstFiles.secret(chosen, answers).map(_ -> password(chosen, asks)));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** What is not known is asked for, or the usual; all that is missing is told at once. */
    private void complete(ServerRole chosen, InitAnswers answers, Optional<Questions> questions) {
        List<String> missing = new ArrayList<>();
        for (Fact fact : chosen.asked()) {
            if (answers.has(fact)) continue;
            if (fact == Fact.LOGIN && answers.given(Fact.SMARTHOST).isEmpty()) continue;
            Optional<String> usual = fact.usual(chosen, answers);
            if (questions.isPresent()) answers.put(fact, questions.get().ask(fact, chosen, usual));
            else if (usual.isPresent()) answers.put(fact, usual.get());
            else missing.add(fact.option() + " (" + fact.expected() + ")");
        }
        if (!missing.isEmpty()) throw usage("missing for --role " + chosen + ": " + String.join(", ", missing));
        for (Fact fact : chosen.optional())
            if (!answers.has(fact)) answers.put(fact, fact.usual(chosen, answers).orElse(""));
    }

    private String password(ServerRole chosen, boolean asks) {
        if (passwordFile.isPresent()) return firstLine(passwordFile.get());
        if (asks) {
            String made = chosen.logsInAtHub() ? " (nothing: one is made)" : "";
            char[] typed = System.console().readPassword("Password for that login%s: ", made);
            if (typed == null) throw Questions.ended();
            if (typed.length > 0) return new String(typed);
        }
        if (!chosen.logsInAtHub()) throw usage("--password-file is missing: the provider's password for --login");
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random).replace('-', 'a').replace('_', 'b');
    }

    private static String firstLine(Path file) {
        try (BufferedReader content = file.toString().equals("-")
                ? new BufferedReader(new InputStreamReader(System.in))
                : Files.newBufferedReader(file)) {
            return Optional.ofNullable(content.readLine()).filter(line -> !line.isBlank()).orElseThrow(
                    () -> new CommandFailure(ExitCodes.FAILED, file + " is empty; expected a password in its first "
                            + "line"));
        } catch (IOException e) {
            throw new CommandFailure(ExitCodes.FAILED, file + " can't be read: expected a password in its first line");
        }
    }

    private int make(Path target, ServerRole chosen, InitAnswers answers, Optional<String> password) {
        Map<String, String> texts = new FirstFiles(chosen, answers, target).texts();
        List<String> files = new ArrayList<>();
        try (NewFolder made = new NewFolder(target)) {
            for (var text : texts.entrySet())
                made.write(text.getKey(), text.getValue());
            Optional<Map.Entry<String, String>> secret = FirstFiles.secret(chosen, answers)
                    .map(path -> Map.entry(path, password.orElseThrow() + "\n"));
            if (secret.isPresent()) made.writeSecret(secret.get().getKey(), secret.get().getValue());
            files.addAll(texts.keySet());
            secret.ifPresent(file -> files.add(file.getKey()));
            files.addAll(new FleetFiles(chosen, answers).write(made, texts, secret));
            refuseIfBad(Inspection.ofFiles(read(made.draft()), Instant.now()));
            made.publish();
        } catch (IOException e) {
            throw new CommandFailure(ExitCodes.FAILED, "nothing was made: " + e.getMessage());
        }
        out().println("made " + target + ": " + String.join(", ", files));
        // it may have been made for another machine
        Inspection inspected = Inspection.of(read(target), new SystemMachine(!offline, false), Instant.now());
        inspected.problems().forEach(out()::println);
        out().println(NextSteps.of(chosen, answers, target));
        return inspected.isGood() ? ExitCodes.OK : ExitCodes.BAD_CONFIGURATION;
    }

    private static ConfigurationReading read(Path folder) {
        return new ConfigurationReader(() -> MachineName.here().get()).read(folder.resolve(FirstFiles.CONFIGURATION));
    }

    /** Answers that each look well and do not fit together; the folder is not made. */
    private static void refuseIfBad(Inspection draft) {
        if (draft.isGood()) return;
        throw new CommandFailure(ExitCodes.FAILED, "nothing was made: these answers don't go together\n"
                + draft.problems().stream().filter(Problem::isError).map(p -> "  " + p.path() + ": " + p.message())
                        .collect(Collectors.joining("\n")));
    }
}
