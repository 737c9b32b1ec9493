package org.packetboat.engine.router;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.packetboat.engine.route.DomainPattern;

/**
 * What other servers said that they reach, each by itself. A way that leads through this server is none (so there are
 * no circles), and a way that ends at an older version of a route than was heard of is none either (so a route that
 * closed does not live on in what others repeat). What is not repeated is forgotten.
 */
final class LearnedTable {
    private record Said(Entry entry, Instant at) {}

    private record Source(DomainPattern pattern, String origin) {}

    private record Version(long number, Instant at) {}

    private final String server;
    private final Map<DomainPattern, Map<String, Said>> byPattern = new HashMap<>();
    private final Map<Source, Version> versions = new HashMap<>();
    private Set<DomainPattern> touched = new HashSet<>();

    /** @param server ourselves */
    LearnedTable(String server) {
        this.server = server;
    }

    /** The first server of its path says this. */
    void hear(Entry entry, Instant now) {
        boolean stale = noteVersion(entry, now);
        boolean withdrawn = !entry.isUsable() && entry.version() == 0;
        String by = entry.path().getFirst();
        if (stale || withdrawn || entry.path().contains(server)) remove(entry.pattern(), by);
        else put(entry, by, now);
    }

    private void put(Entry entry, String by, Instant now) {
        Said before = byPattern.computeIfAbsent(entry.pattern(), _ -> new HashMap<>()).put(by, new Said(entry, now));
        if (before == null || !before.entry().equals(entry)) touched.add(entry.pattern());
    }

    private void remove(DomainPattern pattern, String by) {
        Map<String, Said> said = byPattern.get(pattern);
        if (said == null || said.remove(by) == null) return;
        touched.add(pattern);
        if (said.isEmpty()) byPattern.remove(pattern);
    }

    /** @return whether a newer version is known */
    private boolean noteVersion(Entry entry, Instant now) {
        if (entry.version() == 0) return false;
        Source source = new Source(entry.pattern(), entry.origin());
        long known = versions.getOrDefault(source, new Version(0, now)).number();
        if (entry.version() < known) return true;
        versions.put(source, new Version(entry.version(), now));
        if (entry.version() > known) dropOlder(entry);
        return false;
    }

    private void dropOlder(Entry newer) {
        said(newer.pattern()).filter(e -> e.origin().equals(newer.origin()) && e.version() < newer.version())
                .toList().forEach(e -> remove(e.pattern(), e.path().getFirst()));
    }

    /** All that is said about a pattern. */
    Stream<Entry> said(DomainPattern pattern) {
        return byPattern.getOrDefault(pattern, Map.of()).values().stream().map(Said::entry);
    }

    /** All that is said. */
    Stream<Entry> said() {
        return byPattern.values().stream().map(Map::values).flatMap(Collection::stream).map(Said::entry);
    }

    /** Forgets what a server said. */
    void forget(String by) {
        List.copyOf(byPattern.keySet()).forEach(pattern -> remove(pattern, by));
    }

    /** Forgets what was not repeated. */
    void forget(Instant now) {
        Instant oldest = now.minus(RouterTimers.FORGOTTEN);
        List<Entry> old = byPattern.values().stream().map(Map::values).flatMap(Collection::stream)
                .filter(said -> said.at().isBefore(oldest)).map(Said::entry).toList();
        old.forEach(e -> remove(e.pattern(), e.path().getFirst()));
        versions.values().removeIf(version -> version.at().isBefore(oldest));
    }

    /** The clock went back: everything counts as said now. */
    void clockWentBack(Instant now) {
        byPattern.values().forEach(said -> said.replaceAll((_, s) -> new Said(s.entry(), now)));
        versions.replaceAll((_, version) -> new Version(version.number(), now));
    }

    /** The patterns about which something changed since this was last asked. */
    Set<DomainPattern> takeTouched() {
        Set<DomainPattern> taken = touched;
        touched = new HashSet<>();
        return taken;
    }
}
