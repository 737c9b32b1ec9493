package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that are too much for the server's memory stop nobody, with a real broker. */
class KafkaMemoryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int HUGE = 66_000_000;

    @TempDir
    private Path folder;
    private KafkaBroker broker;
    private Home home;

    @BeforeEach
    void startBroker() throws IOException, ExecutionException, InterruptedException {
        broker = KafkaBroker.start(folder.resolve("broker"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(List.of(new NewTopic("mail", 1, (short) 1)
                    .configs(Map.of("max.message.bytes", Integer.toString(2 * HUGE))))).all().get();
        }
        home = new Home(folder.resolve("home")).withUsualConfiguration("""
                kafka:
                  bootstrap-servers: "%s"
                  topics: mail
                  dead-letter: mail.dead
                """.formatted(broker.address()));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private void send(int... sizes) throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address(), "max.request.size", 2 * HUGE, "buffer.memory", 3L * HUGE,
                        "request.timeout.ms", 120_000, "delivery.timeout.ms", 240_000),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int size : sizes) {
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("mail", utf8("Subject: x\n\n" + "y".repeat(
                        70).concat("\n").repeat(size / 71) + "\n"));
                record.headers().add("mail-from", utf8("<>")).add("rcpt-to", utf8("anna@hub.example.com"));
                producer.send(record).get();
            }
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aRecordLargerThanAnyMessageIsPutAsideAndThoseBehindItAreTaken() throws Exception {
        send(100, HUGE, 100);
        try (ServerProcess server = ServerProcess.start(home)) {
            await("the mail behind it").atMost(PATIENCE).until(() -> home.mailOf("anna").size() == 2);
            server.awaitLog("event=dead-letter source=kafka:mail-0@1 reason=\"the record has 659");
            server.awaitLog("at most 52428800 are taken");
            assertTrue(home.run("kafka").out().contains("3 records taken, 1 of them put aside"),
                    () -> home.run("kafka").all());
        }
    }
}
