package org.packetboat.schedules.file.window;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.packetboat.schedules.yaml.Node;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Spelling;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code zone:}. */
public final class Zones {
    private Zones() {
    }

    /**
     * A region like America/Los_Angeles, or UTC. Bare offsets are refused: a place's clock changes, an offset doesn't.
     */
    public static Optional<ZoneId> in(Section section) {
        return section.get("zone").flatMap(value -> value.as(expected(value), Zones::region));
    }

    private static ZoneId region(String name) {
        if (name.equals("UTC")) return ZoneOffset.UTC;
        if (!ZoneId.getAvailableZoneIds().contains(name)) throw new IllegalArgumentException(name);
        return ZoneId.of(name);
    }

    private static String expected(Value value) {
        if (!(value.node() instanceof Node.Scalar scalar) || isKnown(scalar.text())) return "a time zone";
        return "a time zone like America/Los_Angeles or UTC"
                + Spelling.nearest(scalar.text(), ZoneId.getAvailableZoneIds())
                        .map(near -> "; did you mean " + near + "?").orElse("");
    }

    private static boolean isKnown(String name) {
        return name.equals("UTC") || ZoneId.getAvailableZoneIds().contains(name);
    }
}
