package org.packetboat.app.compose.check;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.packetboat.app.config.Configuration;
import org.packetboat.engine.route.Route;
import org.packetboat.schedules.file.ScheduleOutline;
import org.packetboat.schedules.file.Schedules;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problems;

/** What is checked: all that was read, on this machine, now. For one thread. */
final class Subject {
    private final Configuration configuration;
    private final Schedules schedules;
    private final CheckedMachine machine;
    private final Instant now;
    /** Read only where there is something to tell. */
    private Optional<ScheduleOutline> outline = Optional.empty();

    Subject(Configuration configuration, Schedules schedules, CheckedMachine machine, Instant now) {
        this.configuration = configuration;
        this.schedules = schedules;
        this.machine = machine;
        this.now = now;
    }

    Configuration configuration() {
        return configuration;
    }

    Schedules schedules() {
        return schedules;
    }

    List<Route> routes() {
        return schedules.routes();
    }

    CheckedMachine machine() {
        return machine;
    }

    /** Notes what the server needs of its machine, and this one has not. */
    void lacking(Place place, String path, String message, Problems problems) {
        if (machine.isTheServers()) problems.error(place, path, message);
        else problems.warning(place, path, message);
    }

    Instant now() {
        return now;
    }

    Set<String> sites() {
        return routes().stream().map(Route::site).collect(Collectors.toSet());
    }

    boolean hasSite(String site, Predicate<Route> such) {
        return routes().stream().anyMatch(route -> route.site().equals(site) && such.test(route));
    }

    /** Where packetboat.yaml says something. */
    Place at(String... path) {
        return configuration.places().outline().place(path);
    }

    /** Where the schedule files say something. */
    ScheduleOutline written() {
        if (outline.isEmpty()) {
            outline = Optional.of(ScheduleOutline.of(configuration.scheduleFiles()));
        }
        return outline.get();
    }

    /** Where a link is described; the implicit one is not, so there a route that uses it. */
    Place link(String name, String key) {
        return written().link(name, key).orElseGet(() -> routes().stream().filter(r -> r.link().equals(name))
                .findFirst().map(route -> written().route(route.site())).orElse(Place.of(name)));
    }
}
