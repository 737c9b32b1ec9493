package org.packetboat.app.config.settings;

import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problem;

/** A topic that a file names, and where: for what only a broker can tell of it. */
public record KafkaTopic(String name, String path, Place place) {
    /** It can't be used. */
    public Problem problem(String message) {
        return new Problem(Problem.Weight.ERROR, place, path, "found \"" + name + "\"; " + message);
    }
}
