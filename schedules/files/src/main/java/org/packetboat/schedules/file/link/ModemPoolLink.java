package org.packetboat.schedules.file.link;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/**
 * Modems of which one is as good as another: a call takes one that is free.
 *
 * @param modems the names of links of kind modem, best first
 * @param rate    what each is expected to carry, in bytes per second
 * @param hold    how long a line is held without mail (the route timeout), where somebody says so
 */
public record ModemPoolLink(String name, List<String> modems, long rate,
        Optional<Duration> hold) implements LinkSettings {
    public static final String KIND_NAME = "modem-pool";
    static final String MODEMS = "names of links of kind modem";
    /** A 2400-baud modem, where nothing else is said. */
    private static final long CAUTIOUS_RATE = 240;

    public ModemPoolLink {
        modems = List.copyOf(modems);
    }

    public static final LinkKind KIND = new LinkKind(KIND_NAME, List.of("modems", "rate", LineKeys.ROUTE_TIMEOUT),
            ModemPoolLink::read);

    private static Optional<LinkSettings> read(String name, Section section) {
        Optional<List<String>> modems = section.need("modems", MODEMS).map(ModemPoolLink::names);
        long rate = section.get("rate").flatMap(v -> v.rate()).orElse(CAUTIOUS_RATE);
        return modems.map(names -> new ModemPoolLink(name, names, rate, LineKeys.hold(section)));
    }

    static List<String> names(Value value) {
        return value.atLeastOne(MODEMS).stream().flatMap(item -> item.text(MODEMS).stream()).toList();
    }

    @Override
    public String kind() {
        return KIND_NAME;
    }

    @Override
    public Addressing addressing() {
        return Addressing.NUMBER;
    }
}
