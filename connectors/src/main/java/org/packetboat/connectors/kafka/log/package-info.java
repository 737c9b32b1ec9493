/** The log of an instance's queue, and its snapshots, on Kafka's brokers. {@code docs/cluster-log.md} has the rules. */
package org.packetboat.connectors.kafka.log;
