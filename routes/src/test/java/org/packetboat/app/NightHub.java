package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.packetboat.schedules.history.History;

/** The files of a head office that calls branches over several modems, each branch in its group's window. */
final class NightHub {
    private static final Duration CYCLE = Duration.ofSeconds(6);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int EARLIER_NIGHTS = 12;

    /**
     * A branch.
     *
     * @param group whose window it has
     * @param fails whether each second call to it has failed so far
     */
    record Branch(String name, String number, String group, int rate, boolean fails) {}

    private final Home home;
    private final List<Path> lines;
    private final List<Branch> branches;
    private final NightPace pace;

    /** @param pace at which calls were made in the nights before */
    NightHub(Path folder, List<Path> lines, List<Branch> branches, NightPace pace) throws IOException {
        this.home = new Home(Files.createDirectories(folder));
        this.lines = lines;
        this.branches = branches;
        this.pace = pace;
        String all = branches.stream().map(b -> "desk@" + FarEnds.domain(b.name())).collect(Collectors.joining(", "));
        home.with("aliases.yaml", "all-branches: [" + all + "]\n").with("password", FarEnds.PASSWORD + "\n")
                .with("packetboat.yaml", """
                        server: hub.example.com
                        data: data
                        local-domains: [hub.example.com]
                        aliases: aliases.yaml
                        lock-folder: .
                        msfsleep: 1s
                        msfrsleep: %d
                        smtp: { listen: "127.0.0.1:0", relay-from: ["127.0.0.0/8"] }
                        servers:
                        """.formatted(cycle().toSeconds()) + IntStream.rangeClosed(1, lines.size())
                        .mapToObj(i -> "  - { name: server" + i + ", links: [phones] }\n")
                        .collect(Collectors.joining()));
        Files.setPosixFilePermissions(home.folder().resolve("password"), PosixFilePermissions.fromString("rw-------"));
        schedule("  year: { cron: \"0 0 0 1 1 ?\", for: 1s }\n", _ -> "year");
        Files.createDirectories(home.data());
        earlierNights().write(home.data().resolve("history.tsv"));
    }

    Home home() {
        return home;
    }

    /** From a call that did not come through to the next one, in whole seconds. */
    Duration cycle() {
        return Duration.ofSeconds(Math.ceilDiv(pace.of(CYCLE).toMillis(), 1000));
    }

    /** Sends a message, with its header and an empty line, to all branches. */
    void submit(Path message) {
        Home.Said said = home.run("submit", "--from", "hq@hub.example.com", "--batch", "tonight", "--to-group",
                "all-branches", message.toString());
        assertEquals(0, said.exit(), said::all);
    }

    /** The windows of the night are these. */
    void opens(Map<String, NightWindow> windows) {
        schedule(windows.entrySet().stream()
                .map(w -> "  %s: { open: \"%s\", close: \"%s\" }\n".formatted(w.getKey(),
                        TIME.format(w.getValue().open()), TIME.format(w.getValue().close())))
                .collect(Collectors.joining()), Branch::group);
    }

    private void schedule(String windows, Function<Branch, String> windowOf) {
        String modems = IntStream.rangeClosed(1, lines.size()).mapToObj(i -> "  line" + i + ": { kind: modem, port: "
                + lines.get(i - 1) + ", speed: 38400, flow: none, redials: 0, route-timeout: 1s }\n")
                .collect(Collectors.joining());
        String pool = IntStream.rangeClosed(1, lines.size()).mapToObj(i -> "line" + i)
                .collect(Collectors.joining(", "));
        String routes = branches.stream().map(b -> "  - { site: " + b.name() + ", domains: " + FarEnds.domain(b.name())
                + ", window: " + windowOf.apply(b) + ", link: phones, rate: " + b.rate() + "B/s, number: \""
                + b.number() + "\", node: " + b.name() + ", at-close: cut, login: " + FarEnds.LOGIN
                + ", password-file: ../password }\n").collect(Collectors.joining());
        home.with("schedules/night.yaml", "zone: UTC\nlinks:\n" + modems + "  phones: { kind: modem-pool, modems: ["
                + pool + "], route-timeout: 1s }\nwindows:\n" + windows + "routes:\n" + routes);
    }

    /** What so many bytes are on the line: those of the night are packed a little. */
    static long wire(long bytes) {
        return bytes * 4 / 5;
    }

    /** What calls to these branches were like in the nights before. */
    private History earlierNights() {
        History history = new History();
        for (Branch branch : branches)
            for (int i = 1; i <= EARLIER_NIGHTS; i++) {
                long bytes = 1500L * i;
                long wire = wire(bytes);
                Duration took = pace.around().plusMillis(Math.round(1000.0 * wire / branch.rate()));
                history.note(branch.name(), h -> h.carried(bytes, wire, took));
                if (branch.fails()) history.note(branch.name(), h -> h.failed());
            }
        return history;
    }

    /** The same files in another folder, with what was known before the night: for questions after it. */
    NightHub copy(Path folder) throws IOException {
        NightHub copy = new NightHub(folder, lines, branches, pace);
        copy.home.with("schedules/night.yaml", Files.readString(home.folder().resolve("schedules/night.yaml")));
        return copy;
    }

    /** From when to when. */
    record NightWindow(Instant open, Instant close) {
        boolean contains(Instant at) {
            return !at.isBefore(open) && at.isBefore(close);
        }
    }
}
