package org.packetboat.schedules.file;

import java.nio.file.Path;
import java.util.List;
import org.packetboat.engine.route.BundlePolicy;

/**
 * Somebody who may call us.
 *
 * @param node         its UUCP name
 * @param login        what it logs in with; of its own
 * @param passwordHash the file that holds the salted hash of its password
 * @param callBack     whether it is called back, and nothing exchanged while it calls
 * @param bundles      how mail is exchanged with it
 * @param maySend      where its mail may go
 * @param commands     what it may have run besides mail; none by default
 */
public record Caller(String node, String login, Path passwordHash, boolean callBack, BundlePolicy bundles,
        MaySend maySend, List<CommandRule> commands) {
    public Caller {
        commands = List.copyOf(commands);
    }

    /** One that may have nothing run. */
    public Caller(String node, String login, Path passwordHash, boolean callBack, BundlePolicy bundles,
            MaySend maySend) {
        this(node, login, passwordHash, callBack, bundles, maySend, List.of());
    }
}
