package org.packetboat.engine.route.rule;

import org.packetboat.engine.route.Window;
import org.packetboat.engine.time.Plausible;

/**
 * When a delivery rule holds.
 *
 * @param name what the schedule file calls the window, for people
 */
public record During(String name, Window window) {
    During believing(Plausible clock) {
        return new During(name, Window.believed(window, clock));
    }
}
