package org.packetboat.protocols.smtp.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * What was learned of mail servers: extensions that they offer and do not have. Shared by all sessions, of any thread.
 * It is forgotten after a day, or when there is too much of it; then it is learned again.
 */
public final class PeerMemory {
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int MOST = 10_000;

    private record Lack(String host, String keyword) {}

    /** Replaced as a whole: something new is learned seldom. */
    private final AtomicReference<Map<Lack, Instant>> lacks = new AtomicReference<>(Map.of());

    /** A host does not know what it offers. */
    public void lacks(String host, String keyword, Instant now) {
        lacks.updateAndGet(before -> {
            Map<Lack, Instant> after = new LinkedHashMap<>(before);
            after.values().removeIf(since -> isOver(since, now));
            after.put(new Lack(host, keyword), now);
            if (after.size() > MOST) after.remove(after.keySet().iterator().next());
            return Collections.unmodifiableMap(after);
        });
    }

    /** What a host offers and does not know. */
    public Set<String> lacking(Optional<String> host, Instant now) {
        return lacks.get().entrySet().stream().filter(lack -> host.filter(lack.getKey().host()::equals).isPresent()
                && !isOver(lack.getValue(), now)).map(lack -> lack.getKey().keyword()).collect(Collectors.toSet());
    }

    private static boolean isOver(Instant since, Instant now) {
        return since.plus(KEPT).isBefore(now);
    }
}
