package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder that the disk has damaged: the server goes on with what is left, or says what to do. */
class DamageIT {
    private static final int MAILS = 12;
    private static final String LETTER = "Subject: number %d\r\n\r\nHello.\r\n";

    @TempDir
    Path folder;
    private Home home;

    @BeforeEach
    void configure() {
        home = new Home(folder).withUsualConfiguration("").with("schedules/far.yaml", """
                zone: UTC
                windows: { shut: { cron: "SHUT", for: 1s } }
                routes: [{ site: far, domains: [far.example], window: shut, host: 127.0.0.1, port: 1 }]
                """);
    }

    private void send(ServerProcess server, int number) throws IOException {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            String answer = talk.submit("anna@hub.example.com", "r" + number + "@far.example",
                    LETTER.formatted(number).getBytes(StandardCharsets.US_ASCII));
            assertTrue(answer.startsWith("250 "), answer);
        }
    }

    private void liveAndDie() throws IOException {
        try (ServerProcess server = ServerProcess.start(home)) {
            for (int i = 0; i < MAILS; i++)
                send(server, i);
            server.kill();
        }
    }

    private Path queueFile(String start, String end) throws IOException {
        try (Stream<Path> files = Files.list(home.data().resolve("queue"))) {
            return files.filter(f -> f.getFileName().toString().startsWith(start) && f.toString().endsWith(end))
                    .sorted()
                    .findFirst().orElseThrow();
        }
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 0x55;
        Files.write(file, bytes);
    }

    @Test
    void damagedSideFilesAreNoReasonNotToStart() throws IOException {
        liveAndDie();
        byte[] damage = new byte[152];
        new Random(152).nextBytes(damage);
        for (String file : List.of("history.tsv", "packetboat.pid", "acknowledged", "queue/CURRENT"))
            Files.write(home.data().resolve(file), damage);
        try (ServerProcess server = ServerProcess.start(home); JmxView jmx = server.jmx()) {
            send(server, MAILS);
            assertEquals(MAILS + 1, Ends.waiting(jmx.server()).size());
        }
    }

    @Test
    void deletedLogIsToldAndTheQueueIsWholeAgain() throws IOException {
        liveAndDie();
        Files.delete(queueFile("", ".log"));
        try (ServerProcess server = ServerProcess.start(home); JmxView jmx = server.jmx()) {
            server.awaitLog("event=commits-lost");
            send(server, MAILS);
            assertEquals(1, Ends.waiting(jmx.server()).size());
        }
    }

    @Test
    void folderThatCannotBeOpenedIsNamedCheckedAndSalvaged() throws IOException {
        liveAndDie();
        flip(queueFile("MANIFEST-", ""), 30);
        String refusal = assertThrows(IllegalStateException.class, () -> ServerProcess.start(home).close())
                .getMessage();
        assertTrue(refusal.contains("packetboat check-data") && refusal.contains("packetboat salvage"), refusal);
        Home.Said checked = home.run("check-data");
        assertEquals(1, checked.exit(), checked::all);
        assertTrue(checked.out().contains("MANIFEST-"), checked::all);
        Path into = folder.resolve("salvaged");
        Home.Said salvaged = Home.anywhere("salvage", home.data().toString(), "--into", into.toString());
        assertEquals(0, salvaged.exit(), salvaged::all);
        assertSalvaged(into);
    }

    private static void assertSalvaged(Path into) throws IOException {
        List<String> envelopes = texts(into, ".json");
        List<String> letters = texts(into, ".eml");
        assertEquals(MAILS, letters.size());
        for (int i = 0; i < MAILS; i++) {
            String recipient = "\"r" + i + "@far.example\"";
            String letter = LETTER.formatted(i);
            assertTrue(envelopes.stream().anyMatch(e -> e.contains(recipient) && e.contains("\"complete\":true")));
            assertTrue(letters.stream().anyMatch(text -> text.endsWith(letter)));
        }
    }

    private static List<String> texts(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(f -> f.toString().endsWith(ending)).toList();
            List<String> texts = new ArrayList<>();
            for (Path file : found)
                texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            return texts;
        }
    }

    @Test
    void goodFolderIsFoundGood() throws IOException {
        liveAndDie();
        Home.Said checked = home.run("check-data");
        assertEquals(0, checked.exit(), checked::all);
    }
}
