package org.packetboat.schedules.file.window;

import static java.util.Map.entry;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.packetboat.schedules.yaml.Node;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Spelling;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code zone:}. */
public final class Zones {
    /** What people write, and the place that they mean. The first four are zones, too, but without daylight saving. */
    private static final Map<String, String> MEANT = Map.ofEntries(entry("EST", "America/New_York"),
            entry("MST", "America/Denver"), entry("HST", "Pacific/Honolulu"), entry("GMT", "Europe/London"),
            entry("EDT", "America/New_York"), entry("CST", "America/Chicago"), entry("CDT", "America/Chicago"),
            entry("MDT", "America/Denver"), entry("PST", "America/Los_Angeles"), entry("PDT", "America/Los_Angeles"),
            entry("AKST", "America/Anchorage"), entry("BST", "Europe/London"), entry("CEST", "Europe/Berlin"),
            entry("EEST", "Europe/Athens"), entry("MSK", "Europe/Moscow"), entry("IST", "Asia/Kolkata"),
            entry("JST", "Asia/Tokyo"), entry("AEST", "Australia/Sydney"), entry("NZST", "Pacific/Auckland"));
    /** Zones of POSIX, whose signs are the other way round: Etc/GMT+5 is five hours behind UTC. */
    private static final Pattern BACKWARDS = Pattern.compile("Etc/GMT[+-][1-9][0-9]?");

    private Zones() {
    }

    /**
     * A region like America/Los_Angeles, or UTC. Bare offsets are refused: a place's clock changes, an offset doesn't.
     * A name that is mostly meant for a place whose clock changes, and doesn't itself, is a warning.
     */
    public static Optional<ZoneId> in(Section section) {
        return section.get("zone").flatMap(value -> {
            Optional<ZoneId> zone = value.as(expected(value), Zones::region);
            if (zone.isPresent()) warnOfFixed(value, ((Node.Scalar) value.node()).text());
            return zone;
        });
    }

    private static void warnOfFixed(Value value, String name) {
        if (MEANT.containsKey(name)) {
            value.warn("found " + name + ", which has no daylight saving: in summer its windows open an hour late. "
                    + "Expected a place, like " + MEANT.get(name) + (name.equals("GMT") ? "; or UTC" : ""));
        } else if (BACKWARDS.matcher(name).matches()) {
            value.warn("found " + name + ", which has no daylight saving, and is "
                    + (name.contains("+") ? "behind" : "ahead of") + " UTC. Expected a place, like America/New_York");
        }
    }

    private static ZoneId region(String name) {
        if (name.equals("UTC")) return ZoneOffset.UTC;
        if (!ZoneId.getAvailableZoneIds().contains(name)) throw new IllegalArgumentException(name);
        return ZoneId.of(name);
    }

    private static String expected(Value value) {
        if (!(value.node() instanceof Node.Scalar scalar) || isKnown(scalar.text())) return "a time zone";
        return "a time zone like America/Los_Angeles or UTC" + Optional.ofNullable(MEANT.get(scalar.text()))
                .or(() -> Spelling.nearest(scalar.text(), ZoneId.getAvailableZoneIds()))
                .map(near -> "; did you mean " + near + "?").orElse("");
    }

    private static boolean isKnown(String name) {
        return name.equals("UTC") || ZoneId.getAvailableZoneIds().contains(name);
    }
}
