package org.packetboat.engine.router;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Servers that have one name. Each of them undoes what the other has said, so whoever looks after them is to know; of
 * each name this is told once an hour.
 */
final class Namesakes {
    private static final Duration AGAIN = Duration.ofHours(1);

    private final Map<String, Instant> told = new HashMap<>();
    private final List<Namesake> news = new ArrayList<>();

    void found(Namesake namesake, Instant now) {
        told.values().removeIf(at -> now.isBefore(at) || !now.isBefore(at.plus(AGAIN)));
        if (told.putIfAbsent(namesake.name(), now) == null) news.add(namesake);
    }

    /** Those found since this was last asked. */
    List<Namesake> take() {
        List<Namesake> taken = List.copyOf(news);
        news.clear();
        return taken;
    }
}
