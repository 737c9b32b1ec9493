package org.packetboat.app;

import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.KafkaSource;
import org.packetboat.connectors.kafka.ClientProperties;
import org.packetboat.connectors.kafka.KafkaSettings;

/** The configuration of the intake from Kafka, as its adapter wants it. */
final class KafkaMail {
    private KafkaMail() {}

    static KafkaSettings settings(KafkaSource kafka, Configuration configuration) {
        return new KafkaSettings(kafka.servers(), kafka.topics(), kafka.deadLetter(), kafka.group(),
                new ClientProperties(kafka.client()),
                configuration.server(), configuration.hopLimit(), KafkaSettings.USUAL_WAIT);
    }
}
