package org.packetboat.connectors.kafka.log;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.packetboat.connectors.kafka.client.Clients;
import org.packetboat.engine.log.ReplicatedLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of an instance in a topic of one partition. The fence is the epoch of a transactional producer. A record is
 * acknowledged when all brokers in sync have it (acks=all); it is synced to their disks when they do so.
 *
 * <p>Calls return at once. Answers come on threads of its own; a broker that does not answer within 8 s is an empty
 * answer.
 */
public final class KafkaLog implements ReplicatedLog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaLog.class);
    private static final int PAGE = 1000;
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    private final Clients clients;
    private final LogTopics topics;
    private final Admin admin;
    private final LogReader reader;
    private final BrokerCalls calls;
    private final ExecutorService reading = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("log-reader")
            .factory());
    private final ExecutorService writing = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("log-fence")
            .factory());
    /** Belongs to the thread that fences. */
    private Optional<LogWriter> writer = Optional.empty();
    /** One that knows the brokers, and has not asked for the right to write: belongs to that thread, too. */
    private Optional<Producer<byte[], byte[]>> spare = Optional.empty();
    private final AtomicBoolean preparing = new AtomicBoolean();

    /** @param admin is not closed here */
    public KafkaLog(Clients clients, LogTopics topics, Admin admin) {
        this.clients = clients;
        this.topics = topics;
        this.calls = new BrokerCalls("log", topics.log().topic(), LOG);
        this.admin = admin;
        this.reader = new LogReader(() -> clients.logConsumer(PAGE), topics.log());
    }

    /** Only {@code initTransactions} fences; to make a producer and have it find the brokers does not. */
    @Override
    public void prepare() {
        if (preparing.compareAndSet(false, true)) calls.ask(writing, "prepare", this::findBrokers, _ -> {});
    }

    private boolean findBrokers() {
        if (spare.isEmpty()) spare = Optional.of(clients.logProducer(topics.writer()));
        return !spare.get().partitionsFor(topics.log().topic()).isEmpty();
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> next = spare.orElseGet(() -> clients.logProducer(topics.writer()));
        spare = Optional.empty();
        preparing.set(false);
        return next;
    }

    @Override
    public void fence(Consumer<Optional<Writer>> answer) {
        calls.ask(writing, "fence", this::fence, answer);
    }

    private Writer fence() {
        writer.ifPresent(LogWriter::close);
        writer = Optional.empty();
        Producer<byte[], byte[]> producer = producer();
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
        LogWriter made = new LogWriter(producer, topics.log(), calls);
        writer = Optional.of(made);
        return made;
    }

    @Override
    public void read(long from, Consumer<Optional<Page>> answer) {
        calls.ask(reading, "read", () -> page(reader.read(from)), answer);
    }

    private static Page page(LogReader.Part part) {
        return new Page(part.records().stream()
                .map(r -> new Placed(r.offset(), r.value() == null ? new byte[0] : r.value())).toList(), part.end());
    }

    @Override
    public void cut(long before, Consumer<Optional<Boolean>> answer) {
        admin.deleteRecords(Map.of(topics.log(), RecordsToDelete.beforeOffset(before))).all()
                .whenComplete((_, failure) -> {
                    if (failure != null) calls.failed("cut", failure);
                    answer.accept(failure == null ? Optional.of(true) : Optional.empty());
                });
    }

    /** Ends an open transaction, and closes its clients. */
    @Override
    public void close() {
        writing.execute(() -> {
            spare.ifPresent(unused -> unused.close(Duration.ZERO));
            writer.ifPresent(LogWriter::close);
            writer.ifPresent(last -> last.awaitEnd(GOODBYE));
        });
        reading.execute(reader::close);
        List.of(writing, reading).forEach(ExecutorService::close);
    }
}
