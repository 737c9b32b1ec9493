package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.packetboat.connectors.json.EventJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What happens to mail is told to a topic of a real broker, whoever dies in between. */
class KafkaEventsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PARTITIONS = 3;
    private static final List<String> STORY = List.of("accepted", "sending", "delivered");

    @TempDir
    private Path folder;
    private KafkaBroker broker;
    private Home home;
    private final ObjectMapper mapper = new ObjectMapper();

    @BeforeEach
    void startBroker() throws IOException, ExecutionException, InterruptedException {
        broker = KafkaBroker.start(folder.resolve("broker"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(List.of(new NewTopic("events", PARTITIONS, (short) 1))).all().get();
        }
        home = home("events");
    }

    private Home home(String topic) {
        return new Home(folder.resolve("home")).withUsualConfiguration("""
                kafka:
                  bootstrap-servers: "%s"
                  events: { topic: %s }
                  client: { reconnect.backoff.max.ms: 200 }
                """.formatted(broker.address(), topic));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private void submit(int count) throws IOException {
        Path letter = Files.writeString(folder.resolve("letter"), "Subject: hello\n\nHello.\n");
        for (int i = 0; i < count; i++)
            assertEquals(0, home.run("submit", "--from", "anna@hub.example.com", "--to", "bob@hub.example.com",
                    letter.toString()).exit());
    }

    /** All events there are, once so many messages were delivered. */
    private List<ConsumerRecord<String, String>> events(int delivered) {
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.address()), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> all = new ArrayList<>();
            for (int i = 0; i < PARTITIONS; i++)
                all.add(new TopicPartition("events", i));
            consumer.assign(all);
            consumer.seekToBeginning(all);
            await("events").pollInSameThread().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                return stories(found).values().stream().filter(s -> s.contains("delivered")).count() >= delivered;
            });
        }
        return found;
    }

    /** What each message was told of, repeats left out by their id. */
    private Map<String, List<String>> stories(List<ConsumerRecord<String, String>> records) {
        Map<String, List<String>> stories = new LinkedHashMap<>();
        Set<String> ids = new LinkedHashSet<>();
        for (ConsumerRecord<String, String> record : records) {
            JsonNode event = mapper.readTree(record.value());
            if (event.has("message") && ids.add(event.get("id").asString()))
                stories.computeIfAbsent(event.get("message").asString(), _ -> new ArrayList<>())
                        .add(event.get("event").asString());
        }
        return stories;
    }

    @Test
    void everyEventIsToldThoughBrokerAndServerDieInBetween() throws IOException {
        try (ServerProcess server = ServerProcess.start(home)) {
            submit(3);
            events(3);
            broker.kill();
            submit(3);
            await("mail").atMost(PATIENCE).until(() -> home.mailOf("bob").size() == 6);
            server.kill();
        }
        try (ServerProcess server = ServerProcess.startThrough(List.of(), home, "again.log")) {
            server.awaitLog("event=kafka-events-trouble");
            submit(3);
            broker.start();
            List<ConsumerRecord<String, String>> records = events(9);
            Map<String, List<String>> stories = stories(records);
            assertEquals(9, stories.size());
            stories.forEach((message, story) -> assertEquals(STORY, story, message));
            everyOneIsAsTheSchemaTells(records);
            theKeyIsTheMessage(records);
            assertTrue(server.isAlive());
        }
    }

    private static void everyOneIsAsTheSchemaTells(List<ConsumerRecord<String, String>> records) throws IOException {
        try (InputStream content = EventJson.class.getResourceAsStream(EventJson.SCHEMA)) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(content.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
            records.forEach(r -> assertEquals(List.of(), schema.validate(r.value(), InputFormat.JSON), r.value()));
        }
    }

    private void theKeyIsTheMessage(List<ConsumerRecord<String, String>> records) {
        Map<String, Set<Integer>> partitions = new HashMap<>();
        for (ConsumerRecord<String, String> record : records) {
            JsonNode message = mapper.readTree(record.value()).path("message");
            if (message.isMissingNode()) continue;
            assertEquals(message.asString(), record.key());
            partitions.computeIfAbsent(record.key(), _ -> new LinkedHashSet<>()).add(record.partition());
        }
        partitions.forEach((key, where) -> assertEquals(1, where.size(), key));
    }

    @Test
    void aTopicThatDoesNotExistIsAProblemUntilItDoes() throws Exception {
        Home early = home("later");
        try (ServerProcess server = ServerProcess.start(early)) {
            submit(1);
            server.awaitLog("event=kafka-events-trouble again-in=1s reason=\"the broker has no topic later\"");
            String status = early.run("status").out();
            assertTrue(status.contains("PROBLEM    kafka: no event is told: the broker has no topic later"), status);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
                admin.createTopics(List.of(new NewTopic("later", PARTITIONS, (short) 1))).all().get();
            }
            server.awaitLog("event=kafka-events-trouble-over");
            await("the end of it").atMost(PATIENCE).until(() -> !early.run("status").out().contains("PROBLEM"));
        }
    }
}
