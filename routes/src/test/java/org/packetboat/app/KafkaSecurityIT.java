package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker behind TLS that asks for a password. */
class KafkaSecurityIT {
    private static final String MAIL = "{\"from\": \"a@example.com\", \"to\": \"bob@hub.example.com\", \"text\": "
            + "\"Hi\"}";

    @TempDir
    private static Path shared;
    private static KafkaSecrets secrets;
    private static KafkaBroker broker;
    @TempDir
    private Path folder;

    @BeforeAll
    static void startBroker() throws IOException, ExecutionException, InterruptedException {
        secrets = KafkaSecrets.make(shared.resolve("secrets"));
        broker = KafkaBroker.startSecure(shared.resolve("broker"), secrets);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            KafkaSecrets.makeUser(admin);
            admin.createTopics(Stream.of("events", "mail-PLAIN", "mail-SCRAM-SHA-256", "mail-SCRAM-SHA-512")
                    .map(topic -> new NewTopic(topic, 1, (short) 1)).toList()).all().get();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private Home home(String mechanism, String password) {
        return new Home(folder.resolve("home")).with("kafka.jaas", KafkaSecrets.login(mechanism, password) + "\n")
                .with("store.password", KafkaSecrets.STORE_PASSWORD + "\n").withUsualConfiguration("""
                        kafka:
                          bootstrap-servers: "%1$s"
                          topics: mail-%2$s
                          dead-letter: mail.dead
                          events: { topic: events }
                          client:
                            security.protocol: SASL_SSL
                            sasl.mechanism: %2$s
                            sasl.jaas.config: { file: kafka.jaas }
                            ssl.truststore.type: PKCS12
                            ssl.truststore.location: %3$s
                            ssl.truststore.password: { file: store.password }
                        """.formatted(broker.secureAddress(), mechanism, secrets.trustStore()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"})
    void mailComesInAndNoSecretIsTold(String mechanism) throws Exception {
        Home home = home(mechanism, KafkaSecrets.PASSWORD);
        try (ServerProcess server = ServerProcess.startThrough(List.of("env", "PACKETBOAT_LOG=debug"), home,
                "server.log");
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.address()), new StringSerializer(),
                        new StringSerializer())) {
            producer.send(new ProducerRecord<>("mail-" + mechanism, MAIL)).get();
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

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"})
    void aWrongPasswordIsAProblemAndMailIsAcceptedAllTheSame(String mechanism) {
        Home home = home(mechanism, "wrong-" + KafkaSecrets.PASSWORD.substring(0, 3));
        try (ServerProcess server = ServerProcess.start(home)) {
            server.awaitLog("event=kafka-trouble ");
            String status = home.run("status").out();
            assertTrue(status.contains("PROBLEM    kafka: no mail is read: Authentication failed"), status);
            assertTrue(server.isAlive());
            assertFalse(server.log().contains("wrong-"), server::log);
        }
    }

    @Test
    void settingsThatCannotWorkKeepItFromStarting() {
        Home home = home("PLAIN", KafkaSecrets.PASSWORD).with("store.password", "another\n");
        IllegalStateException ended = assertThrows(IllegalStateException.class, () -> ServerProcess.start(home));
        assertTrue(
                ended.getMessage().contains("packetboat.yaml:10:3: kafka: Kafka's clients can't use these settings: "),
                ended.getMessage());
        tellsNoSecret(ended.getMessage());
    }
}
