package org.packetboat.connectors.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.packetboat.connectors.kafka.position.Source;
import org.packetboat.engine.intake.SourceIntake;

/**
 * The records that are put aside in the queue's folder, since they can't be taken now: by name, and how large they are.
 * There is room for some; then partitions wait. What is on its way to the disk counts. For one thread.
 *
 * <pre>
 * kafka/TOPIC ID/PARTITION/OFFSET     the offset with twenty digits, so that names are in order
 * </pre>
 */
final class AsideRecords {
    /** They are tried again after this time. */
    static final Duration WAIT = Duration.ofSeconds(5);
    static final int MOST = 100;
    static final long MOST_BYTES = 16 << 20;

    private final SourceIntake sources;
    private SortedMap<String, Long> sizes = new TreeMap<>();
    private Instant next = Instant.MIN;

    AsideRecords(SourceIntake sources) {
        this.sources = sources;
    }

    static String name(Source source, long offset) {
        return source.name() + "/" + String.format("%020d", offset);
    }

    /** The id of the topic that a record of this name is from. */
    static Uuid topic(String name) {
        return Uuid.fromString(name.split("/")[1]);
    }

    boolean hasRoom(long bytes) {
        return sizes.size() < MOST
                && sizes.values().stream().mapToLong(Long::longValue).sum() + bytes <= MOST_BYTES;
    }

    void add(String name, long bytes) {
        sizes.put(name, bytes);
    }

    boolean isDue(Instant now) {
        return !next.isAfter(now) || next.isAfter(now.plus(WAIT));
    }

    /** Those that are to be tried again now: what is on the disk, whatever became of the last ones. */
    List<String> due(Instant now) {
        next = now.plus(WAIT);
        sizes = new TreeMap<>(sources.aside());
        return List.copyOf(sizes.keySet());
    }
}
