package org.packetboat.schedules.file;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.packetboat.engine.route.Contact;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Route;
import org.packetboat.schedules.file.link.IpLink;
import org.packetboat.schedules.file.window.WindowNames;
import org.packetboat.schedules.file.window.WindowSpec;
import org.packetboat.schedules.file.window.Windows;
import org.packetboat.schedules.file.window.Zones;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code contacts:}, when other sites call each other. */
final class ContactReader {
    static final String[] KEYS = {"from", "to", "domains", "window", "zone", "rate", "cost"};
    private static final String SITE = "a site's name";
    private static final String DOMAINS = "a domain like ny.example.com, \"*.ny.example.com\" or \"*\"";

    private final WindowNames names;
    private final Windows windows;
    private final Map<String, Value> origins = new HashMap<>();
    private final Set<String> reached;

    /** @param sites those that our own routes reach */
    ContactReader(WindowNames names, Windows windows, Set<String> sites) {
        this.names = names;
        this.windows = windows;
        this.reached = new HashSet<>(sites);
    }

    Optional<Contact> read(Value value, Optional<ZoneId> fileZone) {
        Optional<Section> found = value.section(KEYS);
        if (found.isEmpty()) return Optional.empty();
        Section section = found.get();
        Optional<String> from = section.need("from", SITE).flatMap(v -> v.text(SITE));
        Optional<String> to = section.need("to", SITE).flatMap(v -> v.text(SITE));
        List<DomainPattern> domains = section.get("domains").map(v -> v.atLeastOne(DOMAINS)).orElse(List.of()).stream()
                .flatMap(item -> item.as(DOMAINS, DomainPattern::parse).stream()).toList();
        Optional<ZoneId> zone = Zones.in(section);
        WindowSpec spec = section.get("window").flatMap(v -> names.read(v, fileZone)).orElse(WindowSpec.ALWAYS);
        long rate = section.get("rate").flatMap(Value::rate).orElse(IpLink.IMPLICIT.rate());
        int cost = section.get("cost").flatMap(v -> v.number(0, Route.HIGHEST_COST)).orElse(Contact.USUAL_COST);
        from.ifPresent(name -> section.get("from").ifPresent(v -> origins.putIfAbsent(name, v)));
        to.ifPresent(reached::add);
        return from.flatMap(f -> to.map(t -> new Contact(f, t, domains, windows.of(spec, zone), rate, cost)));
    }

    /** All are read: whether mail can come to where each begins. */
    void check() {
        origins.forEach((name, value) -> {
            if (!reached.contains(name)) {
                value.refuse("a site that mail comes to, by a route or another contact: "
                        + String.join(", ", new TreeSet<>(reached)));
            }
        });
    }
}
