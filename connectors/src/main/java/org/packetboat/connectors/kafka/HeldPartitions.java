package org.packetboat.connectors.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Partitions whose next record is for a site that takes too much of the disk: they wait, and the others are read. Each
 * is tried again after {@link #WAIT}, and counts as held until a record of it is taken. For one thread.
 */
final class HeldPartitions {
    static final Duration WAIT = Duration.ofSeconds(5);

    /** Until when each waits; {@link Instant#MAX} for one that is being tried again. */
    private final Map<TopicPartition, Instant> until = new HashMap<>();

    void hold(TopicPartition partition, Instant now) {
        until.put(partition, now.plus(WAIT));
    }

    /** A record of it is taken. */
    void taken(TopicPartition partition) {
        until.remove(partition);
    }

    /** Others read these now. */
    void forget(Collection<TopicPartition> partitions) {
        until.keySet().removeAll(partitions);
    }

    /** Those that have waited: they are tried again from now on. */
    Set<TopicPartition> due(Instant now) {
        Set<TopicPartition> due = until.entrySet().stream().filter(e -> !e.getValue().isAfter(now))
                .map(Map.Entry::getKey).collect(Collectors.toSet());
        due.forEach(partition -> until.put(partition, Instant.MAX));
        return due;
    }

    /** Whether it is not to be read now. */
    boolean waits(TopicPartition partition) {
        return until.getOrDefault(partition, Instant.MAX).isBefore(Instant.MAX);
    }

    boolean isEmpty() {
        return until.isEmpty();
    }
}
