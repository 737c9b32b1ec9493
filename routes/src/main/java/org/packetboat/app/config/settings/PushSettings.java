package org.packetboat.app.config.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.packetboat.connectors.seal.PublicKeys;

/**
 * Who may change whose configuration by mail.
 *
 * @param configuredBy the public keys of the hub that may change ours; empty if nobody may
 * @param branches     where a hub has the configurations and public keys of its branches
 * @param trial        how long a configuration that was pushed may go without a call that succeeds
 */
public record PushSettings(Optional<PublicKeys> configuredBy, Optional<Path> branches, Duration trial) {
    /** Where nothing is said: nobody changes anything. */
    public static final PushSettings NONE = new PushSettings(Optional.empty(), Optional.empty(), Duration.ofDays(1));

    /** Whether mail to {@code packetboat-config} is for this server. */
    public boolean takesMail() {
        return configuredBy.isPresent() || branches.isPresent();
    }
}
