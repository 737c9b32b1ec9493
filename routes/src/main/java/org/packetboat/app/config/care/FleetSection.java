package org.packetboat.app.config.care;

import java.util.Optional;
import org.packetboat.app.config.settings.FleetSettings;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code fleet:}, whom a branch tells how it is, and when a hub misses one. */
public final class FleetSection {
    private static final String[] KEYS = {"report-to", "silent-after"};
    private static final int MOST = 1000;

    private FleetSection() {}

    /** What nothing is said of is as usual. */
    public static FleetSettings read(Optional<Value> value) {
        return value.flatMap(v -> v.section(KEYS)).map(FleetSection::read).orElse(FleetSettings.USUAL);
    }

    private static FleetSettings read(Section section) {
        return new FleetSettings(section.get("report-to").flatMap(v -> v.text("the site of a route, like hq")),
                section.get("silent-after").flatMap(v -> v.number(1, MOST))
                        .orElse(FleetSettings.USUAL.silentAfter()));
    }
}
