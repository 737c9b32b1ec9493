package org.packetboat.app.config.care;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.app.config.settings.KafkaTopic;
import org.packetboat.app.config.settings.UsageKeeping;
import org.packetboat.schedules.file.window.Zones;
import org.packetboat.schedules.yaml.Quantities;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code usage:}, whether usage is recorded, and for how long. */
public final class UsageSection {
    /** Its keys. */
    public static final String[] KEYS = {"keep", "zone", "topic"};
    private static final String KEEP = "whole days, like 90d, at most 3660d";
    private static final int MOST = 3660;
    private static final int LEAST_TOLD = 2;

    private UsageSection() {}

    /** Nothing where nothing is said. @param topic reads the name of one */
    public static Optional<UsageKeeping> read(Optional<Value> value,
            Function<Value, Optional<KafkaTopic>> topic) {
        return value.flatMap(v -> v.section(KEYS)).map(section -> read(section, topic));
    }

    private static UsageKeeping read(Section section, Function<Value, Optional<KafkaTopic>> topic) {
        int keep = section.get("keep").flatMap(v -> v.as(KEEP, UsageSection::days)).orElse(UsageKeeping.USUAL_KEEP);
        Optional<KafkaTopic> where = section.get("topic").flatMap(topic);
        if (where.isPresent() && keep < LEAST_TOLD)
            section.get("keep").ifPresent(v -> v.refuse("2d or more, since a topic gets days that are over"));
        return new UsageKeeping(keep, Zones.in(section).orElse(ZoneId.systemDefault()), where);
    }

    private static int days(String text) {
        Duration keep = Quantities.duration(text);
        boolean whole = keep.equals(Duration.ofDays(keep.toDays()));
        if (!whole || keep.toDays() > MOST) throw new IllegalArgumentException(text);
        return (int) keep.toDays();
    }
}
