package org.packetboat.schedules.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.route.BundlePolicy;
import org.packetboat.schedules.file.link.NamedFile;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads how mail is exchanged with a node, for routes and callers. One for all files of a set: a node has one key. */
final class BundlePolicyReader {
    private static final String COMMANDS = "rsmtp, rbsmtp or bsmtp";
    private static final int SHORTEST = 16;
    private static final String MADE = ", as \"openssl rand -base64 32\" makes it";

    private record Said(Path file, Place place) {}

    private final Map<String, Said> keys = new HashMap<>();

    /** @param node whom it is about; empty if that can't be read */
    BundlePolicy read(Section section, Optional<String> node) {
        boolean batches = section.get("batches").flatMap(v -> v.yesOrNo()).orElse(true);
        Optional<Value> value = section.get("key-file");
        Optional<Path> file = value.flatMap(NamedFile::secret);
        value.ifPresent(v -> file.ifPresent(f -> check(v, f, node, batches)));
        Optional<String> smtpBatch = section.get("smtp-batch")
                .flatMap(v -> v.as(COMMANDS, BundlePolicyReader::command));
        return new BundlePolicy(batches, file.map(Path::toString), smtpBatch);
    }

    private static String command(String text) {
        if (!Set.of("rsmtp", "rbsmtp", "bsmtp").contains(text)) throw new IllegalArgumentException(text);
        return text;
    }

    private void check(Value value, Path file, Optional<String> node, boolean batches) {
        int length = length(file);
        if (length < SHORTEST) {
            value.refuseAs("found a key of " + length + " characters in " + file + "; expected one of at least "
                    + SHORTEST + MADE);
        }
        if (!batches)
            value.refuseAs("found a key, and \"batches: false\"; expected batches, since only they are encrypted");
        Said before = node.map(name -> keys.putIfAbsent(name, new Said(file, value.place()))).orElse(null);
        if (before != null && !before.file.equals(file)) {
            value.refuse("the same key for node " + node.orElseThrow() + " everywhere: at " + before.place + " it is "
                    + before.file);
        }
    }

    private static int length(Path file) {
        try {
            return Files.readString(file).strip().length();
        } catch (IOException unreadable) {
            return 0;
        }
    }
}
