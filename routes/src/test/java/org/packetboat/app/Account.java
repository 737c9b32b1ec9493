package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The books of a test in which servers die: what clients were told, beside where each recipient was found in the end.
 * Kept outside of the server.
 *
 * @param returned whom notices named, each as often as they did
 * @param waiting  who waits in the queue, each as often as it does
 * @param stored   who has it in a mailbox here, each as often as it is there
 */
record Account(Load load, Ends ends, List<String> returned, List<String> waiting, List<String> stored) {
    /** Whether everybody who was acknowledged is somewhere. */
    boolean isComplete() {
        return lost(found()).isEmpty();
    }

    /** Everybody who was acknowledged is at exactly one end. */
    void check() {
        Set<String> found = found();
        assertEquals(Set.of(), load.doubleIds(), "ids given twice");
        assertEquals(Set.of(), ends.damaged(), "arrived damaged");
        assertEquals(List.of(), lost(found), "acknowledged and lost");
        assertEquals(List.of(), halves(found), "stored in part");
        assertEquals(Set.of(), strangers(found), "stored though never sent to the end");
        assertEquals(Set.of(), Ends.repeated(everywhere()), "at more than one end, or twice at one");
        assertEquals(List.of(), ends.doubledWithoutNeed(), "delivered twice though it was settled");
    }

    private List<String> everywhere() {
        return Stream.of(ends.delivered(), returned, waiting, stored).flatMap(all -> all.stream()).toList();
    }

    private Set<String> found() {
        return new HashSet<>(everywhere());
    }

    private List<String> lost(Set<String> found) {
        return load.acknowledged().values().stream().flatMap(s -> s.recipients().stream())
                .filter(r -> !found.contains(r)).toList();
    }

    private List<Load.Sent> halves(Set<String> found) {
        return load.unanswered().stream().filter(s -> s.recipients().stream().anyMatch(found::contains)
                && !found.containsAll(s.recipients())).toList();
    }

    private Set<String> strangers(Set<String> found) {
        Set<String> known = Stream.concat(load.acknowledged().values().stream(), load.unanswered().stream())
                .flatMap(s -> s.recipients().stream()).collect(Collectors.toSet());
        return found.stream().filter(r -> !known.contains(r)).collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return "acknowledged=" + load.acknowledged().size() + " unanswered=" + load.unanswered().size() + " delivered="
                + ends.delivered().size() + " twice=" + ends.doubled() + " returned=" + returned.size() + " waiting="
                + waiting.size() + " stored=" + stored.size();
    }
}
