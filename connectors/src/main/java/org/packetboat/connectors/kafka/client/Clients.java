package org.packetboat.connectors.kafka.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.packetboat.engine.mail.Domain;

/** Makes Kafka's clients as they are needed here. */
public final class Clients {
    /** As large a dead letter as any broker takes that took the record. */
    private static final int LARGEST_REQUEST = 1 << 30;
    private static final int RECONNECT_MS = 10_000;
    private static final int REQUEST_MS = 30_000;
    private static final int BLOCK_MS = 10_000;
    private static final int FETCH_BYTES = 16 << 20;
    private static final int PARTITION_BYTES = 4 << 20;
    private static final int POLL_RECORDS = 2000;
    /** A queue's log finds out who owns it when an answer is missing for 10 s: its clients give up before. */
    private static final int LOG_DELIVERY_MS = 9_000;
    private static final int LOG_ANSWER_MS = 8_000;
    private static final int LOG_REQUEST_MS = 4_000;
    private static final int LOG_RECONNECT_MS = 500;
    private static final long LOG_BUFFER = 64 << 20;
    private static final int LOG_LARGEST_REQUEST = 1 << 20;
    private static final int LOG_TRANSACTION_MS = 60_000;

    private final Connection connection;
    private final String name;

    /** @param name the clients' name in the brokers' logs, metrics and quotas, before what each of them is for */
    public Clients(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /** The names of our clients follow the server's. */
    public static String name(Domain server) {
        return "packetboat-" + server.name();
    }

    /**
     * One that commits nothing by itself and, without a position, stops rather than guess. It is the group's member of
     * this server's name: after a crash it takes its old place at once, instead of waiting for that to time out.
     *
     * @param largest message that is taken: larger values are not even copied
     * @param news    hears when it learns of topics anew
     */
    public Consumer<byte[], byte[]> consumer(KafkaSettings settings, LongSupplier largest, MetadataNews news) {
        return new KafkaConsumer<>(properties("intake",
                Map.of(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_BYTES,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MS),
                Map.of(ConsumerConfig.GROUP_ID_CONFIG, settings.group(),
                        ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers())),
                news, new BoundedValue(largest));
    }

    public Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(properties("dead-letters",
                Map.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST,
                        CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MS),
                Map.of(ProducerConfig.ACKS_CONFIG, "all", CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers())),
                new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** One that keeps what it was given in order, and never gives it up by itself. @param purpose ends its name */
    public Producer<byte[], byte[]> tellingProducer(String purpose) {
        return new KafkaProducer<>(properties(purpose,
                Map.of(ProducerConfig.LINGER_MS_CONFIG, 5, ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MS,
                        CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MS),
                Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE,
                        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers())),
                new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * One that writes to a queue's log, and fences whoever had the right before. It gives up what brokers don't answer
     * within 9 s, so that its owner can look who owns the log.
     *
     * @param right the name of the right to write: only one at a time has it
     */
    public Producer<byte[], byte[]> logProducer(String right) {
        return new KafkaProducer<>(properties("log",
                Map.of(ProducerConfig.BUFFER_MEMORY_CONFIG, LOG_BUFFER),
                logSettings(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, right, ProducerConfig.LINGER_MS_CONFIG, 0,
                        ProducerConfig.BUFFER_MEMORY_CONFIG, LOG_BUFFER,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LOG_LARGEST_REQUEST,
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, LOG_TRANSACTION_MS))),
                new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** What each producer of a log has, and more. */
    private Map<String, Object> logSettings(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(more);
        all.putAll(Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, LOG_ANSWER_MS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, LOG_REQUEST_MS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, LOG_DELIVERY_MS,
                CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, LOG_RECONNECT_MS,
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers()));
        return all;
    }

    /** One that writes snapshots beside a log; it fences nobody. */
    public Producer<byte[], byte[]> snapshotProducer() {
        return new KafkaProducer<>(properties("snapshots", Map.of(),
                logSettings(Map.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LOG_LARGEST_REQUEST))),
                new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * One that reads a log or snapshots: records of transactions that are open, or were given up, as well.
     *
     * @param most how many records it gives at a time
     */
    public Consumer<byte[], byte[]> logConsumer(int most) {
        return new KafkaConsumer<>(properties("log-reader",
                Map.of(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_BYTES),
                Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, most,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                        CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, LOG_ANSWER_MS,
                        CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, LOG_REQUEST_MS,
                        CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, LOG_RECONNECT_MS,
                        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers())),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** @param patience how long an answer may take, all tries together */
    public Admin admin(Duration patience) {
        int most = (int) patience.toMillis();
        return Admin
                .create(properties("admin", Map.of(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MS),
                        Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers(),
                                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, most,
                                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, Math.min(most, REQUEST_MS))));
    }

    private Properties properties(String purpose, Map<String, Object> defaults, Map<String, Object> fixed) {
        Map<String, Object> all = new HashMap<>(defaults);
        all.put(CommonClientConfigs.CLIENT_ID_CONFIG, name + "-" + purpose);
        return connection.client().with(all, fixed);
    }

    private String servers() {
        return String.join(",", connection.servers());
    }
}
