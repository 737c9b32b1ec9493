package org.packetboat.schedules.plan.question;

import java.util.List;

/**
 * A line of a server; it carries one session at a time.
 *
 * @param name  unique among all lines
 * @param links the names of the links it carries; empty if it carries all
 */
public record PlanLine(String name, List<String> links) {
    public PlanLine {
        links = List.copyOf(links);
    }

    public boolean carries(String link) {
        return links.isEmpty() || links.contains(link);
    }
}
