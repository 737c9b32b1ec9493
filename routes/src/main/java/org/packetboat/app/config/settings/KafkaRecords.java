package org.packetboat.app.config.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.packetboat.connectors.kafka.client.PositionRule;

/**
 * Which records are mail.
 *
 * @param topics      whose records are mail
 * @param deadLetter  the topic for records that can't be mail
 * @param group       the consumer group
 * @param position    which position decides where the data folder and the group differ
 * @param attachments the folder whose files records may name
 */
public record KafkaRecords(List<KafkaTopic> topics, KafkaTopic deadLetter, String group, PositionRule position,
        Optional<Path> attachments) {
    public KafkaRecords {
        topics = List.copyOf(topics);
    }
}
