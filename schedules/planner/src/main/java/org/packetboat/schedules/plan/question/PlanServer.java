package org.packetboat.schedules.plan.question;

import java.util.List;
import java.util.Optional;

/**
 * A server: one forwarder, and so one session at a time, however many lines it has.
 *
 * @param name  unique in a question
 * @param lines its own lines, in the order of preference
 */
public record PlanServer(String name, List<PlanLine> lines) {
    public PlanServer {
        lines = List.copyOf(lines);
    }

    /** A server with one line that carries every link. */
    public static PlanServer withOneLine(String name) {
        return new PlanServer(name, List.of(new PlanLine(name + "-line", List.of())));
    }

    /** The line it calls over this link with; empty if it has none. */
    public Optional<PlanLine> line(String link) {
        return lines.stream().filter(line -> line.carries(link)).findFirst();
    }
}
