package org.packetboat.engine.forward;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The sites that can be served now, in the order of their turns: the lowest hop count first, then the window that
 * closes first. In one round nobody has two turns while another waits for its first. Used by the node only.
 */
final class Round {
    private static final Comparator<Turn> ORDER = Comparator.<Turn>comparingInt(t -> t.site().route().cost())
            .thenComparing(Turn::closes).thenComparing(t -> t.site().name());

    private record Turn(Site site, Instant closes) {}

    private final Map<Site, Turn> turns = new HashMap<>();
    private TreeSet<Turn> waiting = new TreeSet<>(ORDER);
    private TreeSet<Turn> served = new TreeSet<>(ORDER);
    private long number = 1;

    /** A site that can be served until its window closes. */
    void add(Site site, Instant closes) {
        remove(site);
        Turn turn = new Turn(site, closes);
        turns.put(site, turn);
        (site.round() < number ? waiting : served).add(turn);
    }

    void remove(Site site) {
        Optional.ofNullable(turns.remove(site)).ifPresent(turn -> {
            waiting.remove(turn);
            served.remove(turn);
        });
    }

    /** Whose turn it is. */
    Optional<Site> next() {
        if (turns.isEmpty()) return Optional.empty();
        if (waiting.isEmpty()) begin();
        return Optional.of(waiting.first().site());
    }

    private void begin() {
        TreeSet<Turn> empty = waiting;
        waiting = served;
        served = empty;
        number++;
    }

    /** Notes that a site has its turn. */
    void serve(Site site) {
        remove(site);
        site.servedIn(number);
    }

    boolean isEmpty() {
        return turns.isEmpty();
    }

    void clear() {
        turns.clear();
        waiting.clear();
        served.clear();
    }
}
