package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program and a real broker, each a process of its own. */
class KafkaIntakeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PARTITIONS = 3;

    @TempDir
    private Path folder;
    private KafkaBroker broker;
    private KafkaMail mail;
    private Home home;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void startBroker() throws IOException, ExecutionException, InterruptedException {
        broker = KafkaBroker.start(folder.resolve("broker"));
        mail = new KafkaMail(broker);
        mail.make(PARTITIONS, Map.of());
        producer = mail.producer(Map.of("max.in.flight.requests.per.connection", 1));
        home = mail.home(folder.resolve("home"));
    }

    @AfterEach
    void stop() {
        producer.close(Duration.ZERO);
        broker.close();
    }

    private Future<?> send(String value, Map<String, String> headers) {
        return producer.send(KafkaMail.record(value, headers));
    }

    private Future<?> sendNumbered(int number) {
        return send("Subject: number " + number + "\n\nHello.\n",
                Map.of("mail-from", "bulk@example.com", "rcpt-to", "anna@hub.example.com"));
    }

    private void awaitMail(String user, int count) {
        await("mail of " + user).atMost(PATIENCE).pollInterval(Duration.ofMillis(200))
                .until(() -> home.mailOf(user).size() >= count);
    }

    @Test
    void takesMessagesAndJsonAndPutsTheRestAside() throws ExecutionException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(home)) {
            sendNumbered(1).get();
            send("{\"from\": \"Shop <shop@example.com>\", \"to\": \"bob@hub.example.com\", \"subject\": \"Grüße\","
                    + " \"text\": \"Hello.\"}", Map.of()).get();
            send("{\"from\": 1}", Map.of()).get();
            send("Subject: lost\n\nHello.\n", Map.of("mail-from", "a@example.com", "rcpt-to",
                    "carl@hub.example.com, x@nowhere.example")).get();
            awaitMail("anna", 1);
            awaitMail("bob", 1);
            awaitMail("carl", 1);
            assertTrue(home.mailOf("anna").getFirst().contains("Subject: number 1\r\n\r\nHello.\r\n")
                    || home.mailOf("anna").getFirst().contains("Subject: number 1\n\nHello.\n"));
            Map<String, String> dead = deadLetters(2);
            assertEquals("from: found 1; expected a text", dead.get("{\"from\": 1}"));
            assertTrue(dead.get("Subject: lost\n\nHello.\n").startsWith("refused for x@nowhere.example: 550 5.4.4"));
            assertEquals(Optional.of(143), server.stop());
        }
    }

    /** The values on the dead-letter topic, each with its reason. */
    private Map<String, String> deadLetters(int count) {
        Map<String, String> found = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.address(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition("mail.dead", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            await("dead letters").pollInSameThread().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> found.put(text(record.value()), reason(record)));
                return found.size() >= count;
            });
        }
        return found;
    }

    private static String reason(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader("packetboat-reason");
        return text(header.value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void killedAgainAndAgainItNeitherLosesNorDoublesMail() throws ExecutionException, InterruptedException {
        int mails = 6000;
        List<Future<?>> sent = new ArrayList<>();
        for (int kill = 0; kill < 5; kill++) {
            for (int i = 0; i < mails / 5; i++)
                sent.add(sendNumbered(sent.size()));
            producer.flush();
            int few = kill * 37 + 1;
            try (ServerProcess server = ServerProcess.startThrough(List.of(), home, "server" + kill + ".log")) {
                await("some mail").atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(
                        () -> server.log().split("event=accepted").length > few);
                server.kill();
            }
        }
        for (Future<?> one : sent)
            one.get();
        try (ServerProcess server = ServerProcess.start(home)) {
            await("all to be taken").atMost(PATIENCE).until(() -> taken() == mails);
            send("Subject: the last\n\nBye.\n", Map.of("mail-from", "<>", "rcpt-to", "anna@hub.example.com")).get();
            await("the last, behind all others").atMost(PATIENCE).pollInterval(Duration.ofMillis(500))
                    .until(() -> home.mailOf("anna").stream().anyMatch(text -> text.contains("Subject: the last")));
            server.stop();
        }
        Map<String, TreeSet<String>> queueIds = new HashMap<>();
        home.mailOf("anna").forEach(mail -> queueIds.computeIfAbsent(numberOf(mail), _ -> new TreeSet<>())
                .add(idOf(mail)));
        assertEquals(mails + 1, queueIds.size());
        assertEquals(List.of(), queueIds.entrySet().stream().filter(e -> e.getValue().size() > 1).toList());
    }

    /** How many records the group was told of as taken. */
    private long taken() throws ExecutionException, InterruptedException {
        try (Admin admin = mail.admin()) {
            return admin.listConsumerGroupOffsets("packetboat-hub.example.com").partitionsToOffsetAndMetadata().get()
                    .values().stream().mapToLong(OffsetAndMetadata::offset).sum();
        }
    }

    private static String numberOf(String mail) {
        return mail.lines().filter(line -> line.startsWith("Subject: ")).findFirst().orElseThrow();
    }

    /** The id it was accepted under: one record accepted twice has two. */
    private static String idOf(String mail) {
        String trace = mail.lines().filter(line -> line.contains("from kafka:")).findFirst().orElseThrow();
        return trace.substring(trace.indexOf(" id ") + 4, trace.indexOf(';'));
    }

    @Test
    void twoServersShareTheirGroupsPartitionsWhileOneComesAndGoes() throws Exception {
        String shared = Files.readString(home.configuration()).replace("kafka:\n", "kafka:\n  group: branches\n");
        home.with("packetboat.yaml", shared);
        Home other = new Home(folder.resolve("other")).with("packetboat.yaml",
                shared.replace("server: hub.example.com", "server: hub2.example.com"));
        try (ServerProcess first = ServerProcess.start(home)) {
            sendFrom(0, 300);
            awaitMail("anna", 300);
            try (ServerProcess second = ServerProcess.start(other)) {
                second.awaitLog("event=kafka-assigned");
                sendFrom(300, 600);
                await("mail at both").atMost(PATIENCE).until(() -> all(other).size() == 600);
                assertTrue(!other.mailOf("anna").isEmpty());
                first.stop();
                sendFrom(600, 900);
                await("mail at the other").atMost(PATIENCE).until(() -> all(other).size() == 900);
                second.stop();
            }
        }
        assertEquals(900, all(other).stream().map(KafkaIntakeIT::numberOf).distinct().count());
    }

    /** To all partitions in turn. */
    private void sendFrom(int first, int end) {
        for (int i = first; i < end; i++)
            producer.send(new ProducerRecord<>("mail", i % PARTITIONS, null,
                    ("{\"from\": \"bulk@example.com\", \"to\": "
                            + "\"anna@hub.example.com\", \"subject\": \"number " + i + "\", \"text\": \"Hello.\"}")
                            .getBytes()));
        producer.flush();
    }

    private List<String> all(Home other) {
        List<String> mails = new ArrayList<>(home.mailOf("anna"));
        mails.addAll(other.mailOf("anna"));
        return mails;
    }

    @Test
    void goesOnByItselfWhenTheBrokerComesBack() throws ExecutionException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(home)) {
            sendNumbered(1).get();
            awaitMail("anna", 1);
            broker.kill();
            broker.start();
            sendNumbered(2).get();
            awaitMail("anna", 2);
            assertTrue(server.isAlive());
        }
    }
}
