package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client from elsewhere: what it sends is relayed only once it has logged in, and it may do so only over TLS. */
class LoginIT {
    private static final String RELAYING_DENIED = "554 5.7.1";
    private static final byte[] LETTER = "Subject: hi\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;
    private KeyStore keys;
    private SmtpSink sink;
    private ServerProcess server;

    @BeforeEach
    void start() throws Exception {
        keys = TlsHome.certificate(folder);
        sink = new SmtpSink(_ -> false);
        Home home = new Home(folder).with("accounts", TlsHome.account("alice", "wonder land"))
                .with("packetboat.yaml", """
                        server: hub.example.com
                        data: data
                        local-domains: [hub.example.com]
                        smtp:
                          listen: "127.0.0.1:0"
                          relay-from: ["192.0.2.0/24"]
                          tls: { certificate: hub.crt, key: hub.key }
                          auth-file: accounts
                        """).with("schedules/far.yaml",
                        "routes: [{ site: far, domains: [far.example], host: 127.0.0.1, port: %d }]\n"
                                .formatted(sink.port()));
        server = ServerProcess.start(home);
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) server.close();
        sink.close();
    }

    private SSLContext trusting(KeyStore store) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        if (store.size() > 0) trusted.setCertificateEntry("hub", store.getCertificate("hub"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static String plain(String user, String password) {
        return "AUTH PLAIN " + encoded("\0" + user + "\0" + password);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void strangerMayWriteToUsAndNotThroughUs() throws Exception {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.ask("MAIL FROM:<x@elsewhere.example>", "250");
            talk.ask("RCPT TO:<bob@far.example>", RELAYING_DENIED);
            talk.ask("RCPT TO:<bob@hub.example.com>", "250");
        }
    }

    @Test
    void loginIsOfferedOnlyOverTls() throws Exception {
        try (SmtpTalk talk = new SmtpTalk(server.port())) {
            String before = talk.ask("EHLO client.example.org", "250");
            assertTrue(before.contains("STARTTLS") && !before.contains("AUTH"), before);
            talk.ask(plain("alice", "wonder land"), "5");
            talk.secure(trusting(keys));
            String after = talk.ask("EHLO client.example.org", "250");
            assertTrue(after.contains("AUTH PLAIN LOGIN") && !after.contains("STARTTLS"), after);
        }
    }

    @Test
    void whoHasLoggedInMayRelay() throws Exception {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.secure(trusting(keys));
            talk.ask(plain("alice", "wonder land"), "235 2.7.0");
            talk.send("alice@hub.example.com", List.of("bob@far.example"), LETTER);
        }
        await().atMost(ServerProcess.PATIENCE).until(() -> sink.arrivals().size() == 1);
        String arrived = sink.arrivals().getFirst().text();
        assertTrue(arrived.contains("with ESMTPSA id "), arrived);
        assertFalse(server.log().contains("wonder"), server::log);
    }

    @Test
    void loginInStepsWorksToo() throws Exception {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.secure(trusting(keys));
            talk.ask("AUTH LOGIN", "334");
            talk.ask(encoded("alice"), "334");
            talk.ask(encoded("wonder land"), "235 2.7.0");
            talk.ask("MAIL FROM:<alice@hub.example.com>", "250");
            talk.ask("RCPT TO:<bob@far.example>", "250");
        }
    }

    @Test
    void wrongPasswordOpensNothing() throws Exception {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.secure(trusting(keys));
            talk.ask(plain("alice", "wonderland"), "535 5.7.8");
            talk.ask(plain("bob", "wonder land"), "535 5.7.8");
            talk.ask("MAIL FROM:<x@elsewhere.example>", "250");
            talk.ask("RCPT TO:<bob@far.example>", RELAYING_DENIED);
        }
    }

    @Test
    void anotherCertificateIsNotTrusted() throws Exception {
        KeyStore other = KeyStore.getInstance("PKCS12");
        other.load(null, null);
        SSLContext nobody = trusting(other);
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            assertThrows(SSLException.class, () -> talk.secure(nobody));
        }
    }
}
