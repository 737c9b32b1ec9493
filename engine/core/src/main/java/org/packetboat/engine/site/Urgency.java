package org.packetboat.engine.site;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Of the sites that can be served now, those that can't wait for ever: by when each has to begin, and since when its
 * window is open. Kept by the servers that may call them. Used by the node only.
 */
final class Urgency {
    private static final Comparator<Entry> BY_LATEST = Comparator.comparing(Entry::latest).thenComparing(Entry::name);
    private static final Comparator<Entry> BY_OPENING = Comparator.comparing(Entry::opened).thenComparing(Entry::name);

    private record Entry(String name, Set<String> servers, Instant latest, Instant opened) {}

    /** Those that the same servers may call. */
    private record Group(TreeSet<Entry> byLatest, TreeSet<Entry> byOpening) {
        private Group() {
            this(new TreeSet<>(BY_LATEST), new TreeSet<>(BY_OPENING));
        }
    }

    /** A new one when all have gone: one that had very many keeps the room for them. */
    private Map<Site, Entry> entries = new HashMap<>();
    private final Map<Set<String>, Group> groups = new HashMap<>();

    /**
     * Instead of what was said of the site before.
     *
     * @param servers who may call it
     * @param latest  when it has to begin, to be in time; {@link Instant#MAX} for whenever
     * @param opened  when its window did; {@link Instant#MIN} if that never closes
     */
    void put(Site site, Set<String> servers, Instant latest, Instant opened) {
        remove(site);
        if (latest.equals(Instant.MAX)) return;
        Entry entry = new Entry(site.name(), servers, latest, opened);
        entries.put(site, entry);
        Group group = groups.computeIfAbsent(servers, _ -> new Group());
        group.byLatest.add(entry);
        if (opened.isAfter(Instant.MIN)) group.byOpening.add(entry);
    }

    void remove(Site site) {
        Optional.ofNullable(entries.remove(site)).ifPresent(entry -> {
            Group group = groups.get(entry.servers());
            group.byLatest.remove(entry);
            group.byOpening.remove(entry);
            if (group.byLatest.isEmpty()) groups.remove(entry.servers());
            if (entries.isEmpty()) entries = new HashMap<>();
        });
    }

    void clear() {
        entries.clear();
        groups.clear();
    }

    /** Whether a window of a site for this server has opened at this time or later. */
    boolean haveOpenedSince(String server, Instant time) {
        return of(server, g -> g.byOpening.isEmpty() ? Optional.empty() : Optional.of(g.byOpening.last()))
                .anyMatch(e -> !e.opened().isBefore(time));
    }

    /** The first time from this one on at which one of this server's has to begin. */
    Optional<Instant> latest(String server, Instant from) {
        Entry least = new Entry("", Set.of(), from, Instant.MIN);
        return of(server, g -> Optional.ofNullable(g.byLatest.ceiling(least))).map(Entry::latest)
                .min(Instant::compareTo);
    }

    private Stream<Entry> of(String server, Function<Group, Optional<Entry>> which) {
        return groups.entrySet().stream().filter(g -> g.getKey().contains(server)).map(Map.Entry::getValue).map(which)
                .flatMap(Optional::stream);
    }
}
