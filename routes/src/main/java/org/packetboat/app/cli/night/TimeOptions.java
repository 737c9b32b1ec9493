package org.packetboat.app.cli.night;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.packetboat.app.cli.shell.Moment;
import org.packetboat.app.cli.shell.Quantity;
import picocli.CommandLine.Option;

/** Which time a command begins at, and the zone of the times that it is given and shows. */
final class TimeOptions {
    @Option(names = "--from",
            paramLabel = "TIME",
            description = "Time to begin at, such as 2026-11-20T22:00, in the zone of --zone (default: now).")
    private Optional<String> from = Optional.empty();

    @Option(names = "--zone",
            paramLabel = "ZONE",
            converter = Quantity.Zone.class,
            description = "Time zone of all times shown and given (default: this machine's).")
    private Optional<ZoneId> zone = Optional.empty();

    /** The zone of all times. */
    ZoneId zone() {
        return zone.orElseGet(ZoneId::systemDefault);
    }

    /**
     * The time to begin at.
     *
     * @param now if none is given
     * @throws org.packetboat.app.cli.shell.CommandFailure if the time can't be read
     */
    Instant from(Instant now) {
        return from.map(text -> Moment.parse("--from", text, zone())).orElse(now);
    }
}
