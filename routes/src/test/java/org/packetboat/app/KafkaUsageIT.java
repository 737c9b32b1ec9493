package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.usage.UsageBook;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.status.NumberedEvent;
import org.packetboat.engine.status.StatusEvent;

/** Usage of days that are over goes to Kafka, also after a week without a broker. */
class KafkaUsageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int DAYS = 7;

    @TempDir
    private Path folder;
    private KafkaBroker broker;
    private Home home;

    @BeforeEach
    void begin() throws IOException, ExecutionException, InterruptedException {
        broker = KafkaBroker.start(folder.resolve("broker"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(List.of(new NewTopic("usage", 1, (short) 1))).all().get();
        }
        home = new Home(folder.resolve("home")).withUsualConfiguration("""
                usage: { zone: UTC, topic: usage }
                kafka:
                  bootstrap-servers: "%s"
                  client: { reconnect.backoff.max.ms: 200 }
                """.formatted(broker.address()));
        used();
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    /** A week that the server counted while no broker was there. */
    private void used() throws IOException {
        UsageBook book = new UsageBook(Files.createDirectories(home.data().resolve("usage")), ZoneOffset.UTC, 400,
                _ -> true);
        for (int day = 1; day <= DAYS; day++) {
            Instant at = Instant.now().minus(Duration.ofDays(day + 1L));
            book.add(List.of(new NumberedEvent(day, new StatusEvent.Delivered(at,
                    new EnvelopeId(new QueueId(day), 0), Optional.empty(), "alp", Address.parse("ann@a.example"),
                    new Reply(250, "2.0.0", "Ok"), Duration.ZERO))));
        }
    }

    private List<ConsumerRecord<String, String>> records(int atLeast) {
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.address()), new StringDeserializer(), new StringDeserializer())) {
            TopicPartition all = new TopicPartition("usage", 0);
            consumer.assign(List.of(all));
            consumer.seekToBeginning(List.of(all));
            await("usage").pollInSameThread().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                return found.size() >= atLeast;
            });
        }
        return found;
    }

    @Test
    void eachDayIsToldOnceTheBrokersAreThere() throws IOException {
        broker.kill();
        try (ServerProcess server = ServerProcess.start(home)) {
            server.awaitLog("event=kafka-usage-trouble");
            assertTrue(home.run("status").out().contains("kafka: no usage is told: "), home.run("status")::all);
            assertTrue(home.run("kafka").out().contains("0 records told, " + DAYS + " days waiting"),
                    home.run("kafka")::all);
            server.kill();
        }
        broker.start();
        try (ServerProcess server = ServerProcess.startThrough(List.of(), home, "again.log")) {
            List<ConsumerRecord<String, String>> records = records(DAYS);
            assertEquals(DAYS, records.stream().map(ConsumerRecord::key).distinct().count());
            records.forEach(record -> assertTrue(record.value().contains("\"delivered\":1"), record.value()));
            await().atMost(PATIENCE).until(() -> home.run("kafka").out()
                    .contains("usage to Kafka: writing; " + DAYS + " records told, 0 days waiting"));
            assertTrue(server.isAlive());
        }
        try (ServerProcess server = ServerProcess.startThrough(List.of(), home, "third.log")) {
            server.awaitLog("event=kafka-usage-open");
            await().atMost(PATIENCE).until(() -> home.run("kafka").out()
                    .contains("usage to Kafka: writing; 0 records told, 0 days waiting"));
        }
        assertEquals(DAYS, records(DAYS).size());
    }
}
