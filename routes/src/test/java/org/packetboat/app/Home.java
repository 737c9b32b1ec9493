package org.packetboat.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.packetboat.app.cli.PacketboatCommand;
import picocli.CommandLine;

/** A folder with the files of one server: packetboat.yaml, schedules/, data/. */
record Home(Path folder) {
    /** Commands that change the process they run in: nobody else may read what it writes from then on. */
    private static final Set<String> ALONE = Set.of("export", "restore");

    /**
     * Until when windows of the cron expression {@code SHUT} stay shut: for months, whenever a test runs. In files that
     * are written by {@link #with} it stands for the midnight, in their zone, with which this day begins.
     */
    static final LocalDate SHUT_UNTIL = LocalDate.now(ZoneOffset.UTC).plusMonths(6).withDayOfMonth(1);
    private static final String SHUT = "cron: \"0 0 0 1 %d ?\"".formatted(SHUT_UNTIL.getMonthValue());

    /** What a command came to. */
    record Said(int exit, String out, String err) {
        /** What both hold, for messages of failing tests. */
        String all() {
            return "exit " + exit + "\n" + out + err;
        }

        List<String> lines() {
            return out.lines().toList();
        }
    }

    /** Mail for hub.example.com stays in Maildirs; this machine may send anywhere. Any free port. */
    Home withUsualConfiguration(String more) {
        return with("packetboat.yaml", """
                server: hub.example.com
                data: data
                local-domains: [hub.example.com]
                schedules: [schedules/]
                msfsleep: 1s
                msfrsleep: 1
                gather-failures: 1s
                smtp: { listen: "127.0.0.1:0", relay-from: ["127.0.0.0/8"] }
                """ + more);
    }

    /** Writes a file as a whole: whoever watches it sees the old one or the new one. */
    Home with(String name, String content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(folder.resolve("schedules"));
            Files.createDirectories(file.getParent());
            Path next = Files.writeString(folder.resolve("next.tmp"),
                    content.replace("cron: \"SHUT\"", SHUT));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path configuration() {
        return folder.resolve("packetboat.yaml");
    }

    Path data() {
        return folder.resolve("data");
    }

    /** Runs a subcommand on this configuration: in this process, but asking the server as any user would. */
    Said run(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, "--config", configuration().toString()));
        all.addAll(List.of(arguments));
        return anywhere(all.toArray(String[]::new));
    }

    /** Runs a subcommand, and shows what it prints while it goes on. @return its exit code */
    int following(StringBuffer seen, String command, String... arguments) {
        Writer shown = new Writer() {
            @Override
            public void write(char[] text, int from, int length) {
                seen.append(text, from, length);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        List<String> all = new ArrayList<>(List.of(command, "--config", configuration().toString()));
        all.addAll(List.of(arguments));
        PrintWriter out = new PrintWriter(shown, true);
        return PacketboatCommand.commandLine().setOut(out).setErr(out).execute(all.toArray(String[]::new));
    }

    static Said anywhere(String... arguments) {
        if (ALONE.contains(arguments[0])) return alone(arguments);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = PacketboatCommand.commandLine().setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int exit = line.execute(arguments);
        return new Said(exit, out.toString(), err.toString());
    }

    private static Said alone(String... arguments) {
        try {
            Process process = new ProcessBuilder(ServerProcess.program(arguments)).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The mail in a local user's Maildir. */
    List<String> mailOf(String user) {
        Path box = data().resolve("mail").resolve(user).resolve("new");
        if (!Files.isDirectory(box)) return List.of();
        try (var files = Files.list(box)) {
            return files.map(Home::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
