package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.smtp.server.Accounts;

/** A hub calls a branch over a line that carries bundles; large mail is offered there, and goes once somebody asks. */
class OfferIT {
    private static final Pattern LISTENING = Pattern.compile("event=listening link=net port=(\\d+)");
    private static final Pattern ASK = Pattern.compile("packetboat request (offer-\\S+@hub\\.example\\.com)");
    private static final String DRAWINGS = "Subject: Drawings of the bridge\n";

    @TempDir
    Path folder;
    private Home hub;
    private Home alp;
    private ServerProcess caller;
    private ServerProcess called;

    @BeforeEach
    void start() throws IOException {
        alp = new Home(Files.createDirectory(folder.resolve("alp"))).with("packetboat.yaml", """
                server: alp.example.com
                data: data
                local-domains: [alp.example.com]
                schedules: [schedules/]
                smtp: { listen: "127.0.0.1:0", relay-from: ["127.0.0.0/8"] }
                """).with("secrets/callers", Accounts.line("hub", "s3cret", new SecureRandom()))
                .with("schedules/net.yaml", """
                        links:
                          net: { kind: uucp-tcp, listen: "127.0.0.1:0" }
                        routes:
                          - { site: hub, domains: "*", link: net, node: hub }
                        callers:
                          - { node: hub, login: hub, password-hash-file: ../secrets/callers }
                        """);
        called = ServerProcess.start(alp);
        called.awaitLog("event=listening");
        Matcher port = LISTENING.matcher(called.log());
        assertTrue(port.find(), called.log());
        hub = new Home(Files.createDirectory(folder.resolve("hub"))).withUsualConfiguration("")
                .with("secrets/alp", "s3cret\n").with("schedules/net.yaml", """
                        links:
                          net: { kind: uucp-tcp }
                        routes:
                          - { site: alp, domains: alp.example.com, link: net, host: 127.0.0.1, port: %s, node: alp,
                              login: hub, password-file: ../secrets/alp, poll: 2s,
                              max-message-size: 20KB, larger-mail: offer }
                        """.formatted(port.group(1)));
        caller = ServerProcess.start(hub);
    }

    @AfterEach
    void stop() {
        for (ServerProcess server : new ServerProcess[]{caller, called})
            if (server != null) server.close();
    }

    private static void send(ServerProcess server, String from, String to, String text) throws IOException {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.send(from, List.of(to), text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** What the desk has of a mail with this line in it. */
    private List<String> having(String line) {
        return alp.mailOf("desk").stream().filter(mail -> mail.contains(line)).toList();
    }

    private void awaitMail(String line) {
        await().atMost(ServerProcess.PATIENCE).untilAsserted(
                () -> assertEquals(1, having(line).size(), () -> caller.log() + "\n" + called.log()));
    }

    private void killTheHub() {
        caller.kill();
        caller = ServerProcess.start(hub);
    }

    /** The hub is killed when it has offered the mail, and again when the answer is on its way. */
    @Test
    void whatIsLargeComesOnceItsRecipientHasAnswered() throws IOException {
        String large = DRAWINGS.replace("\n", "\r\n") + "\r\n" + "One of so many lines of a drawing.\r\n".repeat(2000);
        send(caller, "ann@hub.example.com", "desk@alp.example.com", large);
        send(caller, "ann@hub.example.com", "desk@alp.example.com", "Subject: small\r\n\r\nSee the drawings.\r\n");
        awaitMail("Subject: small\n");
        awaitMail("Subject: Large mail waits for you: Drawings of the bridge\n");
        String plan = hub.run("plan").out();
        assertTrue(plan.lines().anyMatch(line -> line.matches("site alp: 1 large mail \\(\\d+ KB\\) was offered, and "
                + "waits until somebody asks for it")), plan);
        killTheHub();
        assertEquals(List.of(), having("One of so many lines"));
        Matcher ask = ASK.matcher(having("Large mail waits").getFirst());
        assertTrue(ask.find(), () -> having("Large mail waits").getFirst());
        caller.kill();
        send(called, "desk@alp.example.com", ask.group(1), "Subject: Re: Large mail waits for you\r\n\r\nPlease.\r\n");
        caller = ServerProcess.start(hub);
        caller.awaitLog("event=requested");
        killTheHub();
        awaitMail(DRAWINGS);
        assertEquals(2000, having(DRAWINGS).getFirst().split("One of so many lines", -1).length - 1);
        await().atMost(ServerProcess.PATIENCE).untilAsserted(
                () -> assertEquals(0, hub.run("queue").out().lines().filter(l -> l.contains("alp")).count(),
                        () -> hub.run("queue").all()));
        assertEquals(1, having("Large mail waits").size(), "the offer came once");
    }
}
