package org.packetboat.app.compose.transport;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The programs of permission files that are not there, or that the server may not run. The operator is told of each
 * once, and again if it has been there meanwhile. Any thread may use it.
 */
final class MissingPrograms {
    private static final Logger LOG = LoggerFactory.getLogger(MissingPrograms.class);

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * Why it can't be run; empty if it can.
     *
     * @param program its absolute path
     * @param command what callers call it
     */
    Optional<String> why(String program, String command) {
        Path path = Path.of(program);
        if (Files.isRegularFile(path) && Files.isExecutable(path)) {
            told.remove(program);
            return Optional.empty();
        }
        String why = program + (Files.exists(path) ? " may not be run by the server" : " is not there");
        if (told.add(program)) {
            String remedy = "install it, or correct its line in the permission file";
            LOG.error("event=trouble what=\"{}, so jobs for {} wait at the far sides. Remedy: {}\"", why, command,
                    remedy);
        }
        return Optional.of(why);
    }
}
