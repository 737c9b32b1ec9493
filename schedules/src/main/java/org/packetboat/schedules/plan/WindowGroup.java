package org.packetboat.schedules.plan;

import java.util.List;

/**
 * The sites that share a window.
 *
 * @param window what people call it
 * @param times  when it is open within the horizon
 * @param sites  whose window it is
 */
public record WindowGroup(String window, OpenTimes times, List<String> sites) {
    public WindowGroup {
        sites = List.copyOf(sites);
    }
}
