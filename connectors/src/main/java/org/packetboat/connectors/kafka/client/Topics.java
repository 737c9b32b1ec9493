package org.packetboat.connectors.kafka.client;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for topics, and makes the one for dead letters. Blocks; a broker that is away is a KafkaException. */
public record Topics(Admin admin) implements TopicIds {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

    @Override
    public Map<String, Uuid> of(Collection<String> topics) {
        Map<String, Uuid> ids = new HashMap<>();
        Map<String, KafkaFuture<TopicDescription>> asked = admin.describeTopics(topics).topicNameValues();
        for (String topic : topics)
            id(asked.get(topic)).ifPresent(id -> ids.put(topic, id));
        return ids;
    }

    private static Optional<Uuid> id(KafkaFuture<TopicDescription> asked) {
        try {
            return Optional.of(answer(asked).topicId());
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    /** Makes a topic, with the broker's defaults, if it is not there. */
    public void need(String topic) {
        if (!of(List.of(topic)).isEmpty()) return;
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
