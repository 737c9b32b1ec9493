package org.packetboat.connectors.dialup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.connectors.files.PasswordFile;
import org.packetboat.engine.text.OptionWords;

/**
 * The command line of one run of pppd, and the file, readable by us only, that holds the password meanwhile: a command
 * line can be read by everybody. Later options win: what is usual comes first, then the operator's, then what has to
 * be.
 */
final class PppOptions implements AutoCloseable {
    /** Asked so often, and unanswered so many times: the far side is gone. */
    private static final String ECHO_SECONDS = "20";
    private static final String ECHOES = "3";

    private final List<String> command;
    private final Optional<Path> secret;

    private PppOptions(List<String> command, Optional<Path> secret) {
        this.command = command;
        this.secret = secret;
    }

    /** @throws IOException if the password can't be read or its copy not be written */
    static PppOptions of(String link, PppSettings settings, Optional<Dialler.Dialled.Through> port) throws IOException {
        List<String> words = new ArrayList<>(List.of(settings.program().toString(), "nodefaultroute",
                "lcp-echo-interval", ECHO_SECONDS, "lcp-echo-failure", ECHOES));
        if (port.isPresent()) words.addAll(List.of("noipdefault", "ipcp-accept-remote"));
        settings.peer().ifPresent(peer -> words.addAll(List.of("call", peer)));
        settings.options().forEach(option -> words.addAll(OptionWords.of(option)));
        port.ifPresent(through -> words.addAll(List.of(through.port().toString(), String.valueOf(through.speed()),
                through.lines() ? "modem" : "local")));
        words.addAll(List.of("nodetach", "logfd", "2", "ipparam", "packetboat-" + link, "idle",
                String.valueOf(Math.max(1, settings.modemTimeout().toSeconds()))));
        if (isRoot()) words.add("noauth"); // else only a peers file may say so
        Optional<Path> secret = secret(link, settings);
        secret.ifPresent(file -> words.addAll(List.of("file", file.toString())));
        return new PppOptions(List.copyOf(words), secret);
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static Optional<Path> secret(String link, PppSettings settings) throws IOException {
        if (settings.user().isEmpty() || settings.passwordFile().isEmpty()) return Optional.empty();
        String password = new PasswordFile(settings.passwordFile().get()).read();
        Files.createDirectories(settings.folder());
        Path file = Files.createTempFile(settings.folder(), "ppp-" + link + "-", "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "user " + quoted(settings.user().get()) + "\npassword " + quoted(password) + "\n");
        return Optional.of(file);
    }

    /** As pppd reads words (pppd(8), "OPTIONS FILES"). */
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    List<String> command() {
        return command;
    }

    /** Takes the password's copy away. */
    @Override
    public void close() {
        try {
            if (secret.isPresent()) Files.deleteIfExists(secret.get());
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        }
    }
}
