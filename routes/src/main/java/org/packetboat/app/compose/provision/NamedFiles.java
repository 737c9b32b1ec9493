package org.packetboat.app.compose.provision;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.packetboat.app.config.provision.Change;

/**
 * Routes that name files of this machine. Who asks over the network may not name any: the content of a password file,
 * for one, is sent to the host that the same route names.
 */
final class NamedFiles {
    /** Those of a route, and of a window that is written in it. */
    private static final Set<String> KEYS = Set.of("key", "certificate", "passes", "closed", "file");
    private static final Pattern KEY = Pattern.compile("\"([a-z-]+)\":");

    private NamedFiles() {}

    /** @throws IllegalArgumentException if a site has a key that names a file */
    static void refuse(List<Change> changes) {
        for (Change change : changes) {
            if (!(change.what() instanceof Change.What.Is(String value))) continue;
            for (Matcher keys = KEY.matcher(value); keys.find();) {
                if (!KEYS.contains(keys.group(1)) && !keys.group(1).endsWith("-file")) continue;
                throw new IllegalArgumentException(Provisioning.error(change, "found \"" + keys.group(1)
                        + "\", which names a file of this machine; expected no files from another machine: give the "
                        + "command on this one").toString());
            }
        }
    }
}
