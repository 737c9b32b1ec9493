package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Usage of a server that is killed again and again: each mail counts once. */
class UsageIT {
    private static final byte[] LETTER = "Subject: hi\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int KILLS = 4;
    private static final int MAILS = 40;

    @TempDir
    Path folder;

    private Home home(String usage) {
        return new Home(folder).withUsualConfiguration(usage).with("schedules/far.yaml",
                "routes: [{ site: far, domains: far.example, host: 127.0.0.1, port: 1 }]\n");
    }

    @Test
    void eachMailCountsOnceWhateverIsKilled() throws Exception {
        Home home = home("usage: { zone: UTC }\n");
        int sent = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            ServerProcess server = ServerProcess.start(home);
            for (int i = 0; i < MAILS; i++)
                if (send(server)) sent++;
            server.kill();
        }
        try (ServerProcess server = ServerProcess.start(home)) {
            if (send(server)) sent++;
            int all = sent;
            await().atMost(ServerProcess.PATIENCE)
                    .until(() -> cell(home, "sender", "anna@hub.example.com", "messages") == all
                            && cell(home, "site", "local", "delivered") == 2L * all);
            assertEquals(all * 2L, cell(home, "sender", "anna@hub.example.com", "recipients"));
        }
    }

    private static boolean send(ServerProcess server) throws IOException {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.send("anna@hub.example.com", List.of("bob@hub.example.com", "carl@hub.example.com"), LETTER);
            return true;
        }
    }

    private static String csv(Home home, String... arguments) {
        String[] all = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--csv";
        return home.run("usage", all).out();
    }

    /** @return -1 if there is no such row */
    private static long cell(Home home, String by, String name, String column) {
        List<String> lines = csv(home, "--by", by).lines().toList();
        List<String> columns = List.of(lines.getFirst().split(","));
        return lines.stream().map(line -> List.of(line.split(",", -1)))
                .filter(row -> row.get(columns.indexOf(by)).equals(name))
                .map(row -> Long.parseLong(row.get(columns.indexOf(column)))).findFirst().orElse(-1L);
    }

    @Test
    void usageThatIsNotRecordedIsToldOf() {
        try (ServerProcess server = ServerProcess.start(home(""))) {
            assertTrue(server.isAlive());
            Home.Said said = new Home(folder).run("usage");
            assertEquals(1, said.exit());
            assertTrue(said.err().contains("usage is not recorded"), said.err());
        }
    }

    @Test
    void whatCantBeAskedForIsToldOf() {
        try (ServerProcess server = ServerProcess.start(home("usage: {}\n"))) {
            assertTrue(server.isAlive());
            Home.Said said = new Home(folder).run("usage", "--by", "moon");
            assertEquals(2, said.exit());
            assertTrue(said.err().contains("--by: found \"moon\"; expected day, sender, login, site, batch"),
                    said.err());
            assertEquals(2, new Home(folder).run("usage", "--from", "yesterday").exit());
        }
    }
}
