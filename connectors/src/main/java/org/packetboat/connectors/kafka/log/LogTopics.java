package org.packetboat.connectors.kafka.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics of an instance: its log, and its snapshots. They are made where they are not there, so that brokers keep
 * everything until it is deleted, and in several copies. One that is there with other settings is not changed: what is
 * wrong with it is told.
 *
 * @param hub      the name that the hub's machines share
 * @param instance whose queue it is
 * @param copies   on how many brokers each record is to be; from 3 on, one broker may be away
 */
public record LogTopics(String hub, String instance, int copies) {
    private static final Logger LOG = LoggerFactory.getLogger(LogTopics.class);
    private static final int SEGMENT = 64 << 20;
    /** Pieces have half a megabyte; Kafka's own default is what new topics get. */
    private static final int LEAST_RECORD = 640 << 10;
    private static final int RECORD = (1 << 20) + 12;
    /** For how long a topic that was just made may be unknown to the broker that is asked. */
    private static final Duration NEW_TOPIC = Duration.ofSeconds(20);
    private static final long AGAIN_MS = 200;

    /** Pieces of snapshots lie in the first partition, and in the second where they lie. */
    private static final int SNAPSHOT_PARTITIONS = 2;

    TopicPartition log() {
        return new TopicPartition(name("log"), 0);
    }

    TopicPartition chunks() {
        return new TopicPartition(name("snapshots"), 0);
    }

    TopicPartition index() {
        return new TopicPartition(name("snapshots"), 1);
    }

    /** Who has the right to write to the log: a newer one of this name fences an older one. */
    String writer() {
        return name("log");
    }

    private String name(String what) {
        return "packetboat." + hub + "." + instance + "." + what;
    }

    private int inSync() {
        return Math.max(1, copies - 1);
    }

    /**
     * Makes what is not there, and looks at what is.
     *
     * @return what is wrong, for people: each names the topic, what was found, and what it costs
     * @throws KafkaException if brokers don't answer, or refuse
     */
    public List<String> prepare(Admin admin) {
        need(admin, log().topic(), 1, logSettings());
        need(admin, index().topic(), SNAPSHOT_PARTITIONS, snapshotSettings());
        List<String> wrong = new ArrayList<>(check(admin, log().topic(), 1, logSettings()));
        wrong.addAll(check(admin, index().topic(), SNAPSHOT_PARTITIONS, snapshotSettings()));
        return wrong;
    }

    private Map<String, String> logSettings() {
        Map<String, String> settings = new HashMap<>(both());
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        settings.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
        settings.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
        return settings;
    }

    /** What was removed from snapshots is compacted away. */
    private Map<String, String> snapshotSettings() {
        Map<String, String> settings = new HashMap<>(both());
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        return settings;
    }

    private Map<String, String> both() {
        return Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LEAST_RECORD),
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(inSync()),
                TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
    }

    private void need(Admin admin, String topic, int partitions, Map<String, String> settings) {
        if (describe(admin, topic).isPresent()) return;
        Map<String, String> all = new HashMap<>(settings);
        all.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(RECORD));
        all.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(SEGMENT));
        NewTopic wanted = new NewTopic(topic, partitions, (short) copies).configs(all);
        try {
            answer(admin.createTopics(List.of(wanted)).all());
            LOG.info("event=kafka-topic-made topic={} copies={} in-sync={}", topic, copies, inSync());
        } catch (TopicExistsException e) {
            LOG.debug("event=kafka-topic-there topic={}", topic);
        }
    }

    private static Optional<TopicDescription> describe(Admin admin, String topic) {
        try {
            return Optional.of(answer(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    private List<String> check(Admin admin, String topic, int partitions, Map<String, String> settings) {
        TopicDescription found = known(admin, topic);
        List<String> wrong = new ArrayList<>();
        if (found.partitions().size() != partitions)
            wrong.add(told(topic, "partitions", found.partitions().size(), partitions));
        found.partitions().stream().mapToInt(p -> p.replicas().size()).min().stream()
                .filter(least -> least < copies)
                .forEach(least -> wrong.add(told(topic, "replicas", least, copies)));
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = retried(topic, () -> {
            try {
                return Optional.of(answer(admin.describeConfigs(List.of(resource)).all()).get(resource));
            } catch (UnknownTopicOrPartitionException e) {
                return Optional.empty();
            }
        });
        settings.forEach((name, expected) -> {
            String value = config.get(name).value();
            if (!isGood(name, value, expected)) wrong.add(told(topic, name, value, expected));
        });
        return wrong;
    }

    /** One that was just made is not known to all brokers at once; unchecked, it is not used. */
    private static TopicDescription known(Admin admin, String topic) {
        return retried(topic, () -> describe(admin, topic));
    }

    private static <T> T retried(String topic, Supplier<Optional<T>> look) {
        long patience = System.nanoTime() + NEW_TOPIC.toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) return found.get();
            if (System.nanoTime() > patience) throw new TimeoutException("topic " + topic + " is made, and not known");
            try {
                Thread.sleep(AGAIN_MS);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }

    private static boolean isGood(String name, String found, String expected) {
        return name.equals(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
                || name.equals(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                        ? Integer.parseInt(found) >= Integer.parseInt(expected)
                        : found.equals(expected);
    }

    private static String told(String topic, String setting, Object found, Object expected) {
        return "topic " + topic + ": found " + setting + " " + found + "; expected " + expected + ", since "
                + switch (setting) {
                    case TopicConfig.RETENTION_MS_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG,
                            TopicConfig.CLEANUP_POLICY_CONFIG ->
                        "brokers may delete mail that still waits";
                    case TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG ->
                        "a broker that lacks mail may become the leader, and the mail is lost";
                    case TopicConfig.MAX_MESSAGE_BYTES_CONFIG ->
                        "brokers refuse larger changes, and the hub stands still at the first one";
                    case "partitions" -> "the order of records is the order of changes";
                    default -> "mail that was acknowledged is lost with fewer brokers than expected";
                };
    }

    static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** The names of both. */
    public Collection<String> names() {
        return List.of(log().topic(), index().topic());
    }
}
