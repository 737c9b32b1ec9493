package org.packetboat.simulator.night;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.packetboat.engine.route.Interval;

/**
 * A night that was played.
 *
 * @param seed  plays it again
 * @param sites in the order of the scenario
 * @param calls in the order of their ends
 * @param outages when whose line was dead, by server
 * @param waiting whose mail still waits at the head office when the night is over
 * @param told    how many events the head office told of, each of them a line of its log
 */
public record PlayedNight(long seed, List<SiteNight> sites, List<PlayedCall> calls, Map<String, Interval> outages,
        Set<String> waiting, int told) {
    public PlayedNight {
        waiting = Set.copyOf(waiting);
        sites = List.copyOf(sites);
        calls = List.copyOf(calls);
        outages = Collections.unmodifiableMap(new TreeMap<>(outages));
    }

    /** When the last line was free; the given time if there was no call. */
    public Instant end(Instant otherwise) {
        return calls.stream().map(PlayedCall::end).max(Comparator.naturalOrder()).orElse(otherwise);
    }
}
