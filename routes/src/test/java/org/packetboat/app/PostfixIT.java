package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A branch office with a real Postfix, at the far end of a route. */
class PostfixIT {
    private static final String DESK = "desk@ny.example.com";
    private static final String ROUTE = """
            zone: UTC
            routes:
              - { site: new-york, domains: [ny.example.com], window: WINDOW, host: 127.0.0.1, port: PORT }
            """;
    private static final Pattern DISCONNECT = Pattern.compile("disconnect from \\S+ (.*)");

    @TempDir
    Path folder;
    private PostfixServer postfix;
    private Home home;
    private ServerProcess server;

    @BeforeAll
    static void needPostfix() {
        PostfixServer.needPostfix();
    }

    @BeforeEach
    void start() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        postfix = PostfixServer.in(Files.createDirectory(folder.resolve("postfix")));
        home = new Home(Files.createDirectory(folder.resolve("packetboat"))).withUsualConfiguration("");
    }

    @AfterEach
    void stop() {
        if (server != null) server.close();
        if (postfix != null) postfix.close();
    }

    private void route(String window) {
        home.with("schedules/route.yaml",
                ROUTE.replace("WINDOW", window).replace("PORT", Integer.toString(postfix.port())));
    }

    private static String windowAt(Instant opening) {
        ZonedDateTime at = opening.atZone(ZoneOffset.UTC);
        return "{ cron: \"%d %d %d * * ?\", for: 10m }".formatted(at.getSecond(), at.getMinute(), at.getHour());
    }

    @Test
    void mailWaitsForTheWindowAndArrivesAsItWasSent() throws Exception {
        Instant later = Instant.now().plus(Duration.ofHours(1));
        route(windowAt(later));
        server = ServerProcess.start(home);
        List<String> ids = submit(List.of(awkward(), big()));
        Home.Said queue = home.run("queue", "--json");
        assertTrue(queue.out().contains("\"domain\":\"ny.example.com\"") && queue.out().contains("\"depth\":2"),
                queue::all);
        assertTrue(queue.out().contains("\"next\":\"" + later.truncatedTo(ChronoUnit.SECONDS)),
                queue::all);
        Instant opening = Instant.now().plusSeconds(8);
        route(windowAt(opening));
        server.awaitLog("event=session-opened site=new-york");
        postfix.await(2);
        assertNotBefore(opening);
        assertTrue(postfix.mail().stream().anyMatch(m -> m.endsWith("\n" + stored(awkward()))), "awkward mail");
        assertTrue(postfix.mail().stream().anyMatch(m -> m.endsWith("\n" + stored(big()))), "big mail");
        server.awaitLog("event=session-ended site=new-york");
        ids.forEach(id -> assertTrue(server.log().contains("id=" + id + ".0 event=delivered to=" + DESK), id));
        try (JmxView jmx = server.jmx()) {
            assertEquals(2, jmx.server().getDelivered());
            assertEquals("open", jmx.attribute("type=Route,site=\"new-york\"", "State"));
        }
        assertEquals("nothing waits", home.run("queue").out().strip());
        assertWhole(DISCONNECT.matcher(postfix.log()));
    }

    private List<String> submit(List<byte[]> messages) throws IOException {
        List<String> ids = new ArrayList<>();
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            for (byte[] message : messages)
                ids.add(talk.send("anna@hub.example.com", List.of(DESK), message));
            talk.ask("QUIT", "221");
        }
        return ids;
    }

    /** Our own log tells when the session began, to the millisecond. */
    private void assertNotBefore(Instant opening) {
        Matcher opened = Pattern.compile("(?m)^(\\S+) INFO +event=session-opened site=new-york").matcher(server.log());
        assertTrue(opened.find(), server::log);
        Instant began = Instant.parse(opened.group(1));
        assertFalse(began.isBefore(opening.truncatedTo(ChronoUnit.SECONDS)), server::log);
    }

    /** One session brought both, in chunks. */
    private static void assertWhole(Matcher disconnect) {
        List<String> sessions = new ArrayList<>();
        while (disconnect.find())
            if (disconnect.group(1).contains("mail=")) sessions.add(disconnect.group(1));
        assertEquals(1, sessions.size(), sessions::toString);
        assertTrue(sessions.getFirst().contains("mail=2 rcpt=2 bdat="), sessions::toString);
    }

    @Test
    void aServerWithoutEightBitMimeIsSentSevenBits() throws Exception {
        postfix.with("smtpd_discard_ehlo_keywords = 8bitmime, smtputf8, chunking\n");
        route("always");
        server = ServerProcess.start(home);
        String line = "Br\u00f6tchen ".repeat(300);
        submit(List.of(("Subject: prices\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + line + "\r\n")
                .getBytes(StandardCharsets.UTF_8)));
        postfix.await(1);
        String arrived = postfix.mail().getFirst();
        assertTrue(arrived.contains("\nContent-Transfer-Encoding: quoted-printable\n"), arrived);
        assertEquals(300, arrived.replace("=\n", "").split("Br=C3=B6tchen", -1).length - 1, arrived);
    }

    @Test
    void manyMessagesTakeOneSession() throws Exception {
        route("always");
        server = ServerProcess.start(home);
        home.run("hold", "ny.example.com");
        List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < 300; i++)
            messages.add(("Subject: " + i + "\r\n\r\nNumber " + i + ".\r\n").getBytes(StandardCharsets.US_ASCII));
        submit(messages);
        home.run("release", "ny.example.com");
        postfix.await(300);
        assertEquals(1, server.log().split("event=session-opened site=new-york").length - 1);
        await().atMost(ServerProcess.PATIENCE).until(() -> postfix.log().contains(" mail=300 rcpt=300 "));
    }

    @Test
    void refusedRecipientComesBackToItsSender() throws Exception {
        route("always");
        server = ServerProcess.start(home);
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.send("anna@hub.example.com", List.of("nobody@ny.example.com", DESK), awkward());
        }
        await().atMost(ServerProcess.PATIENCE).until(() -> home.mailOf("anna").size() == 1);
        String notice = home.mailOf("anna").getFirst();
        assertTrue(notice.contains("\nReturn-Path: <>") || notice.startsWith("Return-Path: <>"), notice);
        assertTrue(notice.contains("Failed to deliver.") && notice.contains("multipart/report"), notice);
        assertTrue(notice.contains("Final-Recipient: rfc822;") && notice.contains("nobody@ny.example.com")
                && notice.contains("Status: 5.1.1") && !notice.contains("rfc822; " + DESK), notice);
        postfix.await(1);
        assertEquals("nothing waits", home.run("queue").out().strip());
    }

    /** 8-bit text, dots, lines up to the limit, an empty line at the end. */
    private static byte[] awkward() {
        String text = """
                From: anna@hub.example.com
                Subject: awkward

                .
                ..
                .leading dot
                Größe 100 €, 8-bit
                From the start of a line
                LONG
                trailing blanks  \t\s

                """;
        return text.replace("LONG", "x".repeat(998)).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] big() {
        String line = "0123456789".repeat(7) + "\r\n";
        return ("Subject: big\r\n\r\n" + line.repeat(3_000_000 / line.length())).getBytes(StandardCharsets.US_ASCII);
    }

    private static String stored(byte[] sent) {
        return new String(sent, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
    }
}
