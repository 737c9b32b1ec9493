package org.packetboat.connectors.kafka;

import java.time.Duration;
import java.util.List;
import org.packetboat.engine.mail.Domain;

/**
 * What the intake is to do.
 *
 * @param servers    brokers to begin with, {@code host:port}
 * @param topics     whose records are mail
 * @param deadLetter the topic for records that can't be mail; made if it is not there
 * @param group      the consumer group
 * @param client     settings of Kafka's clients
 * @param server     this server's name, for trace lines and as member of the group
 * @param hops       trace lines a message may bring along; more is a loop
 * @param firstWait  before what failed is tried again; doubles each time, up to half a minute
 */
public record KafkaSettings(List<String> servers, List<String> topics, String deadLetter, String group,
        ClientProperties client, Domain server, int hops, Duration firstWait) {
    /** A good first wait. */
    public static final Duration USUAL_WAIT = Duration.ofSeconds(1);

    public KafkaSettings {
        servers = List.copyOf(servers);
        topics = List.copyOf(topics);
    }
}
