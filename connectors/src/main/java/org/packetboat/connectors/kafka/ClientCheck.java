package org.packetboat.connectors.kafka;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.packetboat.connectors.kafka.client.Clients;
import org.packetboat.connectors.kafka.client.Connection;
import org.packetboat.connectors.kafka.record.Unfit;
import org.packetboat.engine.mail.Domain;

/**
 * Finds settings of Kafka's clients that can't work, whatever a broker says: they keep a server from starting, as every
 * wrong configuration does. What only a broker can tell does not.
 */
public final class ClientCheck {
    private static final String NO_ADDRESS = "No resolvable bootstrap urls";
    private static final Duration ANY = Duration.ofSeconds(1);

    private ClientCheck() {}

    /** What is wrong. Asks no broker; the name of one that is not known now may be so later. */
    public static Optional<String> problem(Connection connection, Domain server) {
        try (Admin _ = new Clients(connection, Clients.name(server)).admin(ANY)) {
            return Optional.empty();
        } catch (KafkaException e) {
            boolean nameUnknown = e.getCause() instanceof ConfigException c && c.getMessage().contains(NO_ADDRESS);
            return nameUnknown ? Optional.empty() : Optional.of(Unfit.reason(e));
        }
    }
}
