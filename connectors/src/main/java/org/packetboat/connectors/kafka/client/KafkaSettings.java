package org.packetboat.connectors.kafka.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Domain;

/**
 * What the intake is to do.
 *
 * @param topics      whose records are mail
 * @param deadLetter  the topic for records that can't be mail; made if it is not there
 * @param group       the consumer group
 * @param attachments the folder whose files records may name; empty if they may name none
 * @param position    which position decides where data folder and group differ
 * @param server      this server's name, for trace lines and as member of the group
 * @param hops        trace lines a message may bring along; more is a loop
 * @param firstWait   before what failed is tried again; doubles each time, up to half a minute
 */
public record KafkaSettings(Connection connection, List<String> topics, String deadLetter, String group,
        PositionRule position, Optional<Path> attachments, Domain server, int hops, Duration firstWait) {
    public KafkaSettings {
        topics = List.copyOf(topics);
    }
}
