package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.ports.FreePorts;

/** What a running server tells by HTTP. */
class HttpIT {
    private static final byte[] LETTER = "Subject: hi\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String CLOSED = """
            zone: UTC
            windows: { shut: { cron: "SHUT", for: 1s } }
            links: { lan: { kind: ip } }
            routes: [{ site: closed, domains: [closed.example], window: shut, host: 127.0.0.1, port: 1 }]
            """;

    @TempDir
    Path folder;
    private ServerProcess server;

    @AfterEach
    void stop() {
        if (server != null) server.close();
    }

    private Home home(String http) {
        return new Home(folder).withUsualConfiguration("http: " + http + "\n").with("schedules/routes.yaml", CLOSED);
    }

    private void send(String to) throws IOException {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.send("anna@hub.example.com", List.of(to), LETTER);
        }
    }

    private static HttpResponse<String> get(HttpClient client, String url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) request.headers(headers);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException notYet) {
            throw new AssertionError(notYet);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void metricsAndHealthAreServed() throws Exception {
        int port = FreePorts.one();
        server = ServerProcess.start(home("{ listen: \"127.0.0.1:" + port + "\" }"));
        server.awaitLog("event=http-listening address=127.0.0.1:" + port);
        send("bob@closed.example");
        send("carl@hub.example.com");
        String url = "http://127.0.0.1:" + port;
        try (HttpClient client = HttpClient.newHttpClient()) {
            await().atMost(ServerProcess.PATIENCE).until(() -> {
                String metrics = get(client, url + "/metrics").body();
                return metrics.contains("packetboat_site_envelopes{site=\"closed\"} 1.0\n")
                        && metrics.contains("packetboat_delivered_total{site=\"local\"} 1.0\n")
                        && metrics.contains("packetboat_accepted_messages_total 2.0\n");
            });
            assertTrue(get(client, url + "/metrics").body().contains("packetboat_info{server=\"hub.example.com\""));
            assertEquals(200, get(client, url + "/healthz").statusCode());
            HttpResponse<String> ready = get(client, url + "/readyz");
            assertEquals(200, ready.statusCode(), ready::body);
            assertTrue(ready.body().contains("{\"name\":\"disk\",\"ok\":true}"), ready::body);
        }
        assertTrue(new Home(folder).run("status").out().contains("http 127.0.0.1:" + port));
    }

    @Test
    void whereThePortIsTakenMailGoesOnUntilItIsFree() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            server = ServerProcess.start(home("{ listen: \"127.0.0.1:" + port + "\" }"));
            server.awaitLog("packetboat.yaml:9:17: http.listen: can't listen on 127.0.0.1:" + port);
            send("carl@hub.example.com");
            await().atMost(ServerProcess.PATIENCE).until(() -> new Home(folder).mailOf("carl").size() == 1);
            assertTrue(new Home(folder).run("status").all().contains("http.listen: can't listen on"));
        }
        server.awaitLog("event=http-listening");
    }

    @Test
    void elsewhereItTakesTlsAndLogins() throws Exception {
        KeyStore keys = TlsHome.certificate(folder);
        Files.writeString(folder.resolve("accounts"), TlsHome.account("rob", "secret"));
        int port = FreePorts.one();
        server = ServerProcess.start(home("{ listen: \"127.0.0.1:" + port + "\", tls: { certificate: hub.crt, key: "
                + "hub.key }, auth-file: accounts, users: { rob: reader } }"));
        server.awaitLog("event=http-listening");
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        String url = "https://localhost:" + port;
        String login = "Basic " + Base64.getEncoder().encodeToString("rob:secret".getBytes());
        try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
            assertEquals(401, get(client, url + "/metrics").statusCode());
            assertEquals(200, get(client, url + "/healthz").statusCode());
            HttpResponse<String> metrics = get(client, url + "/metrics", "Authorization", login);
            assertEquals(200, metrics.statusCode());
            assertTrue(metrics.body().contains("packetboat_heartbeat_age_seconds"));
        }
    }
}
