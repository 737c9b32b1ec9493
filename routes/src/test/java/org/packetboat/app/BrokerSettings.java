package org.packetboat.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.packetboat.connectors.ports.FreePorts;

/**
 * What a test's broker is to have beyond what bin/kafka gives every broker.
 *
 * @param port       of the open listener; the controller has the next one
 * @param securePort of the listener with TLS and passwords
 * @param secrets    what that one needs; empty if there is none
 */
record BrokerSettings(int port, int securePort, Optional<KafkaSecrets> secrets) {
    static BrokerSettings open() {
        return new BrokerSettings(FreePorts.row(2), FreePorts.row(1), Optional.empty());
    }

    static BrokerSettings secured(KafkaSecrets secrets) {
        return new BrokerSettings(FreePorts.row(2), FreePorts.row(1), Optional.of(secrets));
    }

    /**
     * Writes them down as bin/kafka takes them in KAFKA_SETTINGS.
     *
     * @param listen the address to listen on
     */
    Path write(Path folder, String listen) throws IOException {
        String text = "auto.create.topics.enable=false\n" + secrets.map(s -> listeners(listen) + s.brokerSettings())
                .orElse("");
        return Files.writeString(Files.createDirectories(folder).resolve("settings"), text);
    }

    private String listeners(String listen) {
        return """
                listeners=PLAINTEXT://%1$s:%2$d,CONTROLLER://127.0.0.1:%3$d,SASL_SSL://%1$s:%4$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%2$d,SASL_SSL://localhost:%4$d
                """.formatted(listen, port, port + 1, securePort);
    }
}
