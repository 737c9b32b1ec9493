package org.packetboat.schedules.file.window;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.schedules.window.Openings;
import org.packetboat.schedules.yaml.Value;

/**
 * A window as written, before its zone is known: the same words may serve routes in many zones.
 *
 * @param label what people call it: its name, or its hours
 * @param parts it is open whenever one of these is
 */
public record WindowSpec(String label, List<Part> parts) {
    public static final WindowSpec ALWAYS = new WindowSpec("always", List.of());

    /**
     * One window written out.
     *
     * @param at    where it stands
     * @param own   the zone it names itself
     * @param file  the zone of its file
     * @param rules its openings in a zone
     */
    record Part(Value at, Optional<ZoneId> own, Optional<ZoneId> file, Function<ZoneId, List<Openings>> rules) {
        /** Its own zone, else the route's, else the file's. */
        Optional<ZoneId> zone(Optional<ZoneId> route) {
            return own.or(() -> route).or(() -> file);
        }

        boolean neverCloses() {
            return rules.apply(ZoneOffset.UTC).stream().anyMatch(Openings::neverClose);
        }
    }

    /** Whether it is open at all times, wherever it is. */
    boolean isAlways() {
        return parts.isEmpty() || parts.stream().anyMatch(Part::neverCloses);
    }

    /** Whether only a route can say in which zone it is. */
    public boolean needsRoute() {
        return !isAlways() && parts.stream().anyMatch(part -> part.zone(Optional.empty()).isEmpty());
    }

    /** The openings of all its parts; a part without a zone is reported, once wherever it is used. */
    List<Openings> openings(Optional<ZoneId> route) {
        List<Openings> openings = new ArrayList<>();
        for (Part part : parts) {
            Optional<ZoneId> zone = part.zone(route);
            zone.ifPresent(z -> openings.addAll(part.rules.apply(z)));
            if (zone.isEmpty()) {
                part.at.refuseAs("found no zone; expected \"zone\" here, at the route, or at the top of the file, "
                        + "like zone: America/Los_Angeles");
            }
        }
        return openings;
    }
}
