package org.packetboat.connectors.kafka.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a part of the server does with Kafka now.
 *
 * @param state       {@code starting}, {@code reading}, {@code writing}, {@code paused} or {@code trouble}
 * @param trouble     the last one, over or not
 * @param partitions  those that are read here now
 * @param taken       records seen to since the start, or events told
 * @param deadLetters records put aside since the start
 */
public record KafkaReport(String state, Optional<Trouble> trouble, List<Partition> partitions, long taken,
        long deadLetters) {
    /** Something that went wrong. @param over empty while it lasts */
    public record Trouble(Instant since, String reason, Optional<Instant> over) {}

    /**
     * A partition.
     *
     * @param next the offset it goes on with; -1 if that is not known yet
     * @param lag  how many records wait from there on; -1 if that is not known yet
     */
    public record Partition(String topic, int partition, long next, long lag) {}

    public KafkaReport {
        partitions = List.copyOf(partitions);
    }

    static KafkaReport starting() {
        return new KafkaReport("starting", Optional.empty(), List.of(), 0, 0);
    }

    /** What is wrong now. */
    public Optional<Trouble> lasting() {
        return trouble.filter(t -> t.over().isEmpty());
    }
}
