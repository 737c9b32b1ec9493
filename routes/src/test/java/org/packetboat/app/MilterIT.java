package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/filters.md: a real opendkim signs, and checks its own signatures. */
class MilterIT {
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```text\n(Mode .*?)```");
    private static final String TEXT = "From: Anna <anna@example.com>\r\nTo: bob@hub.example.com\r\n"
            + "Subject: Signed\r\nDate: Mon, 30 Nov 2026 22:00:00 +0000\r\n"
            + "Message-ID: <1@example.com>\r\n\r\nHello\r\n";

    @TempDir
    Path folder;
    private Opendkim opendkim;
    private Home home;
    private ServerProcess server;

    @BeforeAll
    static void needOpendkim() {
        Opendkim.needOpendkim();
    }

    @BeforeEach
    void make() throws Exception {
        Path keys = Files.createDirectories(folder.resolve("keys"));
        Opendkim.key(keys);
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../docs/filters.md")));
        assertTrue(example.find());
        opendkim = Opendkim.in(keys, example.group(1));
        home = new Home(Files.createDirectory(folder.resolve("packetboat"))).with("packetboat.yaml", """
                server: hub.example.com
                data: data
                local-domains: [hub.example.com]
                schedules: [schedules/]
                smtp:
                  listen: "127.0.0.1:0"
                  relay-from: ["127.0.0.0/8"]
                  xclient-from: "127.0.0.1"
                  filters: [{ name: opendkim, at: "inet:127.0.0.1:%d" }]
                """.formatted(opendkim.port()));
    }

    @AfterEach
    void stop() {
        if (server != null) server.close();
        opendkim.close();
    }

    private void send(SmtpTalk talk, String user, String text, String expected) throws IOException {
        talk.ask("MAIL FROM:<anna@example.com>", "250");
        talk.ask("RCPT TO:<" + user + "@hub.example.com>", "250");
        talk.ask("DATA", "354");
        talk.say((text + ".\r\n").getBytes(StandardCharsets.UTF_8));
        talk.expect(expected);
    }

    private String mailOf(String user) {
        await().atMost(ServerProcess.PATIENCE).until(() -> home.mailOf(user).size() == 1);
        return home.mailOf(user).getFirst().replace("\r\n", "\n");
    }

    @Test
    void mailOfThisMachineIsSignedAndTheSignatureIsGoodAfterwards() throws Exception {
        opendkim.start();
        server = ServerProcess.start(home);
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            send(talk, "bob", TEXT, "250 2.0.0 Ok: queued as ");
        }
        String signed = mailOf("bob");
        int signature = signed.indexOf("DKIM-Signature: ");
        assertTrue(signature >= 0 && signature < signed.indexOf("Received: "), signed);
        assertTrue(signed.contains("d=example.com; s=boat;"), signed);
        String asSent = signed.substring(signature).replace("\n", "\r\n");
        judged("carol", asSent, "dkim=pass");
        judged("dora", asSent.replace("Hello", "Hallo"), "dkim=fail");
    }

    /** As a stranger sends it: what comes from this machine is signed, and not judged. */
    private void judged(String user, String text, String result) throws IOException {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.ask("XCLIENT ADDR=192.0.2.7", "220");
            talk.ask("EHLO mail.example.com", "250");
            send(talk, user, text, "250 2.0.0 Ok: queued as ");
        }
        String judged = mailOf(user);
        assertTrue(judged.contains(result), judged);
    }

    @Test
    void filterThatDiesPutsMailOffAndTheClientSucceedsWhenItIsBack() throws Exception {
        opendkim.start();
        server = ServerProcess.start(home);
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            send(talk, "bob", TEXT, "250");
            opendkim.kill();
            talk.ask("MAIL FROM:<anna@example.com>", "451 4.7.1 A filter is out of order");
            String status = home.run("status").out();
            assertTrue(status.contains("filter opendkim at inet:127.0.0.1:" + opendkim.port()), status);
            String check = home.run("check").all();
            assertTrue(check.contains("found filter opendkim"), check);
            opendkim.start();
            send(talk, "carol", TEXT, "250");
            assertFalse(home.run("status").out().contains("filter opendkim"));
            String row = home.run("status", "--json").out();
            assertTrue(row.contains("\"filter\":\"opendkim\""), row);
        }
        assertTrue(mailOf("carol").contains("DKIM-Signature: "));
        assertEquals(1, home.mailOf("bob").size());
    }
}
