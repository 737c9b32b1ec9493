package org.packetboat.schedules.file;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.schedules.yaml.Node;
import org.packetboat.schedules.yaml.Outline;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problems;

/** Where routes and links stand in a set of schedule files, for messages about what shows only after reading them. */
public final class ScheduleOutline {
    private final List<Outline> files;
    private final Map<String, Outline> routes = new HashMap<>();

    private ScheduleOutline(List<Outline> files) {
        this.files = files;
        files.stream().flatMap(file -> file.items("routes").stream())
                .forEach(route -> site(route).ifPresent(site -> routes.putIfAbsent(site, route)));
    }

    /** Reads the files as they are now. */
    public static ScheduleOutline of(SourceFiles files) {
        return new ScheduleOutline(files.read(new Problems()).stream()
                .map(source -> Outline.of(source.name(), source.content())).toList());
    }

    private static Optional<String> site(Outline route) {
        return route.find("site").filter(Node.Scalar.class::isInstance).map(node -> ((Node.Scalar) node).text());
    }

    /** Where a route says something; where it doesn't, the place of the route. */
    public Place route(String site, String... path) {
        Optional<Outline> route = Optional.ofNullable(routes.get(site));
        return route.map(found -> found.place(path)).orElse(beginning());
    }

    /** Whether a route says something of this key itself. */
    public boolean says(String site, String key) {
        return Optional.ofNullable(routes.get(site)).flatMap(route -> route.find(key)).isPresent();
    }

    /** Where a link says something; empty if no file describes a link of this name. */
    public Optional<Place> link(String name, String key) {
        return files.stream().filter(file -> file.find("links", name).isPresent())
                .map(file -> file.place("links", name, key)).findFirst();
    }

    /** The first file. */
    private Place beginning() {
        return files.stream().map(Outline::place).findFirst().orElse(Place.of("schedules"));
    }
}
