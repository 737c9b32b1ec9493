package org.packetboat.connectors.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for the topics before they are read. Blocks; a broker that is away is a KafkaException. */
final class Topics {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

    private Topics() {}

    /**
     * The ids of the topics to read; makes the dead-letter topic, with the broker's defaults, if it is not there.
     *
     * @throws KafkaException naming the topic that doesn't exist, or what else is wrong
     */
    static Map<String, Uuid> look(Admin admin, KafkaSettings settings) {
        Map<String, Uuid> ids = new HashMap<>();
        for (String topic : settings.topics())
            ids.put(topic, id(admin, topic).orElseThrow(() -> new KafkaException("topic " + topic + " doesn't exist")));
        if (id(admin, settings.deadLetter()).isEmpty()) make(admin, settings.deadLetter());
        return ids;
    }

    private static Optional<Uuid> id(Admin admin, String topic) {
        try {
            return Optional.of(answer(admin.describeTopics(List.of(topic)).topicNameValues().get(topic)).topicId());
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    private static void make(Admin admin, String topic) {
        try {
            answer(admin.createTopics(List.of(new NewTopic(topic, Optional.empty(), Optional.empty()))).all());
            LOG.info("event=kafka-topic-made topic={}", topic);
        } catch (TopicExistsException e) {
            LOG.debug("event=kafka-topic-there topic={}", topic);
        }
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
