package org.packetboat.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Debian's Exim as a branch behind UUCP has it: takes a batch of SMTP for denver.example.com into one file, and writes
 * what is for elsewhere as a batch into another. It is unpacked and not installed, since it can't stand beside Postfix;
 * so its user is put into a name space of its own. Needs root.
 */
final class Exim {
    private static final Path PLACE = Stream.of("/usr/sbin/exim4", "../target/exim/usr/sbin/exim4").map(Path::of)
            .map(Path::toAbsolutePath).map(Path::normalize).filter(Files::isExecutable).findFirst()
            .orElse(Path.of("none"));
    private static final String CONFIGURATION = """
            exim_path = PLACE
            spool_directory = HOME/spool
            log_file_path = HOME/log/%slog
            primary_hostname = denver.example.com
            domainlist local = denver.example.com
            keep_environment =
            exim_user = mail
            exim_group = mail
            deliver_drop_privilege
            trusted_users = root
            begin acl
            begin routers
            local:
              driver = accept
              domains = +local
              transport = box
            elsewhere:
              driver = accept
              transport = uux
            begin transports
            box:
              driver = appendfile
              file = HOME/mail/box
              envelope_to_add
              return_path_add
              check_string =
              escape_string =
            uux:
              driver = appendfile
              file = HOME/mail/uux
              use_bsmtp
              batch_max = 100
            begin retry
            * * F,1h,1m
            """;
    private static final String RUN = """
            #!/bin/sh
            grep -q '^Debian-exim:' /etc/passwd && exec PLACE -C HOME/conf "$@"
            exec unshare -m sh -c 'mount --bind HOME/passwd /etc/passwd && mount --bind HOME/group /etc/group \\
              && exec PLACE -C HOME/conf "$@"' sh "$@"
            """;

    private final Path folder;

    private Exim(Path folder) {
        this.folder = folder;
    }

    /** Skips the test, and says so where it is seen. */
    static void needExim() {
        boolean root = System.getProperty("user.name").equals("root");
        String missing = Files.isExecutable(PLACE) ? "root" : "exim4-daemon-light (./verify fetches it)";
        if (!root || !Files.isExecutable(PLACE))
            System.err.println("SKIPPED: SmtpBatchIT with Exim; MISSING: " + missing);
        Assumptions.assumeTrue(root && Files.isExecutable(PLACE), missing + " is missing");
    }

    /** @param folder everybody may look into it, and into all folders above it */
    static Exim in(Path folder) throws IOException {
        Exim exim = new Exim(folder);
        for (String part : List.of("spool", "log", "mail"))
            Files.setPosixFilePermissions(Files.createDirectory(folder.resolve(part)),
                    PosixFilePermissions.fromString("rwxrwxrwx"));
        exim.file("conf", CONFIGURATION);
        exim.file("passwd", Files.readString(Path.of("/etc/passwd")) + "Debian-exim:x:64999:64999::/:/bin/false\n");
        exim.file("group", Files.readString(Path.of("/etc/group")) + "Debian-exim:x:64999:\n");
        exim.file("run", RUN);
        return exim;
    }

    private void file(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name),
                text.replace("HOME", folder.toString()).replace("PLACE", PLACE.toString()));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What {@code rsmtp} does there: it reads a batch, and delivers it before this returns. @return what it says */
    String rsmtp(byte[] batch) throws Exception {
        Process exim = new ProcessBuilder(folder.resolve("run").toString(), "-odf", "-bS").redirectErrorStream(true)
                .start();
        exim.getOutputStream().write(batch);
        exim.getOutputStream().close();
        String said = new String(exim.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        return exim.waitFor() + " " + said + log();
    }

    /** All that it has delivered, one after the other. */
    String box() throws IOException {
        return Files.readString(folder.resolve("mail/box"), StandardCharsets.ISO_8859_1);
    }

    /** All that it has for elsewhere, as a batch. */
    byte[] batch() throws IOException {
        return Files.readAllBytes(folder.resolve("mail/uux"));
    }

    private String log() throws IOException {
        Path log = folder.resolve("log/mainlog");
        return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
    }
}
