package org.packetboat.schedules.file;

import java.nio.file.Path;
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
 */
public record Caller(String node, String login, Path passwordHash, boolean callBack, BundlePolicy bundles,
        MaySend maySend) {}
