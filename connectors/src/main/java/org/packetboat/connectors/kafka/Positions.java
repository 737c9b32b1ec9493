package org.packetboat.connectors.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.packetboat.engine.intake.SourceIntake;
import org.packetboat.engine.intake.SourcePosition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where each partition is to be read on. The queue's own position rules, since it moved together with the mail. What
 * the group committed counts only where it is further on: then another server of the group has read that far.
 */
final class Positions {
    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, Uuid> topics;
    private final SourceIntake sources;

    Positions(Consumer<byte[], byte[]> consumer, Map<String, Uuid> topics, SourceIntake sources) {
        this.consumer = consumer;
        this.topics = topics;
        this.sources = sources;
    }

    Source source(TopicPartition partition) {
        Uuid topic = topics.get(partition.topic());
        if (topic == null) throw new KafkaException("topic " + partition.topic() + " was not asked for");
        return new Source(partition, topic);
    }

    /**
     * Puts the consumer where these partitions are to be read on; at the start of those nobody ever read.
     *
     * @return what the group does not know yet, since we died before it was told
     */
    Map<TopicPartition, OffsetAndMetadata> seek(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> untold = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
        for (TopicPartition partition : partitions) {
            OptionalLong ours = sources.next(source(partition).name());
            OffsetAndMetadata theirs = committed.get(partition);
            long told = theirs == null ? -1 : theirs.offset();
            long next = Math.max(ours.orElse(-1), told);
            if (next > told) untold.put(partition, new OffsetAndMetadata(next));
            if (next < 0) {
                consumer.seekToBeginning(Set.of(partition));
            } else {
                consumer.seek(partition, next);
            }
            LOG.info("event=kafka-assigned partition={} next={}", partition, next < 0 ? "first" : next);
        }
        return untold;
    }

    /**
     * Puts the consumer on a record that is there, after it asked for some that are not: they were deleted before we
     * came, or the broker lost its last ones. Either is told, since mail may be missing.
     *
     * @param wanted what it asked for
     * @param commit moves our own position, where that is needed to go back
     */
    void mend(Map<TopicPartition, Long> wanted, java.util.function.Consumer<SourcePosition> commit) {
        Map<TopicPartition, Long> first = consumer.beginningOffsets(new HashSet<>(wanted.keySet()));
        Map<TopicPartition, Long> end = consumer.endOffsets(new HashSet<>(wanted.keySet()));
        wanted.forEach((partition, offset) -> {
            boolean deleted = offset < first.get(partition);
            long next = deleted ? first.get(partition) : end.get(partition);
            LOG.error("event=kafka-records-gone partition={} wanted={} next={} why={}", partition, offset, next,
                    deleted ? "deleted-before-they-were-read" : "broker-lost-its-last-records");
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(next)));
            commit.accept(new SourcePosition(source(partition).name(), next));
            consumer.seek(partition, next);
        });
    }
}
