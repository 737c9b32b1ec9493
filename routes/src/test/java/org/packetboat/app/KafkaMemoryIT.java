package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that are too much for the server's memory stop nobody, with a real broker. */
class KafkaMemoryIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int HUGE = 66_000_000;

    @TempDir
    private Path folder;
    private KafkaBroker broker;
    private KafkaMail mail;
    private Home home;

    @BeforeEach
    void startBroker() throws IOException, ExecutionException, InterruptedException {
        broker = KafkaBroker.start(folder.resolve("broker"));
        mail = new KafkaMail(broker);
        mail.make(1, Map.of("max.message.bytes", Integer.toString(2 * HUGE)));
        home = mail.home(folder.resolve("home"));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private void send(int... sizes) throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = mail.producer(Map.of("max.request.size", 2 * HUGE,
                "buffer.memory", 3L * HUGE, "request.timeout.ms", 120_000, "delivery.timeout.ms", 240_000))) {
            for (int size : sizes)
                producer.send(KafkaMail.record("Subject: x\n\n" + "y".repeat(70).concat("\n").repeat(size / 71) + "\n",
                        Map.of("mail-from", "<>", "rcpt-to", "anna@hub.example.com"))).get();
        }
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
