package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker behind TLS that asks for a password. */
class KafkaSecurityIT {
    private static final String MAIL = "{\"from\": \"a@example.com\", \"to\": \"bob@hub.example.com\", \"text\": \"Hi\"}";

    @TempDir private Path folder;
    private KafkaSecrets secrets;
    private BrokerProcess broker;

    @BeforeEach
    void startBroker() throws IOException, ExecutionException, InterruptedException {
        secrets = KafkaSecrets.make(folder.resolve("secrets"));
        broker = BrokerProcess.startSecure(folder.resolve("broker"), secrets);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(List.of(new NewTopic("mail", 1, (short) 1), new NewTopic("events", 1, (short) 1))).all()
                    .get();
        }
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private Home home(String password) {
        return new Home(folder.resolve("home")).with("kafka.jaas", KafkaSecrets.login(password) + "\n")
                .with("store.password", KafkaSecrets.STORE_PASSWORD + "\n").withUsualConfiguration("""
                        kafka:
                          bootstrap-servers: "%s"
                          topics: mail
                          dead-letter: mail.dead
                          events: { topic: events }
                          client:
                            security.protocol: SASL_SSL
                            sasl.mechanism: PLAIN
                            sasl.jaas.config: { file: kafka.jaas }
                            ssl.truststore.type: PKCS12
                            ssl.truststore.location: %s
                            ssl.truststore.password: { file: store.password }
                        """.formatted(broker.secureAddress(), secrets.trustStore()));
    }

    @Test
    void mailComesInAndNoSecretIsTold() throws Exception {
        Home home = home(KafkaSecrets.PASSWORD);
        try (ServerProcess server = ServerProcess.startThrough(List.of("env", "PACKETBOAT_LOG=debug"), home,
                "server.log");
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.address()), new StringSerializer(),
                        new StringSerializer())) {
            producer.send(new ProducerRecord<>("mail", MAIL)).get();
            await("mail").atMost(Duration.ofSeconds(60)).until(() -> home.mailOf("bob").size() == 1);
            server.awaitLog("event=kafka-events-open");
            try (JmxView jmx = server.jmx()) {
                String all = jmx.everything();
                assertTrue(all.contains("packetboat"), all);
                tellsNoSecret(all);
            }
            server.stop();
            tellsNoSecret(server.log());
        }
    }

    private static void tellsNoSecret(String text) {
        for (String secret : List.of(KafkaSecrets.PASSWORD, KafkaSecrets.STORE_PASSWORD))
            assertFalse(text.contains(secret), () -> secret + " in\n" + text);
    }

    @Test
    void aWrongPasswordKeepsItFromStarting() {
        Home home = home("wrong-" + KafkaSecrets.PASSWORD.substring(0, 3));
        IllegalStateException ended = assertThrows(IllegalStateException.class, () -> ServerProcess.start(home));
        assertTrue(ended.getMessage().contains("packetboat.yaml:9:3: kafka: the broker does not let us in: "
                + "Authentication failed"), ended.getMessage());
        assertEquals(-1, ended.getMessage().indexOf("wrong-"), ended.getMessage());
    }
}
