package org.packetboat.engine.inbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Work that the node has put off until a time. Used by the node only. */
public final class Chores {
    private final TreeMap<Instant, List<Inbox.Task>> agenda = new TreeMap<>();

    /** Does this at that time, or soon after. */
    public void at(Instant time, Inbox.Task task) {
        agenda.computeIfAbsent(time, _ -> new ArrayList<>()).add(task);
    }

    /** Does what has come due. */
    public void step(Instant now) {
        while (!agenda.isEmpty() && !agenda.firstKey().isAfter(now)) {
            agenda.pollFirstEntry().getValue().forEach(task -> task.run(now));
        }
    }

    /** When the first of it comes due. */
    public Optional<Instant> wake() {
        return agenda.isEmpty() ? Optional.empty() : Optional.of(agenda.firstKey());
    }
}
