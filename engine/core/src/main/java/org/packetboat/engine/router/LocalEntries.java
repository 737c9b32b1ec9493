package org.packetboat.engine.router;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.choice.RouteState;

/**
 * What this server reaches itself, each change with a version of its own. What it reaches no longer is unavailable for
 * a while, so that all others drop what they know of it, and is forgotten then.
 */
final class LocalEntries {
    private final String server;
    private final Map<DomainPattern, Entry> entries = new HashMap<>();
    private final Map<DomainPattern, Instant> removed = new HashMap<>();
    private long version;

    LocalEntries(String server) {
        this.server = server;
    }

    /** @return the patterns of which something changed */
    Set<DomainPattern> replace(Collection<LocalEntry> all, Instant now) {
        Map<DomainPattern, LocalEntry> wanted = new HashMap<>();
        all.forEach(own -> wanted.merge(own.pattern(), own, LocalEntries::better));
        Set<DomainPattern> changed = new HashSet<>();
        wanted.values().stream().filter(own -> put(own, now)).forEach(own -> changed.add(own.pattern()));
        for (DomainPattern pattern : List.copyOf(entries.keySet())) {
            if (wanted.containsKey(pattern) || removed.containsKey(pattern)) continue;
            removed.put(pattern, now);
            if (put(new LocalEntry(pattern, RouteState.UNAVAILABLE_HOPS, Instant.MAX), now)) changed.add(pattern);
        }
        removed.keySet().removeAll(wanted.keySet());
        return changed;
    }

    /** Of two routes for the same domains the one that is better now speaks for both. */
    private static LocalEntry better(LocalEntry first, LocalEntry second) {
        if (first.hops() != second.hops()) return first.hops() < second.hops() ? first : second;
        return first.until().isBefore(second.until()) ? second : first;
    }

    private boolean put(LocalEntry own, Instant now) {
        Entry before = entries.get(own.pattern());
        if (before != null && before.hops() == own.hops() && before.until().equals(own.until())) return false;
        version = Math.max(version + 1, now.toEpochMilli());
        entries.put(own.pattern(), new Entry(own.pattern(), own.hops(), own.until(), List.of(server), version));
        return true;
    }

    /** Forgets what was removed long ago. @return the patterns forgotten */
    Set<DomainPattern> forget(Instant now) {
        Set<DomainPattern> old = new HashSet<>();
        removed.forEach((pattern, since) -> {
            if (!now.isBefore(since.plus(RouterTimers.FORGOTTEN))) old.add(pattern);
        });
        entries.keySet().removeAll(old);
        removed.keySet().removeAll(old);
        return old;
    }

    Optional<Entry> of(DomainPattern pattern) {
        return Optional.ofNullable(entries.get(pattern));
    }
}
