package org.packetboat.connectors.kafka.client;

import java.util.List;

/**
 * How to reach the brokers.
 *
 * @param servers brokers to begin with, {@code host:port}
 * @param client  settings of Kafka's clients
 */
public record Connection(List<String> servers, ClientProperties client) {
    public Connection {
        servers = List.copyOf(servers);
    }
}
