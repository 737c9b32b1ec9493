package org.packetboat.app.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.packetboat.app.config.settings.LineSettings;
import org.packetboat.engine.mail.Domain;
import org.packetboat.schedules.yaml.Section;

/** Reads {@code uucp-node}, {@code lock-folder} and {@code pppd}. */
record LineKeys(Folder folder) {
    private static final String NODE = "a UUCP node name of letters, digits, dots, dashes and underscores";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    /** The first is the one on systems of today. */
    private static final List<Path> USUAL_LOCKS = Stream.of("/run/lock", "/var/lock").map(Path::of).toList();
    private static final Path USUAL_PPPD = Path.of("/usr/sbin/pppd");

    /** @param server the server's name, whose first label is its usual node name */
    LineSettings read(Section section, Domain server) {
        String node = section.get("uucp-node").flatMap(v -> v.as(NODE, LineKeys::name))
                .orElse(server.name().replaceFirst("\\..*", ""));
        Path locks = section.get("lock-folder").flatMap(folder::path).orElse(USUAL_LOCKS.stream()
                .filter(Files::isDirectory).findFirst().orElse(USUAL_LOCKS.getFirst()));
        Path pppd = section.get("pppd").flatMap(folder::path).orElse(USUAL_PPPD);
        return new LineSettings(node, locks, pppd);
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches()) throw new IllegalArgumentException(text);
        return text;
    }
}
