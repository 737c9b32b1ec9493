package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The morning report of a server that was down when the night ended, in the operator's mailbox. */
class ReportIT {
    @TempDir
    private Path folder;
    private Home home;
    private ServerProcess server;

    @BeforeEach
    void prepare() {
        home = new Home(folder).withUsualConfiguration("report: { to: anna@hub.example.com, zone: UTC }\n");
        home.with("data/reports/state.json", "{\"told\":\"" + Instant.now().minus(Duration.ofDays(2))
                + "\",\"returned\":[],\"mails\":[]}");
    }

    @AfterEach
    void stop() {
        if (server != null) server.close();
    }

    private void awaitMail() {
        await("the report").atMost(ServerProcess.PATIENCE).until(() -> !home.mailOf("anna").isEmpty());
    }

    @Test
    void oneMailHoweverOftenTheServerIsKilled() throws IOException {
        for (int life = 0; life < 3; life++) {
            server = ServerProcess.start(home);
            awaitMail();
            server.kill();
        }
        server = ServerProcess.start(home);
        home.run("submit", "--to", "anna@hub.example.com", "--subject", "after all");
        assertEquals(1,
                home.mailOf("anna").stream().filter(mail -> mail.contains("Subject: hub.example.com,")).count());
        String mail = home.mailOf("anna").getFirst();
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
