package org.packetboat.connectors.kafka.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.packetboat.connectors.kafka.client.Clients;
import org.packetboat.engine.log.SnapshotStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots in a compacted topic: pieces of at most 512 KB in one partition, and in another where they lie. What was
 * put is there when its place is. Compaction keeps places; what was removed is compacted away.
 *
 * <p>Calls return at once. Answers come on threads of its own; what brokers don't answer within some seconds is an
 * empty answer. What waits when it is closed has none.
 */
public final class KafkaSnapshots implements SnapshotStorage, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSnapshots.class);
    private static final int PIECE = 512 * 1024;
    private static final int PAGE = 1000;
    private static final Duration REMOVING = Duration.ofSeconds(2);

    private final LogTopics topics;
    private final Producer<byte[], byte[]> producer;
    private final LogReader chunks;
    private final LogReader index;
    private final BrokerCalls calls;
    private final ExecutorService putting = Executors.newThreadPerTaskExecutor(Thread.ofVirtual()
            .name("snapshots-put").factory());
    private final ExecutorService reading = Executors.newSingleThreadExecutor(Thread.ofVirtual()
            .name("snapshots-read").factory());
    /** Belongs to the thread that reads, as do the readers. */
    private final NavigableMap<String, SnapshotPlace> places = new TreeMap<>();
    private long read;

    public KafkaSnapshots(Clients clients, LogTopics topics) {
        this.topics = topics;
        this.calls = new BrokerCalls("snapshot", topics.index().topic(), LOG);
        this.producer = clients.snapshotProducer();
        this.chunks = new LogReader(() -> clients.logConsumer(1), topics.chunks()); // it keeps the rest for later
        this.index = new LogReader(() -> clients.logConsumer(PAGE), topics.index());
    }

    @Override
    public void put(String name, byte[] bytes, Consumer<Optional<Boolean>> answer) {
        calls.ask(putting, "put", () -> put(name, bytes), answer);
    }

    private boolean put(String name, byte[] bytes) throws InterruptedException, ExecutionException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += PIECE)
            sent.add(send(topics.chunks(), SnapshotPlace.piece(name, sent.size()),
                    Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PIECE))));
        List<Long> lie = new ArrayList<>();
        for (Future<RecordMetadata> piece : sent)
            lie.add(piece.get().offset());
        send(topics.index(), name.getBytes(UTF_8), new SnapshotPlace(lie).toBytes()).get();
        return true;
    }

    private Future<RecordMetadata> send(TopicPartition to, byte[] key, byte[] value) {
        return producer.send(new ProducerRecord<>(to.topic(), to.partition(), key, value));
    }

    @Override
    public void get(String name, Consumer<Optional<byte[]>> answer) {
        calls.ask(reading, "get", () -> get(name), answer);
    }

    private byte[] get(String name) {
        if (!places.containsKey(name)) lookAgain();
        List<Long> lie = Optional.ofNullable(places.get(name)).map(SnapshotPlace::places).orElse(List.of());
        List<byte[]> pieces = new ArrayList<>();
        for (int i = 0; i < lie.size(); i++)
            piece(lie.get(i), SnapshotPlace.piece(name, i)).ifPresent(pieces::add);
        return pieces.size() == lie.size() ? joined(pieces) : new byte[0];
    }

    /** Nothing if another record, or none, lies there: brokers have lost it. */
    private Optional<byte[]> piece(long place, byte[] key) {
        return chunks.read(place).records().stream().limit(1)
                .filter(record -> record.offset() == place && Arrays.equals(record.key(), key))
                .map(ConsumerRecord::value).findFirst();
    }

    private static byte[] joined(List<byte[]> pieces) {
        byte[] all = new byte[pieces.stream().mapToInt(piece -> piece.length).sum()];
        int length = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, all, length, piece.length);
            length += piece.length;
        }
        return all;
    }

    @Override
    public void list(String prefix, Consumer<Optional<List<String>>> answer) {
        calls.ask(reading, "list", () -> {
            lookAgain();
            return places.tailMap(prefix, true).keySet().stream().takeWhile(name -> name.startsWith(prefix)).toList();
        }, answer);
    }

    /** Reads what was put and removed since; all of it if brokers have lost something of it. */
    private void lookAgain() {
        if (index.end() < read) {
            read = 0;
            places.clear();
        }
        for (long end = -1; read != end;) {
            end = read;
            LogReader.Part part = index.read(read);
            part.records().forEach(this::take);
            if (!part.records().isEmpty()) read = part.records().getLast().offset() + 1;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        String name = new String(record.key(), UTF_8);
        places.remove(name);
        Optional.ofNullable(record.value()).flatMap(SnapshotPlace::read).ifPresent(place -> places.put(name, place));
    }

    @Override
    public void remove(String name) {
        calls.ask(reading, "remove", () -> {
            if (!places.containsKey(name)) lookAgain();
            SnapshotPlace gone = places.get(name);
            if (gone == null) return true;
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            sent.add(send(topics.index(), name.getBytes(UTF_8), null));
            for (int i = 0; i < gone.places().size(); i++)
                sent.add(send(topics.chunks(), SnapshotPlace.piece(name, i), null));
            long until = System.nanoTime() + REMOVING.toNanos();
            for (Future<RecordMetadata> each : sent)
                each.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            return true;
        }, _ -> {});
    }

    /** What waits to be read is not: brokers that are away would hold it up for seconds each. */
    @Override
    public void close() {
        reading.shutdownNow();
        producer.close(Duration.ZERO); // who waits for it hears of it
        List.of(reading, putting).forEach(ExecutorService::close);
        chunks.close();
        index.close();
    }
}
