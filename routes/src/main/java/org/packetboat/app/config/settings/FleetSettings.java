package org.packetboat.app.config.settings;

import java.util.Optional;

/**
 * Who hears how branches are, and who configures whom.
 *
 * @param reportTo    the site that is told how we are: our hub; empty if nobody is
 * @param silentAfter after how many windows without a word of it a branch is a problem
 * @param push        who may change whose configuration
 */
public record FleetSettings(Optional<String> reportTo, int silentAfter, PushSettings push) {
    /** Where nothing is said. */
    public static final FleetSettings USUAL = new FleetSettings(Optional.empty(), 3, PushSettings.NONE);
}
