package org.packetboat.protocols.bundle.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.packetboat.protocols.bundle.content.ContentName;

/** Finds what in a history is most like a content that is to be packed. Remembers sketches, not contents. */
public final class Likeness {
    private static final int MOST_NAMES = 8;
    private static final int WORTH_A_NAME = 4;
    private static final int RECENT = 4;

    private final History history;
    private final long budget;
    private final Map<ContentName, int[]> sketches = new HashMap<>();
    private final Map<ContentName, Integer> sizes = new HashMap<>();

    /** @param budget bytes of history in one reference at most */
    public Likeness(History history, long budget) {
        this.history = history;
        this.budget = budget;
    }

    /** Those that have most in common with it, each with something that the others have not; the most alike last. */
    public List<ContentName> like(byte[] content) {
        List<ContentName> names = sketched();
        Set<Integer> open = new HashSet<>();
        Arrays.stream(Shingles.of(content)).forEach(open::add);
        List<ContentName> chosen = new ArrayList<>();
        long room = budget;
        while (chosen.size() < MOST_NAMES) {
            Optional<ContentName> best = best(names, open, room);
            if (best.isEmpty()) break;
            chosen.addFirst(best.get());
            room -= sizes.get(best.get());
            Arrays.stream(sketches.get(best.get())).forEach(open::remove);
        }
        return List.copyOf(chosen);
    }

    /** The last few exchanged, for their words, before those that are alike. */
    public List<ContentName> withRecent(List<ContentName> alike) {
        List<ContentName> names = sketched();
        Set<ContentName> chosen = new LinkedHashSet<>(names.subList(Math.max(0, names.size() - RECENT), names.size()));
        chosen.removeAll(alike);
        chosen.addAll(alike);
        long size = chosen.stream().mapToLong(sizes::get).sum();
        return size > budget ? alike : List.copyOf(chosen);
    }

    private Optional<ContentName> best(List<ContentName> names, Set<Integer> open, long room) {
        Optional<ContentName> best = Optional.empty();
        long most = WORTH_A_NAME;
        for (ContentName name : names) {
            long common = Arrays.stream(sketches.get(name)).filter(open::contains).count();
            if (common < most || sizes.get(name) > room) continue;
            best = Optional.of(name);
            most = common;
        }
        return best;
    }

    private List<ContentName> sketched() {
        List<ContentName> names = history.names();
        sketches.keySet().retainAll(Set.copyOf(names));
        names.stream().filter(name -> !sketches.containsKey(name)).forEach(this::sketch);
        return names.stream().filter(sketches::containsKey).toList();
    }

    private void sketch(ContentName name) {
        history.content(name).ifPresent(content -> {
            sketches.put(name, Shingles.of(content));
            sizes.put(name, content.length);
        });
    }
}
