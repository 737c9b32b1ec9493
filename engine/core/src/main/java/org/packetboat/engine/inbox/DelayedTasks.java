package org.packetboat.engine.inbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Work that the node has put off until a time. Used by the node only. */
public final class DelayedTasks {
    private final TreeMap<Instant, List<Inbox.Task>> agenda = new TreeMap<>();

    /** Does this at that time, or soon after. */
    public void at(Instant time, Inbox.Task task) {
        agenda.computeIfAbsent(time, _ -> new ArrayList<>()).add(task);
    }

    /** Does what has come due. What is put off by that waits for the next step, though it be due now. */
    public void step(Instant now) {
        Map<Instant, List<Inbox.Task>> head = agenda.headMap(now, true);
        List<Inbox.Task> due = head.values().stream().flatMap(List::stream).toList();
        head.clear();
        due.forEach(task -> task.run(now));
    }

    /** The clock went back: nobody knows how long to wait, so everything comes due now. */
    public void clockWentBack(Instant now) {
        List<Inbox.Task> all = agenda.values().stream().flatMap(List::stream).toList();
        agenda.clear();
        all.forEach(task -> at(now, task));
    }

    /** When the first of it comes due. */
    public Optional<Instant> wake() {
        return agenda.isEmpty() ? Optional.empty() : Optional.of(agenda.firstKey());
    }
}
