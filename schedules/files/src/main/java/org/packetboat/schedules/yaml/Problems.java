package org.packetboat.schedules.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong while files are read, so that a person hears of everything at once. Not for threads. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    public void error(Place place, String path, String message) {
        found.add(new Problem(Problem.Weight.ERROR, place, path, message));
    }

    public void warning(Place place, String path, String message) {
        found.add(new Problem(Problem.Weight.WARNING, place, path, message));
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(Problem::isError);
    }

    /** Everything found, by file and line. */
    public List<Problem> list() {
        return found.stream().distinct().sorted(Comparator.comparing((Problem p) -> p.place().file())
                .thenComparing(p -> p.place().line()).thenComparing(p -> p.place().column())).toList();
    }
}
