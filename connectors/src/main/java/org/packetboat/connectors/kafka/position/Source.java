package org.packetboat.connectors.kafka.position;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * What a partition is called in the queue. Kafka gives each topic an id that no other topic of any cluster has, so that
 * a topic deleted and made again under its name is another source, whose offsets begin anew.
 */
public record Source(TopicPartition partition, Uuid topic) {
    public String name() {
        return "kafka/" + topic + "/" + partition.partition();
    }
}
