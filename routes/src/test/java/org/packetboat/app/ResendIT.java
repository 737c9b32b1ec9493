package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A branch loses its disk; the head office sends again what it had taken, though it was killed itself meanwhile. */
class ResendIT {
    private static final int MAILS = 5;

    @TempDir
    private Path folder;
    private Home office;
    private Home branch;
    private ServerProcess hub;
    private ServerProcess far;

    @AfterEach
    void stop() {
        Stream.of(hub, far).filter(server -> server != null).forEach(ServerProcess::close);
    }

    private void startBranch() {
        far = ServerProcess.start(branch);
        office.with("schedules/routes.yaml", """
                zone: UTC
                routes:
                  - { site: new-york, domains: [ny.example.com], host: 127.0.0.1, port: %d }
                """.formatted(far.port()));
    }

    private void send(int number) throws IOException {
        byte[] text = ("Subject: price list " + number + "\r\n\r\nBread 1.20\r\n").getBytes(StandardCharsets.US_ASCII);
        try (SmtpTalk talk = SmtpTalk.to(hub.port())) {
            talk.send("boss@hub.example.com", List.of("desk@ny.example.com"), text);
        }
    }

    private void awaitMail(int count) {
        await("mail at the branch").atMost(ServerProcess.PATIENCE).until(() -> branch.mailOf("desk").size(),
                found -> found == count);
    }

    private void awaitEmpty() {
        await("an empty queue").atMost(ServerProcess.PATIENCE)
                .until(() -> office.run("queue").out().contains("nothing waits"));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path each : below.sorted(Comparator.reverseOrder()).toList())
                Files.delete(each);
        }
    }

    @Test
    void aBranchThatLostItsDiskGetsAllAgainAndOneThatDidNotGetsNothingTwice() throws Exception {
        office = new Home(folder.resolve("hub")).withUsualConfiguration("keep-settled: 1d\n");
        branch = new Home(folder.resolve("ny")).with("packetboat.yaml", """
                server: ny.example.com
                data: data
                local-domains: [ny.example.com]
                smtp: { listen: "127.0.0.1:0", relay-from: ["127.0.0.0/8"] }
                """);
        String since = Instant.now().minusSeconds(60).toString();
        startBranch();
        hub = ServerProcess.start(office);
        for (int number : IntStream.range(0, MAILS).toArray())
            send(number);
        awaitMail(MAILS);
        awaitEmpty();
        hub.kill();
        far.kill();
        delete(branch.data());
        startBranch();
        hub = ServerProcess.start(office);
        assertEquals(1, office.run("resend", "eats", "--since", since).exit());
        Home.Said dry = office.run("resend", "new-york", "--since", since, "--dry-run");
        assertTrue(dry.exit() == 0 && dry.out().startsWith("would send again " + MAILS + " deliveries, "), dry::all);
        assertEquals(List.of(), branch.mailOf("desk"));
        Home.Said said = office.run("resend", "new-york", "--since", since);
        assertTrue(said.exit() == 0 && said.out().startsWith("sends again " + MAILS + " deliveries, "), said::all);
        awaitMail(MAILS);
        awaitEmpty();
        assertEquals(1, office.run("resend", "new-york", "--since", since).exit());
        Home.Said again = office.run("resend", "new-york", "--since", since, "--again");
        assertTrue(again.exit() == 0, again::all);
        far.awaitLog("event=repeat ");
        awaitEmpty();
        assertEquals(MAILS, branch.mailOf("desk").size(), "it has them, and knows them again");
    }
}
