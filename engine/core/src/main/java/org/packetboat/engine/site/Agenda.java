package org.packetboat.engine.site;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** When to look at each of many things again, each once. Used by the node only. */
public final class Agenda<T> {
    private final Map<T, Instant> times = new HashMap<>();
    private final TreeMap<Instant, Set<T>> order = new TreeMap<>();

    /** Looks at it at this time, and not when it was to be looked at before. */
    public void put(T thing, Instant at) {
        remove(thing);
        times.put(thing, at);
        order.computeIfAbsent(at, _ -> new LinkedHashSet<>()).add(thing);
    }

    public void remove(T thing) {
        Optional.ofNullable(times.remove(thing)).ifPresent(old -> order.computeIfPresent(old, (_, things) -> {
            things.remove(thing);
            return things.isEmpty() ? null : things;
        }));
    }

    /** What it is time for, in order of time. It stays until it is removed or put elsewhere. */
    public List<T> due(Instant now) {
        return order.headMap(now, true).values().stream().flatMap(Set::stream).toList();
    }

    /** The time of the first. */
    public Optional<Instant> first() {
        return order.isEmpty() ? Optional.empty() : Optional.of(order.firstKey());
    }

    public void clear() {
        times.clear();
        order.clear();
    }
}
