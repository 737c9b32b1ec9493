package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The morning report of a server that was down when the night ended, in the operator's mailbox. */
class ReportIT {
    private static final String STATE = "data/reports/state.json";

    @TempDir
    private Path folder;
    private Home home;
    private String before;
    private ServerProcess server;

    @BeforeEach
    void prepare() {
        home = new Home(folder).withUsualConfiguration("report: { to: anna@hub.example.com, zone: UTC }\n");
        before = "{\"told\":\"" + Instant.now().minus(Duration.ofDays(2)) + "\",\"returned\":[],\"mails\":[]}";
        home.with(STATE, before);
    }

    @AfterEach
    void stop() {
        if (server != null) server.close();
    }

    private void awaitMail() {
        await("the report").atMost(ServerProcess.PATIENCE).until(() -> !home.mailOf("anna").isEmpty());
    }

    /** It has looked, handed over what it owes, and noted that. */
    private void awaitTold() {
        await("the state").atMost(ServerProcess.PATIENCE).until(() -> {
            String state = Files.readString(folder.resolve(STATE));
            return !state.equals(before) && state.contains("\"owed\":[]") && !state.contains("\"mails\":[]");
        });
    }

    /** Each life finds the disk as a kill leaves it between the mail and the note, so that it hands the mail over. */
    @Test
    void oneMailHoweverOftenTheServerIsKilled() throws IOException {
        for (int life = 0; life < 3; life++) {
            server = ServerProcess.start(home);
            awaitTold();
            server.kill();
            home.with(STATE, before);
        }
        server = ServerProcess.start(home);
        awaitTold();
        Path last = Files.writeString(folder.resolve("last"), "Subject: after all\n\nBread\n");
        Home.Said sent = home.run("submit", "--from", "hq@hub.example.com", "--to", "anna@hub.example.com",
                last.toString());
        assertEquals(0, sent.exit(), sent::all);
        await("what was sent after it").atMost(ServerProcess.PATIENCE)
                .until(() -> home.mailOf("anna").stream().anyMatch(mail -> mail.contains("Subject: after all")));
        List<String> reports = home.mailOf("anna").stream()
                .filter(mail -> mail.contains("Subject: hub.example.com,")).toList();
        assertEquals(1, reports.size());
        String mail = reports.getFirst();
        assertTrue(mail.contains("Auto-Submitted: auto-generated"), mail);
        assertTrue(mail.contains("Return-Path: <>"), mail);
        assertTrue(mail.contains("multipart/alternative"), mail);
        assertTrue(mail.contains("image/png"), mail);
        assertTrue(mail.contains("All well: nobody had to be called."), mail);
        assertTrue(mail.contains("was not running when the night ended"), mail);
    }

    @Test
    void theCommandTellsTheSameWithAndWithoutTheServer() {
        server = ServerProcess.start(home);
        awaitMail();
        Home.Said asked = home.run("report");
        assertEquals(0, asked.exit(), asked::all);
        assertTrue(asked.out().startsWith("All well: nobody had to be called."), asked::all);
        assertTrue(home.run("report", "--json").out().contains("\"well\":true"));
        assertEquals(0, home.run("report", "--night", "now", "--png", folder.resolve("night.png").toString()).exit());
        assertTrue(folder.resolve("night.png").toFile().length() > 1000);
        assertEquals(1, home.run("report", "--night", "2001-01-01").exit());
        assertTrue(home.run("report", "--night", "yesterday").err().contains("expected a date like"));
        server.close();
        assertEquals(asked.out(), home.run("report").out());
        assertEquals(2, home.run("report", "--night", "now").exit());
    }
}
