package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.ports.FreePorts;

/** The listeners of docs/listeners.md on a running server, behind HAProxy, too. */
class ListenersIT {
    private static final byte[] LETTER = "Subject: hi\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String LOGIN = "AUTH PLAIN "
            + Base64.getEncoder().encodeToString("\0alice\0wonder land".getBytes(StandardCharsets.UTF_8));

    private static final Path HAPROXY = Path.of("/usr/sbin/haproxy");

    @TempDir
    Path folder;
    private KeyStore keys;
    private Home home;
    private ServerProcess server;

    @BeforeEach
    void start() throws Exception {
        keys = TlsHome.certificate(folder);
        home = new Home(folder).with("users", TlsHome.account("alice", "wonder land")).with("packetboat.yaml", """
                server: hub.example.com
                data: data
                local-domains: [hub.example.com]
                smtp:
                  listen: "127.0.0.1:0"
                  relay-from: []
                  tls: { certificate: hub.crt, key: hub.key }
                  listeners:
                    submission:  { listen: "127.0.0.1:0", auth-file: users, encryption: required, login: must }
                    submissions: { listen: "127.0.0.1:0", auth-file: users, encryption: implicit, login: must }
                    programs:    { listen: "unix:smtp.sock", submit-from: "127.0.0.1", relay-from: "127.0.0.1" }
                    filter:      { listen: "127.0.0.1:0", protocol: lmtp, relay-from: "127.0.0.1" }
                    balanced:    { listen: "127.0.0.1:0", proxy-from: "127.0.0.1", relay-from: "127.0.0.2" }
                """).with("schedules/far.yaml",
                "routes: [{ site: far, domains: [far.example], host: 127.0.0.1, port: 9 }]\n");
        server = ServerProcess.start(home);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int port(String listener) {
        Matcher said = Pattern.compile(listener + " 127\\.0\\.0\\.1:(\\d+)").matcher(home.run("status").out());
        assertTrue(said.find(), () -> home.run("status").out());
        return Integer.parseInt(said.group(1));
    }

    private SSLContext trusting() throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("hub", keys.getCertificate("hub"));
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void peopleSubmitByLoginInEitherWay() throws Exception {
        try (SmtpTalk talk = SmtpTalk.to(port("submission"))) {
            talk.ask("MAIL FROM:<alice@hub.example.com>", "530 5.7.0 STARTTLS first");
            talk.secure(trusting());
            talk.ask("MAIL FROM:<alice@hub.example.com>", "530 5.7.0 Authentication required");
            talk.ask(LOGIN, "235");
            talk.send("alice@hub.example.com", List.of("bob@far.example"), LETTER);
        }
        try (SmtpTalk talk = new SmtpTalk(
                trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port("submissions")))) {
            talk.ask("EHLO client.example.org", "250");
            talk.ask(LOGIN, "235");
            talk.send("alice@hub.example.com", List.of("bob@far.example"), LETTER);
        }
        assertEquals(2, home.run("queue", "far.example").lines().stream().filter(l -> l.contains("alice@")).count());
    }

    @Test
    void filtersSpeakLmtp() throws IOException {
        try (SmtpTalk talk = new SmtpTalk(port("filter"))) {
            talk.ask("LHLO filter.example.com", "250");
            talk.envelope("alice@hub.example.com", List.of("bob@far.example", "carol@far.example"));
            talk.content(LETTER);
            assertEquals(talk.expect("250 2.0.0 Ok: queued as "), talk.expect("250 2.0.0 Ok: queued as "));
        }
        assertTrue(home.run("status").out().contains("programs unix:"), () -> home.run("status").out());
    }

    @Test
    void balancedByHaproxy() throws Exception {
        int front = FreePorts.one();
        Path file = Files.writeString(folder.resolve("haproxy.cfg"), """
                defaults
                  mode tcp
                  timeout connect 10s
                  timeout client 1m
                  timeout server 1m
                frontend front
                  bind 127.0.0.1:%d
                  default_backend back
                backend back
                  server hub 127.0.0.1:%d send-proxy-v2
                """.formatted(front, port("balanced")));
        Process haproxy = new ProcessBuilder(haproxy(), "-f", file.toString()).inheritIO().start();
        try {
            await().ignoreException(ConnectException.class).until(() -> {
                new Socket(InetAddress.getLoopbackAddress(), front).close();
                return true;
            });
            try (SmtpTalk trusted = from("127.0.0.2", front); SmtpTalk other = from("127.0.0.3", front)) {
                trusted.ask("MAIL FROM:<alice@hub.example.com>", "250");
                trusted.ask("RCPT TO:<bob@far.example>", "250");
                other.ask("MAIL FROM:<alice@hub.example.com>", "250");
                other.ask("RCPT TO:<bob@far.example>", "554 5.7.1");
            }
        } finally {
            haproxy.destroy();
            haproxy.waitFor();
        }
        try (Socket bare = new Socket(InetAddress.getLoopbackAddress(), port("balanced"))) {
            bare.getOutputStream().write("EHLO x.example\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals(-1, bare.getInputStream().read(), "it has to say for whom it connects");
        }
    }

    private static SmtpTalk from(String address, int port) throws IOException {
        SmtpTalk talk = new SmtpTalk(
                new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.ofLiteral(address), 0));
        talk.ask("EHLO client.example.org", "250");
        return talk;
    }

    private static String haproxy() {
        boolean there = Files.isExecutable(HAPROXY);
        if (!there)
            System.err.println("NOT TESTED: balancers. MISSING: haproxy (package haproxy); ./verify installs it");
        Assumptions.assumeTrue(there, "no " + HAPROXY);
        return HAPROXY.toString();
    }
}
