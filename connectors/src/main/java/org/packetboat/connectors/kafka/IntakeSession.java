package org.packetboat.connectors.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.packetboat.connectors.kafka.client.KafkaReport;
import org.packetboat.connectors.kafka.client.KafkaState;
import org.packetboat.connectors.kafka.client.Waits;
import org.packetboat.connectors.kafka.position.Positions;
import org.packetboat.connectors.kafka.position.Rewind;
import org.packetboat.engine.intake.SourcePosition;
import org.packetboat.engine.mail.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer from its subscription to its end. When the queue can't take mail now, all partitions are paused, the
 * consumer stays in its group, and after a while each goes on with the first record not taken. If only the site of its
 * next record takes no more, that partition waits alone. For one thread, but for {@link #wakeup}. Any exception ends
 * the session; the next one goes on at the stored positions.
 */
final class IntakeSession implements ConsumerRebalanceListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IntakeSession.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PARTING = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final Positions positions;
    private final Consigner consigner;
    private final Waits waits;
    private final Lookout lookout;
    private final KafkaState state;
    private final Queue<Rewind> rewinds;
    private final InstantSource clock;
    /** Taken, but not yet told to the group. */
    private final Map<TopicPartition, OffsetAndMetadata> taken = new HashMap<>();
    private Optional<Instant> pausedUntil = Optional.empty();
    private final HeldPartitions held = new HeldPartitions();
    private Optional<InFlight> inFlight = Optional.empty();

    /** Records on their way to the disk. */
    private record InFlight(TopicPartition partition, long first, Load.Ready load, Future<Optional<Reply>> commit) {
        Optional<Reply> answer() {
            try {
                return commit.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new KafkaException("the commit was not answered", e);
            }
        }
    }

    /**
     * Makes one.
     *
     * @param state   what others see of it
     * @param rewinds wishes of operators, filled from any thread
     */
    IntakeSession(Consumer<byte[], byte[]> consumer, Positions positions, Consigner consigner, Waits waits,
            Lookout lookout, KafkaState state, Queue<Rewind> rewinds, InstantSource clock) {
        this.consumer = consumer;
        this.positions = positions;
        this.consigner = consigner;
        this.waits = waits;
        this.lookout = lookout;
        this.state = state;
        this.rewinds = rewinds;
        this.clock = clock;
    }

    void subscribe(List<String> topics) {
        consumer.subscribe(topics, this);
    }

    /** Takes what is there, or waits for it a little. */
    void step() {
        if (pausedUntil.filter(until -> !clock.instant().isBefore(until)).isPresent()) resume();
        if (pausedUntil.isEmpty()) consumer.resume(held.due(clock.instant()));
        rewind();
        try {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(inFlight.isPresent() ? Duration.ZERO : POLL);
            Set<TopicPartition> renewed = renewed(records.isEmpty());
            for (TopicPartition partition : records.partitions())
                if (!renewed.contains(partition)) take(partition, records.records(partition));
            if (records.isEmpty() || inFlight.filter(f -> f.commit().isDone()).isPresent()) settle();
            lookout.look(!records.isEmpty(), pausedUntil.isPresent() || !held.isEmpty());
        } catch (OffsetOutOfRangeException e) {
            settle();
            forget(positions.mend(e, this::move));
        }
        tellGroup();
    }

    /** Before a record is taken, it must be certain which topic it is from. While none comes, that can wait. */
    private Set<TopicPartition> renewed(boolean idle) {
        if (!lookout.isNews(idle)) return Set.of();
        settle();
        try {
            Set<TopicPartition> renewed = positions.renew(consumer.assignment());
            forget(renewed);
            return renewed;
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            if (!idle) throw e;
            lookout.failed(e);
            return Set.of();
        }
    }

    /** What was taken from topics that are gone is nothing that the group of the new ones should hear of. */
    private void forget(Set<TopicPartition> renewed) {
        taken.keySet().removeAll(renewed);
    }

    private void take(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        for (List<ConsumerRecord<byte[], byte[]>> chunk : Chunks.of(records)) {
            if (pausedUntil.isPresent() || held.waits(partition)) putBack(partition, chunk.getFirst().offset());
            else take(partition, chunk.getFirst().offset(), chunk);
        }
    }

    /** While the disk is busy with what was taken before, the next records are read; but that must be durable first. */
    private void take(TopicPartition partition, long first, List<ConsumerRecord<byte[], byte[]>> chunk) {
        Load load = consigner.load(positions.source(partition), chunk);
        settle();
        switch (load) {
            case Load.NotNow(Reply why) -> {
                pause(why);
                putBack(partition, first);
            }
            case Load.PutOff(Reply why) -> hold(partition, first, why);
            case Load.Ready ready when pausedUntil.isPresent() -> {
                ready.consignment().abandon();
                putBack(partition, first);
            }
            case Load.Ready ready -> {
                inFlight = Optional.of(new InFlight(partition, first, ready, consigner.take(ready)));
                held.taken(partition);
                ready.rest().ifPresent(why -> hold(partition, ready.next().next(), why));
            }
        }
    }

    /** A partition waits for one site; the others are read. */
    private void hold(TopicPartition partition, long first, Reply why) {
        held.hold(partition, clock.instant());
        putBack(partition, first);
        state.trouble("put off", partition + " waits at offset " + first + ": " + why,
                "again-in=" + HeldPartitions.WAIT.toSeconds() + "s");
    }

    /** Waits for what is under way. If it could not be taken, it is put back, and all partitions are paused. */
    private void settle() {
        if (inFlight.isEmpty()) return;
        InFlight last = inFlight.get();
        inFlight = Optional.empty();
        Optional<Reply> notNow = last.answer();
        if (notNow.isPresent()) {
            pause(notNow.get());
            putBack(last.partition(), last.first());
        } else {
            waits.reset();
            taken.put(last.partition(), positions.forGroup(last.partition(), last.load().next().next()));
            state.taken(last.load().records(), last.load().dead().size());
        }
    }

    /** Has a partition read again from here, or from where it was put back to before. */
    private void putBack(TopicPartition partition, long offset) {
        if (!consumer.assignment().contains(partition)) return; // its next reader begins where we stopped
        consumer.seek(partition, Math.min(offset, consumer.position(partition)));
        consumer.pause(Set.of(partition));
    }

    private void pause(Reply why) {
        Duration wait = waits.next();
        pausedUntil = Optional.of(clock.instant().plus(wait));
        consumer.pause(consumer.assignment());
        LOG.warn("event=kafka-paused again-in={}s reason=\"{}\"", wait.toSeconds(), why);
        state.note("paused", why.toString());
    }

    private void resume() {
        pausedUntil = Optional.empty();
        consumer.resume(consumer.paused().stream().filter(partition -> !held.waits(partition)).toList());
    }

    private void move(SourcePosition position) {
        consigner.move(position).ifPresent(failure -> {
            throw new KafkaException("the position of " + position.source() + " can't be stored: " + failure);
        });
    }

    /** Does what operators wish; what is under way is finished first. */
    private void rewind() {
        if (consumer.assignment().isEmpty()) return;
        for (Rewind wish = rewinds.poll(); wish != null; wish = rewinds.poll()) {
            settle();
            try {
                wish.carryOut(consumer, positions, this::move);
                taken.clear();
            } catch (IllegalArgumentException | KafkaException e) {
                wish.answer().completeExceptionally(e);
            }
        }
    }

    /** For whoever looks at the group's lag, and for a server that takes over; our own positions are in the queue. */
    private void tellGroup() {
        if (taken.isEmpty()) return;
        consumer.commitAsync(Map.copyOf(taken), (_, failure) -> {
            if (failure != null) LOG.debug("event=kafka-group-not-told reason=\"{}\"", failure.getMessage());
        });
        taken.clear();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) taken.putAll(positions.seek(partitions));
    }

    /** All that was polled is taken or put back: only the group may have to hear of it. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        settle();
        held.forget(partitions);
        try {
            consumer.commitSync(Map.copyOf(taken), PARTING);
            taken.clear();
        } catch (KafkaException e) {
            LOG.warn("event=kafka-group-not-told reason=\"{}\"", e.getMessage());
        }
    }

    /** What is read here, as the consumer knows it without asking. */
    static List<KafkaReport.Partition> partitions(Consumer<byte[], byte[]> consumer) {
        return consumer.assignment().stream()
                .sorted(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition))
                .map(p -> new KafkaReport.Partition(p.topic(), p.partition(), position(consumer, p),
                        consumer.currentLag(p).orElse(-1)))
                .toList();
    }

    private static long position(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        try {
            return consumer.position(partition, Duration.ZERO);
        } catch (KafkaException e) { // not known before the broker was asked
            return -1;
        }
    }

    /** Ends a wait for records, or the next one. From any thread. */
    void wakeup() {
        consumer.wakeup();
    }

    /** The next session must find the position of all that was taken. */
    @Override
    public void close() {
        inFlight.ifPresent(InFlight::answer);
        consumer.close(CloseOptions.timeout(PARTING));
    }
}
