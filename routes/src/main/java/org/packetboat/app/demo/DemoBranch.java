package org.packetboat.app.demo;

import java.time.Duration;
import java.util.List;

/**
 * A branch of the demonstration.
 *
 * @param city    its name, and the first label of its domain
 * @param windows when it may be called
 */
record DemoBranch(String city, List<DemoWindow> windows) {
    /** A window, by the time from the start of the night to its opening. */
    record DemoWindow(Duration opens, Duration length) {}

    static DemoBranch of(String city, DemoWindow... windows) {
        return new DemoBranch(city, List.of(windows));
    }

    static DemoWindow window(int opens, int length) {
        return new DemoWindow(Duration.ofSeconds(opens), Duration.ofSeconds(length));
    }

    String domain() {
        return city + ".example.com";
    }
}
