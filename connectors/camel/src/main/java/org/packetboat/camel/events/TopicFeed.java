package org.packetboat.camel.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that a server writes to a topic of Kafka. A new reader begins with the next event, and is known from then
 * on; of a partition that is new to a known reader, or of which what it had not read is gone, it reads all there is.
 * While the brokers are away, or refuse us, it waits and tries again, for as long as it takes.
 */
public final class TopicFeed implements EventFeed {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFeed.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final TopicReader reader;
    private final Set<TopicPartition> ours = new HashSet<>();
    private volatile Optional<KafkaConsumer<String, String>> open = Optional.empty();
    private volatile boolean woken;
    private boolean troubled;
    /** While this is so, partitions that the group gives us are not read yet. */
    private boolean holding;

    /** Connects when it is read for the first time. */
    public TopicFeed(TopicReader reader) {
        this.reader = reader;
    }

    @Override
    public List<ToldEvent> read() {
        try {
            List<ToldEvent> page = new ArrayList<>();
            consumer().poll(POLL).forEach(one -> told(one).ifPresent(page::add));
            if (troubled && !ours.isEmpty()) LOG.info("event=events-trouble-over reader={}", reader.name());
            troubled &= ours.isEmpty();
            return page;
        } catch (WakeupException stopped) {
            return List.of();
        } catch (OffsetOutOfRangeException gone) {
            fromTheFirst(gone.offsetOutOfRangePartitions());
            return List.of();
        } catch (KafkaException e) {
            trouble(e);
            return List.of();
        }
    }

    private KafkaConsumer<String, String> consumer() {
        if (open.isEmpty()) {
            KafkaConsumer<String, String> made = new KafkaConsumer<>(reader.properties());
            open = Optional.of(made);
            made.subscribe(List.of(reader.topic()), new Assignment(made));
        }
        return open.get();
    }

    private void trouble(KafkaException e) {
        LOG.warn("event=events-trouble reader={} topic={} reason=\"{}\" again-in={}s", reader.name(), reader.topic(),
                String.valueOf(e.getMessage()).replaceAll("\\s+", " "), PAUSE.toSeconds());
        troubled = true;
        close();
    }

    private void fromTheFirst(Map<TopicPartition, Long> gone) {
        LOG.error("event=events-gone reader={} from={}: they were deleted before they were read", reader.name(), gone);
        consumer().seekToBeginning(gone.keySet());
    }

    private Optional<ToldEvent> told(ConsumerRecord<String, String> one) {
        String value = Optional.ofNullable(one.value()).orElse("");
        Optional<EventObject> event = EventObject.read(value);
        if (event.isEmpty())
            LOG.warn("event=no-event topic={} partition={} offset={}: left out", one.topic(), one.partition(),
                    one.offset());
        return event.map(of -> new ToldEvent(value, of.text("id").orElse(""), of.text("event").orElse(""),
                Optional.ofNullable(one.key()), of.text("message"), of.text("batch"),
                new ToldEvent.Place(String.valueOf(one.partition()), one.offset())));
    }

    private TopicPartition partition(ToldEvent event) {
        return new TopicPartition(reader.topic(), Integer.parseInt(event.place().part()));
    }

    @Override
    public boolean isOurs(ToldEvent event) {
        return ours.contains(partition(event));
    }

    @Override
    public void commit(List<ToldEvent> told) {
        Map<TopicPartition, OffsetAndMetadata> behind = new HashMap<>();
        told.stream().filter(this::isOurs)
                .forEach(event -> behind.put(partition(event), new OffsetAndMetadata(event.place().number() + 1)));
        if (behind.isEmpty() || open.isEmpty()) return;
        try {
            open.get().commitSync(behind, ANSWER);
        } catch (KafkaException e) { // they come again
            LOG.warn("event=events-uncommitted reader={} reason=\"{}\"", reader.name(), e.getMessage());
        }
    }

    /** Reading waits itself, unless there is trouble. */
    @Override
    public void await(Duration most) {
        if (open.isPresent() || woken) return;
        try {
            synchronized (this) {
                if (!woken) wait(Math.min(most.toMillis(), PAUSE.toMillis()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The group is told that we live; nothing is read. */
    @Override
    public void keep() {
        if (open.isEmpty()) return;
        holding = true;
        try {
            open.get().pause(open.get().assignment());
            open.get().poll(Duration.ZERO);
            open.get().resume(open.get().paused());
        } catch (WakeupException stopped) {
            LOG.debug("event=events-woken reader={}", reader.name());
        } catch (KafkaException e) {
            trouble(e);
        } finally {
            holding = false;
        }
    }

    @Override
    public synchronized void wakeUp() {
        woken = true;
        notifyAll();
        open.ifPresent(KafkaConsumer::wakeup);
    }

    @Override
    public void close() {
        ours.clear();
        Optional<KafkaConsumer<String, String>> last = open;
        open = Optional.empty();
        try {
            last.ifPresent(KafkaConsumer::close);
        } catch (KafkaException e) {
            LOG.debug("event=events-close reader={} reason=\"{}\"", reader.name(), e.getMessage());
        }
    }

    /** Where reading begins in partitions that the group gives us. */
    private final class Assignment implements ConsumerRebalanceListener {
        private final KafkaConsumer<String, String> consumer;

        Assignment(KafkaConsumer<String, String> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            ours.addAll(partitions);
            Set<TopicPartition> all = new HashSet<>(partitions);
            consumer.partitionsFor(reader.topic(), ANSWER)
                    .forEach(each -> all.add(new TopicPartition(each.topic(), each.partition())));
            Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>(consumer.committed(all, ANSWER));
            known.values().removeIf(offset -> offset == null);
            Set<TopicPartition> fresh = new HashSet<>(partitions);
            fresh.removeAll(known.keySet());
            if (!fresh.isEmpty()) begin(fresh, !known.isEmpty());
            if (holding) consumer.pause(partitions);
        }

        /** It is committed at once: a reader that dies now goes on here. */
        private void begin(Set<TopicPartition> fresh, boolean known) {
            Map<TopicPartition, Long> at = known
                    ? consumer.beginningOffsets(fresh, ANSWER)
                    : consumer.endOffsets(fresh, ANSWER);
            Map<TopicPartition, OffsetAndMetadata> start = new HashMap<>();
            at.forEach((partition, offset) -> {
                consumer.seek(partition, offset);
                start.put(partition, new OffsetAndMetadata(offset));
            });
            consumer.commitSync(start, ANSWER);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            ours.removeAll(partitions);
        }
    }
}
