package org.packetboat.connectors.kafka.position;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.packetboat.connectors.kafka.client.KafkaSettings;
import org.packetboat.connectors.kafka.client.TopicIds;
import org.packetboat.engine.intake.SourceIntake;
import org.packetboat.engine.intake.SourcePosition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where each partition is to be read on ({@link Start}). Topics are known by their ids, which are looked up at each
 * assignment, at each offset that is out of range and whenever the consumer learns of topics anew: a topic that was
 * deleted and made again is another one, and read from its first record.
 */
public final class Positions {
    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicIds topics;
    private final SourceIntake sources;
    private final KafkaSettings settings;
    private final Map<String, Uuid> ids = new HashMap<>();

    public Positions(Consumer<byte[], byte[]> consumer, TopicIds topics, SourceIntake sources, KafkaSettings settings) {
        this.consumer = consumer;
        this.topics = topics;
        this.sources = sources;
        this.settings = settings;
    }

    public Source source(TopicPartition partition) {
        Uuid topic = ids.get(partition.topic());
        if (topic == null) throw new KafkaException("topic " + partition.topic() + " doesn't exist");
        return new Source(partition, topic);
    }

    /** What the group is to be told of a partition: the position, and by whom. */
    public OffsetAndMetadata forGroup(TopicPartition partition, long next) {
        return new OffsetAndMetadata(next, us(partition).text());
    }

    private Told us(TopicPartition partition) {
        return new Told(source(partition).topic(), sources.folder().epoch(), settings.server().name());
    }

    /**
     * Puts the consumer where these partitions are to be read on.
     *
     * @return what the group does not know yet, since we died before it was told, or went back
     */
    public Map<TopicPartition, OffsetAndMetadata> seek(Collection<TopicPartition> partitions) {
        ids.putAll(topics.of(partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet())));
        Map<TopicPartition, OffsetAndMetadata> untold = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
        for (TopicPartition partition : partitions) {
            Optional<OffsetAndMetadata> told = Optional.ofNullable(committed.get(partition));
            Start start = Start.choose(sources.next(source(partition).name()), told, us(partition),
                    sources.folder().earlier(), settings.position());
            start.next().ifPresent(next -> {
                if (told.filter(t -> t.offset() == next).isEmpty()) untold.put(partition, forGroup(partition, next));
            });
            seek(partition, start, told);
        }
        return untold;
    }

    private void seek(TopicPartition partition, Start start, Optional<OffsetAndMetadata> told) {
        start.next().ifPresentOrElse(next -> consumer.seek(partition, next),
                () -> consumer.seekToBeginning(Set.of(partition)));
        String next = start.next().isPresent() ? Long.toString(start.next().getAsLong()) : "first";
        LOG.info("event=kafka-assigned partition={} next={}", partition, next);
        if (!start.differs()) return;
        LOG.warn("event=kafka-positions-differ partition={} folder={} group={} next={} why=\"{}\"", partition,
                sources.next(source(partition).name()).stream().mapToObj(Long::toString).findFirst().orElse("none"),
                told.map(t -> Long.toString(t.offset())).orElse("none"), next, start.why());
    }

    /**
     * Looks whether topics were made again since, and puts the consumer on the first records of those that we have not
     * read.
     *
     * @return their partitions, where the consumer is elsewhere now
     */
    public Set<TopicPartition> renew(Set<TopicPartition> assigned) {
        Map<String, Uuid> now = topics.of(assigned.stream().map(TopicPartition::topic).collect(Collectors.toSet()));
        Set<TopicPartition> renewed = assigned.stream().filter(p -> isAnother(now.get(p.topic()), p))
                .collect(Collectors.toSet());
        renewed.forEach(partition -> {
            Uuid before = ids.get(partition.topic());
            Source source = new Source(partition, now.get(partition.topic()));
            sources.next(source.name()).ifPresentOrElse(next -> consumer.seek(partition, next),
                    () -> consumer.seekToBeginning(Set.of(partition)));
            LOG.error("event=kafka-topic-made-again partition={} before={} now={}; it is read from its first record; "
                    + "what the deleted one still held is gone", partition, before, source.topic());
        });
        ids.putAll(now);
        return renewed;
    }

    private boolean isAnother(Uuid found, TopicPartition partition) {
        return found != null && !found.equals(ids.get(partition.topic()));
    }

    /**
     * Puts the consumer on a record that is there, after it asked for some that are not: they were deleted before we
     * came, or the broker lost its last ones, or the topic is another one. Each is told, since mail may be missing.
     *
     * @param commit moves our own position, where that is needed to go back
     * @return the partitions whose topic was made again
     */
    public Set<TopicPartition> mend(OffsetOutOfRangeException asked,
            java.util.function.Consumer<SourcePosition> commit) {
        Map<TopicPartition, Long> wanted = new HashMap<>(asked.offsetOutOfRangePartitions());
        Set<TopicPartition> renewed = renew(wanted.keySet());
        wanted.keySet().removeAll(renewed);
        Map<TopicPartition, Long> first = consumer.beginningOffsets(new HashSet<>(wanted.keySet()));
        Map<TopicPartition, Long> end = consumer.endOffsets(new HashSet<>(wanted.keySet()));
        wanted.forEach((partition, offset) -> {
            boolean deleted = offset < first.get(partition);
            long next = deleted ? first.get(partition) : lost(asked, partition).orElse(end.get(partition));
            LOG.error("event=kafka-records-gone partition={} wanted={} next={} why={}", partition, offset, next,
                    deleted ? "deleted-before-they-were-read" : "broker-lost-its-last-records");
            move(partition, next, commit);
        });
        return renewed;
    }

    /** Where the log parts from the one that we have read, if the broker can tell; else its end has to do. */
    private static Optional<Long> lost(OffsetOutOfRangeException asked, TopicPartition partition) {
        return asked instanceof LogTruncationException cut
                ? Optional.ofNullable(cut.divergentOffsets().get(partition)).map(OffsetAndMetadata::offset)
                : Optional.empty();
    }

    /** Moves a partition's position everywhere: in the data folder, in the group and in the consumer. */
    void move(TopicPartition partition, long next, java.util.function.Consumer<SourcePosition> commit) {
        consumer.commitSync(Map.of(partition, forGroup(partition, next)));
        commit.accept(new SourcePosition(source(partition).name(), next));
        consumer.seek(partition, next);
    }
}
