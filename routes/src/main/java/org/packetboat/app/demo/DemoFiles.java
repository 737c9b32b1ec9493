package org.packetboat.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.connectors.smtp.server.Accounts;

/** The files of the demonstration's servers, in a folder of their own. */
record DemoFiles(Path folder) {
    /** The link over which branches are called. */
    static final String LINK = "phone";
    private static final String PASSWORD = "s3cret";
    /** Mail is packed: what the line carries in a second is more of it than the line's own bytes. */
    private static final int PACKED = 3;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Writes a branch's configuration, by which the head office may call it. @return the file */
    Path branch(DemoBranch branch) throws IOException {
        write(branch.city() + "/callers", Accounts.line("hub", PASSWORD, new SecureRandom()));
        write(branch.city() + "/schedules/line.yaml", """
                links: { %1$s: { kind: uucp-tcp, listen: "127.0.0.1:0" } }
                callers: [{ node: hub, login: hub, password-hash-file: ../callers }]
                routes: [{ site: hub, domains: [hub.example.com], link: %1$s, node: hub }]
                """.formatted(LINK));
        return write(branch.city() + "/packetboat.yaml", """
                server: %1$s
                data: data
                local-domains: [%1$s]
                smtp: { listen: "127.0.0.1:0" }
                """.formatted(branch.domain()));
    }

    /**
     * Writes the head office's configuration, schedule and group of all branches.
     *
     * @param lines  the port at which each branch's line begins
     * @param bytes  what a line carries in a second
     * @param begins when the night begins
     * @param board  whether it is served, on any free port
     * @return the configuration
     */
    Path hub(List<DemoBranch> branches, Map<DemoBranch, Integer> lines, int bytes, Instant begins, boolean board)
            throws IOException {
        String members = branches.stream().map(b -> "desk@" + b.domain()).collect(Collectors.joining(", "));
        write("hub/aliases.yaml", "all-branches: [" + members + "]\n");
        String windows = branches.stream().map(b -> "  " + b.city() + ": [" + windows(b, begins) + "]\n")
                .collect(Collectors.joining());
        String routes = branches.stream().map(b -> """
                  - { site: %s, domains: [%s], window: %1$s, link: %s, rate: %dB/s, host: 127.0.0.1, port: %d,
                      node: %1$s, login: hub, password-file: ../password }
                """.formatted(b.city(), b.domain(), LINK, PACKED * bytes, lines.get(b))).collect(Collectors.joining());
        write("hub/password", PASSWORD + "\n");
        write("hub/schedules/night.yaml", "zone: UTC\nlinks: { phone: { kind: uucp-tcp, rate: " + bytes
                + "B/s } }\nwindows:\n" + windows + "routes:\n" + routes);
        return write("hub/packetboat.yaml", """
                server: hub.example.com
                data: data
                local-domains: [hub.example.com]
                aliases: aliases.yaml
                operator: operator@hub.example.com
                smtp: { listen: "127.0.0.1:0" }
                msfsleep: 1s
                msfrsleep: 1
                """ + (board ? "http: { listen: \"127.0.0.1:0\", without-login: operator }\n" : ""));
    }

    private static String windows(DemoBranch branch, Instant begins) {
        return branch.windows().stream().map(w -> {
            Instant opens = begins.plus(w.opens());
            return "{ open: \"" + TIME.format(opens) + "\", close: \"" + TIME.format(opens.plus(w.length())) + "\" }";
        }).collect(Collectors.joining(", "));
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /** What a user of a server has in the Maildir. */
    List<String> mail(String server, String user) {
        Path box = folder.resolve(server).resolve("data/mail").resolve(user).resolve("new");
        if (!Files.isDirectory(box)) return List.of();
        try (Stream<Path> files = Files.list(box)) {
            return files.sorted().map(DemoFiles::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
