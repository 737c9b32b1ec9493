package org.packetboat.schedules.file;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.route.grade.Grades;
import org.packetboat.engine.route.grade.MailGrade;
import org.packetboat.schedules.file.window.WindowNames;
import org.packetboat.schedules.file.window.WindowSpec;
import org.packetboat.schedules.file.window.Windows;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads for which mail a route's site is called only at some hours: {@code grades}. */
final class GradesReader {
    static final String GRADES = "grades";
    static final String[] KEYS = {"below", "window"};

    private static final String LIST = "a list of { below: 4, window: NAME }";
    private static final String BELOW = "a priority from -8 to 10";
    private static final String WINDOW = "the window in which mail below that priority goes";

    private final WindowNames names;
    private final Windows windows;

    GradesReader(WindowNames names, Windows windows) {
        this.names = names;
        this.windows = windows;
    }

    /**
     * @param fileZone the zone of the file
     * @param zone     that of the route
     * @param routes   the window of the route
     */
    Grades read(Section route, Optional<ZoneId> fileZone, Optional<ZoneId> zone, Window routes) {
        List<MailGrade> all = new ArrayList<>();
        Set<Integer> bounds = new HashSet<>();
        for (Value item : route.get(GRADES).map(v -> v.items(LIST)).orElse(List.of())) {
            Optional<Section> section = item.section(KEYS);
            Optional<Integer> below = section.flatMap(s -> s.need("below", BELOW))
                    .flatMap(v -> below(v, bounds));
            Optional<Value> window = section.flatMap(s -> s.need("window", WINDOW));
            if (below.isPresent() && window.isPresent())
                grade(below.get(), window.get(), fileZone, zone, routes).ifPresent(all::add);
        }
        return all.isEmpty() ? Grades.NONE : new Grades(all);
    }

    /** Nothing is below the lowest priority, and all is below what is more than the highest. */
    private static Optional<Integer> below(Value value, Set<Integer> bounds) {
        Optional<Integer> below = value.number(Priority.LOWEST + 1, Priority.HIGHEST + 1);
        if (below.filter(number -> !bounds.add(number)).isEmpty()) return below;
        value.refuse("another bound than in the entries before");
        return Optional.empty();
    }

    private Optional<MailGrade> grade(int below, Value value, Optional<ZoneId> fileZone, Optional<ZoneId> zone,
            Window routes) {
        Optional<WindowSpec> spec = names.read(value, fileZone);
        if (spec.filter(WindowSpec.ALWAYS::equals).isPresent()) {
            value.refuseAs("found a window that is always open; expected " + WINDOW);
            return Optional.empty();
        }
        Optional<MailGrade> grade = spec.map(s -> MailGrade.of(below, windows.of(s, zone), routes, s.label()));
        grade.filter(g -> windows.opens(routes) && !windows.opens(g.window()))
                .ifPresent(g -> value.warn("found a window ("
                        + g.name()
                        + ") that is never open while the route is; expected times at which both are open: mail "
                        + "below priority " + below + " comes back to its sender unsent"));
        return grade;
    }
}
