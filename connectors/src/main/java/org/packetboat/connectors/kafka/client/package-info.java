/** Kafka's clients: how they connect, what they read and write, and how they are doing. */
package org.packetboat.connectors.kafka.client;
