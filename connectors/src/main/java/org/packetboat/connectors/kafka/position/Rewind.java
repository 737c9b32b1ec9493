package org.packetboat.connectors.kafka.position;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.packetboat.engine.intake.SourcePosition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An operator's wish to have records read again, or left out: from another place on, in the data folder, in the group
 * and in the consumer. Mail of records that are read again is sent again.
 *
 * @param partition empty for all that this server reads
 * @param answer    what was done, a line for each partition
 */
public record Rewind(String topic, OptionalInt partition, RewindTo to, CompletableFuture<List<String>> answer) {
    private static final Logger LOG = LoggerFactory.getLogger(Rewind.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** All of them, or none if there is no such place in one of them. */
    public void carryOut(Consumer<byte[], byte[]> consumer, Positions positions,
            java.util.function.Consumer<SourcePosition> commit) {
        Set<TopicPartition> mine = consumer.assignment().stream().filter(this::isMeant).collect(Collectors.toSet());
        if (mine.isEmpty())
            throw new IllegalArgumentException("this server reads no such partition now; it reads "
                    + (consumer.assignment().isEmpty() ? "none" : names(consumer.assignment())));
        Map<TopicPartition, Long> targets = targets(consumer, mine);
        List<String> lines = new ArrayList<>();
        targets.entrySet().stream().sorted(Comparator.comparing(e -> e.getKey().partition())).forEach(target -> {
            long before = consumer.position(target.getKey());
            positions.move(target.getKey(), target.getValue(), commit);
            LOG.warn("event=kafka-rewound partition={} before={} next={}", target.getKey(), before, target.getValue());
            lines.add(line(target.getKey(), before, target.getValue()));
        });
        answer.complete(lines);
    }

    private boolean isMeant(TopicPartition candidate) {
        return candidate.topic().equals(topic) && partition.orElse(candidate.partition()) == candidate.partition();
    }

    private static String line(TopicPartition partition, long before, long next) {
        String what = next < before
                ? before - next + " are read again"
                : next == before ? "nothing changes" : next - before + " are left out";
        return partition + ": was at " + before + ", goes on at " + next + "; " + what;
    }

    private Map<TopicPartition, Long> targets(Consumer<byte[], byte[]> consumer, Set<TopicPartition> mine) {
        Map<TopicPartition, Long> first = consumer.beginningOffsets(mine, PATIENCE);
        return switch (to) {
            case RewindTo.Beginning() -> first;
            case RewindTo.Offset(long offset) -> {
                Map<TopicPartition, Long> end = consumer.endOffsets(mine, PATIENCE);
                mine.forEach(p -> mustBeThere(p, offset, first.get(p), end.get(p)));
                yield mine.stream().collect(Collectors.toMap(p -> p, _ -> offset));
            }
            case RewindTo.Time time -> atTime(consumer, mine, time);
        };
    }

    private static void mustBeThere(TopicPartition partition, long offset, long first, long end) {
        if (offset < first || offset > end)
            throw new IllegalArgumentException(partition + " has no offset " + offset + "; expected one from " + first
                    + " to " + end);
    }

    /** Where nothing is so late, that is the end. */
    private static Map<TopicPartition, Long> atTime(Consumer<byte[], byte[]> consumer, Set<TopicPartition> mine,
            RewindTo.Time time) {
        Map<TopicPartition, Long> targets = new HashMap<>(consumer.endOffsets(mine, PATIENCE));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(
                mine.stream().collect(Collectors.toMap(p -> p, _ -> time.time().toEpochMilli())), PATIENCE);
        found.forEach((partition, at) -> {
            if (at != null) targets.put(partition, at.offset());
        });
        return targets;
    }

    private static String names(Set<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::toString).sorted().collect(Collectors.joining(", "));
    }
}
