package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Camel program in a Java machine of its own, without the server on its class path: it submits over TLS with a login,
 * and hears of its mail from Kafka.
 */
class ElsewhereIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path COMPONENT = Path.of("..", "connectors", "camel", "target").toAbsolutePath().normalize();
    private static final Path PROGRAM = Path.of("src", "test", "resources", "elsewhere", "PriceLists.java")
            .toAbsolutePath();

    @TempDir
    Path folder;
    private KafkaBroker broker;
    private ServerProcess server;
    private Path store;
    private Optional<Process> program = Optional.empty();

    @BeforeEach
    void start() throws Exception {
        broker = KafkaBroker.start(folder.resolve("broker"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(List.of(new NewTopic("events", 2, (short) 1))).all().get();
        }
        Path hub = folder.resolve("hub");
        Files.createDirectories(hub);
        store = Files.createDirectories(folder.resolve("program")).resolve("trust.p12");
        TlsHome.certificate(hub);
        Files.copy(hub.resolve("keys.p12"), store);
        server = ServerProcess.start(new Home(hub).with("accounts", TlsHome.account("alice", "wonder land"))
                .with("packetboat.yaml", """
                        server: hub.example.com
                        data: data
                        local-domains: [hub.example.com]
                        msfsleep: 1s
                        msfrsleep: 1
                        smtp:
                          listen: "127.0.0.1:0"
                          relay-from: ["192.0.2.0/24"]
                          tls: { certificate: hub.crt, key: hub.key }
                          auth-file: accounts
                        kafka:
                          bootstrap-servers: "%s"
                          events: { topic: events }
                        """.formatted(broker.address())));
    }

    @AfterEach
    void stop() {
        program.ifPresent(Process::destroyForcibly);
        if (server != null) server.close();
        broker.close();
    }

    private static List<String> classPath() throws IOException {
        try (Stream<Path> libraries = Files.list(COMPONENT.resolve("elsewhere"));
                Stream<Path> own = Files.list(COMPONENT)) {
            return Stream.concat(libraries, own.filter(file -> file.getFileName().toString()
                    .matches("packetboat-camel-[^/]*(?<!-sources|-javadoc|-tests)\\.jar"))).map(Path::toString)
                    .toList();
        }
    }

    private Process program() throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-Djavax.net.ssl.trustStore=" + store, "-Djavax.net.ssl.trustStorePassword=changeit", "-cp",
                String.join(File.pathSeparator, classPath()), PROGRAM.toString(), "localhost:" + server.port(),
                broker.address()).directory(store.getParent().toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(store.resolveSibling("log").toFile())).start();
    }

    private void hand(String name, String text) throws IOException {
        Path file = Files.writeString(store.resolveSibling(name), text);
        Path outgoing = Files.createDirectories(store.resolveSibling("outgoing"));
        Files.move(file, outgoing.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> events(String kind) {
        Path told = store.resolveSibling("events");
        if (!Files.isDirectory(told)) return List.of();
        try (Stream<Path> files = Files.list(told)) {
            return files.filter(file -> file.getFileName().toString().startsWith(kind + "-")).sorted()
                    .map(ElsewhereIT::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new reader hears of nothing that was before it: it is there once it has joined its group. */
    private void awaitReader() {
        await("a reader").atMost(PATIENCE).until(() -> {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
                return admin.listConsumerGroupOffsets("price-lists").partitionsToOffsetAndMetadata().get().size() == 2;
            }
        });
    }

    @Test
    void aProgramWithoutTheServerSubmitsOverTlsAndHearsOfItsMail() throws Exception {
        List<String> path = classPath();
        assertFalse(path.stream().anyMatch(jar -> jar.matches(".*/(rocksdbjni|netty|quartz|routes|connectors-)[^/]*")),
                path::toString);
        program = Optional.of(program());
        awaitReader();
        hand("first", "From: boss@hub.example.com\nTo: anna@hub.example.com\nSubject: first\n\nA list.\n");
        await("its story").atMost(PATIENCE).until(() -> !events("delivered").isEmpty());
        assertTrue(events("accepted").getFirst().contains("\"batch\":\"prices\""), () -> events("accepted").toString());
        String mail = new Home(folder.resolve("hub")).mailOf("anna").getFirst();
        assertTrue(mail.contains("X-Big-Send: prices") && mail.contains("Message-ID: <camel-"), mail);
        program.get().destroyForcibly().waitFor();
        hand("second", "From: boss@hub.example.com\nTo: anna@hub.example.com\nSubject: second\n\nA list.\n");
        program = Optional.of(program()); // goes on where it was killed
        await("both stories").atMost(PATIENCE).until(() -> events("delivered").size() == 2);
        assertEquals(2, new Home(folder.resolve("hub")).mailOf("anna").size());
    }

    @Test
    void whatTheServerRefusesIsPutAsideWithItsReason() throws Exception {
        program = Optional.of(program());
        hand("lost", "From: boss@hub.example.com\nTo: bob@nowhere.example\nSubject: lost\n\nA list.\n");
        Path reason = store.resolveSibling("refused").resolve("lost.reason");
        await("the refusal").atMost(PATIENCE).until(() -> Files.exists(reason) && !read(reason).isEmpty());
        assertTrue(read(reason).startsWith("bob@nowhere.example: 550 5.4.4"), () -> read(reason));
        assertTrue(read(reason.resolveSibling("lost")).contains("Subject: lost"));
    }
}
