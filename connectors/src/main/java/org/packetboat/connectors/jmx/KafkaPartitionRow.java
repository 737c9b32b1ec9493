package org.packetboat.connectors.jmx;

/**
 * A partition whose records are taken in here.
 *
 * @param next the offset that it goes on with; -1 if that is not known yet
 * @param lag  how many records wait from there on; -1 if that is not known yet
 */
public record KafkaPartitionRow(String topic, int partition, long next, long lag) {}
