package org.packetboat.protocols.smtp.client;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was learned of mail servers: extensions that they offer and do not have. Shared by all sessions, of
 * any thread. It is forgotten after a day, or when there is too much of it; then it is learned again.
 */
public final class PeerMemory {
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int MOST = 10_000;

    private record Lack(String host, String keyword) {}

    private final Map<Lack, Instant> lacks = new LinkedHashMap<>();

    /** A host does not know what it offers. */
    public synchronized void lacks(String host, String keyword, Instant now) {
        lacks.put(new Lack(host, keyword), now);
        if (lacks.size() > MOST) lacks.remove(lacks.keySet().iterator().next());
    }

    /** What a host offers and does not know. */
    public synchronized Set<String> lacking(Optional<String> host, Instant now) {
        lacks.values().removeIf(since -> since.plus(KEPT).isBefore(now));
        return lacks.keySet().stream().filter(lack -> host.filter(lack.host()::equals).isPresent()).map(Lack::keyword)
                .collect(Collectors.toSet());
    }
}
