package org.packetboat.app.cli.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Quantity;
import org.packetboat.app.cli.shell.RunningServer;
import org.packetboat.app.compose.TraceView;
import org.packetboat.app.process.PidFile;
import org.packetboat.connectors.jmx.server.Traces;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What became of messages. */
@Command(name = "trace",
        mixinStandardHelpOptions = true,
        description = "Tells what became of messages, long after they are gone: received, each attempt, replies, "
                + "notices, what operators did. Without a running server it reads the data folder.",
        footer = {"", "Exit code 1: nothing is known of it.", "", "Examples:", "  packetboat trace 00002F",
                "  packetboat trace anna@ny.example.com --most 5", "  packetboat trace '<7f3a@hq.example.com>' --json",
                "  packetboat trace 00002F --export proof.txt"})
public final class TraceCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID|MESSAGE-ID|ADDRESS|BATCH",
            description = "A queue id, a Message-ID, the address of a sender or recipient, or the name of a big send.")
    private String what;

    @Option(names = "--most",
            defaultValue = "20",
            converter = Quantity.Count.class,
            paramLabel = "N",
            description = "Tell of no more than N messages, the newest (default: ${DEFAULT-VALUE}).")
    private int most;

    @Option(names = "--json", description = "Print JSON, one object a line: each message, then its events.")
    private boolean json;

    @Option(names = "--export",
            paramLabel = "FILE",
            description = "Write the text, the JSON and a SHA-256 of both into this new file.")
    private Optional<Path> export = Optional.empty();

    @Option(names = "--zone",
            paramLabel = "ZONE",
            converter = Quantity.Zone.class,
            description = "Time zone of all times shown (default: this machine's).")
    private Optional<ZoneId> zone = Optional.empty();

    @Mixin
    private ConfigurationOption configuration;

    @Spec
    private CommandSpec spec;

    /** An answer as text and as JSON, as far as it was asked for. */
    private record Answer(String text, List<String> json) {
        boolean isEmpty() {
            return json.isEmpty()
                    ? text.startsWith(Traces.NOTHING)
                    : json.stream().noneMatch(line -> line.startsWith("{\"trace\""));
        }
    }

    @Override
    public Integer call() {
        PidFile file = new PidFile(configuration.dataFolder());
        Answer answer = file.running().isPresent() || file.isHidden()
                ? RunningServer.ask(configuration.dataFolder(), running -> answer(
                        new Traces() {
                            @Override
                            public String text(String asked, int count, String in) {
                                return running.server().trace(asked, count, in);
                            }

                            @Override
                            public List<String> json(String asked, int count) {
                                return running.server().traceEvents(asked, count);
                            }
                        }))
                : fromFolder();
        if (export.isPresent()) export(export.get(), answer);
        else if (json) answer.json().forEach(spec.commandLine().getOut()::println);
        else spec.commandLine().getOut().println(answer.text());
        spec.commandLine().getOut().flush();
        return answer.isEmpty() ? ExitCodes.FAILED : ExitCodes.OK;
    }

    private Answer fromFolder() {
        try {
            return answer(TraceView.of(configuration.setup(Instant.now()).setup()));
        } catch (IllegalStateException e) {
            throw new CommandFailure(ExitCodes.FAILED, e.getMessage());
        }
    }

    private Answer answer(Traces traces) {
        String in = zone.orElseGet(ZoneId::systemDefault).getId();
        boolean both = export.isPresent();
        return new Answer(json && !both ? "" : traces.text(what, most, in),
                json || both ? traces.json(what, most) : List.of());
    }

    /** Whoever has the file can see that nothing was changed in it, if he has the last line from elsewhere. */
    private void export(Path file, Answer answer) {
        String body = "packetboat trace " + what + ", made at " + Instant.now() + "\n\n" + answer.text() + "\n\n"
                + String.join("\n", answer.json()) + "\n";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try {
            Files.write(file, (body + "sha256 " + sha256(bytes) + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(ExitCodes.FAILED, file + " is there already; name a new file with --export FILE");
        } catch (IOException e) {
            throw new CommandFailure(ExitCodes.FAILED, file + " can't be written: " + e.getMessage());
        }
        spec.commandLine().getOut().println("written to " + file + ", SHA-256 " + sha256(bytes));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
