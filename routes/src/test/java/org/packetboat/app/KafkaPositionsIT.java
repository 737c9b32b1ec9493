package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.documents.ToldOutput;

/** Whatever is deleted, put back or moved: no record is left out without a word, with a real broker. */
class KafkaPositionsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;
    private KafkaBroker broker;
    private KafkaMail mail;
    private Home home;
    private Admin admin;

    @BeforeEach
    void startBroker() throws IOException {
        broker = KafkaBroker.start(folder.resolve("broker"));
        mail = new KafkaMail(broker);
        admin = mail.admin();
        home = mail.home(folder.resolve("home"));
    }

    @AfterEach
    void stop() {
        admin.close(Duration.ZERO);
        broker.close();
    }

    private void make() {
        await("the topic").atMost(PATIENCE).ignoreExceptions().until(() -> {
            mail.make(1, Map.of());
            return true;
        });
    }

    /** With a producer of its own, as somebody who knows nothing of topics that were there before. */
    private void send(String series, int count) throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = mail.producer(Map.of())) {
            List<Future<?>> sent = Stream.iterate(0, i -> i + 1).limit(count)
                    .<Future<?>>map(i -> producer.send(record("Subject: " + series + " " + i + "\n\nHello.\n")))
                    .toList();
            for (Future<?> one : sent)
                one.get();
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String message) {
        return KafkaMail.record(message, Map.of("Mail-From", "bulk@example.com", "Rcpt-To", "anna@hub.example.com"));
    }

    private void awaitMail(String series, int count) {
        await(series).atMost(PATIENCE).pollInterval(Duration.ofMillis(200))
                .until(() -> subjects(series).size() == count);
    }

    private Set<String> subjects(String series) {
        return home.mailOf("anna").stream().flatMap(String::lines).filter(l -> l.startsWith("Subject: " + series + " "))
                .collect(Collectors.toSet());
    }

    @Test
    void aTopicThatIsNotThereYetKeepsNobodyFromSendingMail() throws Exception {
        try (ServerProcess server = ServerProcess.start(home)) {
            server.awaitLog("event=kafka-trouble again-in=10s reason=\"the broker has no topic mail\"");
            String status = home.run("status").out();
            assertTrue(status.contains("PROBLEM    kafka: no mail is read: the broker has no topic mail"), status);
            make();
            send("first", 3);
            awaitMail("first", 3);
            await("the end of the trouble").atMost(PATIENCE).until(() -> home.run("kafka").out().contains("reading"));
        }
    }

    /** Three times: shorter than before, as long, and longer. */
    @Test
    void aTopicMadeAgainWhileWeReadGivesUpAllItHas() throws Exception {
        make();
        try (ServerProcess server = ServerProcess.start(home)) {
            send("before", 120);
            awaitMail("before", 120);
            for (int count : List.of(60, 60, 200)) {
                admin.deleteTopics(List.of("mail")).all().get();
                make();
                String series = "round" + server.log().split("kafka-topic-made-again").length;
                send(series, count);
                awaitMail(series, count);
            }
            assertTrue(!server.log().contains("broker-lost-its-last-records"), server::log);
        }
    }

    @Test
    void anOlderFolderThatWasPutBackReadsAgainWhatItNeverHad() throws Exception {
        make();
        send("early", 20);
        try (ServerProcess server = ServerProcess.start(home)) {
            awaitMail("early", 20);
            server.stop();
        }
        Path copy = folder.resolve("copy");
        copy(home.data(), copy);
        send("late", 50);
        try (ServerProcess server = ServerProcess.startThrough(List.of(), home, "second.log")) {
            awaitMail("late", 50);
            server.stop();
        }
        delete(home.data());
        copy(copy, home.data());
        try (ServerProcess server = ServerProcess.startThrough(List.of(), home, "third.log")) {
            server.awaitLog("event=kafka-positions-differ partition=mail-0 folder=20 group=70 next=20");
            awaitMail("late", 50);
            Home.Said again = rewind("beginning");
            assertEquals(0, again.exit(), again::all);
            assertEquals(Optional.empty(), ToldOutput.missing("docs/kafka.md",
                    "packetboat kafka rewind outgoing-mail --to 2026-11-20T03:00:00Z", again.out()));
            server.awaitLog("event=kafka-rewound partition=mail-0");
            await("all of it once more").atMost(PATIENCE).until(() -> home.mailOf("anna").size() == 20 + 50 + 70);
            Home.Said said = rewind("71");
            assertEquals(1, said.exit());
            assertTrue(said.err().contains("mail-0 has no offset 71; expected one from 0 to 70"), said::all);
        }
    }

    private Home.Said rewind(String to) {
        return Home.anywhere("kafka", "rewind", "--config", home.configuration().toString(), "mail", "--to", to);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList())
                Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
    }

    private static void delete(Path what) throws IOException {
        try (Stream<Path> files = Files.walk(what)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList())
                Files.delete(file);
        }
    }
}
