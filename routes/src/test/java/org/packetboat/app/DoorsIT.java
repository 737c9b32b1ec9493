package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.ports.FreePorts;

/** What docs/security.md says of a server with every door open: where it listens, what it tells nobody, its files. */
class DoorsIT {
    private static final byte[] LETTER = "Subject: hi\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> SECRETS = List.of("web-wonderland", "route-wonderland", "uucp-wonderland",
            "router-wonderland-of-32-characters-and-more");

    @TempDir
    Path folder;
    private final int smtp = FreePorts.one();
    private final int submission = FreePorts.one();
    private final int http = FreePorts.one();
    private final int jmx = FreePorts.one();
    private final int uucp = FreePorts.one();
    private final int router = FreePorts.one();

    private Home home() throws IOException, InterruptedException {
        return new Home(folder).with("accounts", TlsHome.account("rob", SECRETS.getFirst()))
                .with("secrets/provider", SECRETS.get(1) + "\n").with("secrets/denver", SECRETS.get(2) + "\n")
                .with("secrets/router", SECRETS.get(3) + "\n")
                .with("secrets/caller", TlsHome.account("denver", SECRETS.get(2)))
                .with("schedules/routes.yaml", """
                        links: { net: { kind: uucp-tcp, listen: "127.0.0.1:%d" } }
                        routes:
                          - { site: provider, domains: "*", host: 127.0.0.1, port: 1, login: hub,
                              password-file: ../secrets/provider }
                          - { site: denver, domains: denver.example, link: net, host: 127.0.0.1, port: 1, node: denver,
                              login: hub, password-file: ../secrets/denver }
                        callers: [{ node: denver, login: denver, password-hash-file: ../secrets/caller }]
                        """.formatted(uucp)).with("packetboat.yaml", """
                        server: hub.example.com
                        data: data
                        local-domains: [hub.example.com]
                        schedules: [schedules/]
                        smtp:
                          listen: "127.0.0.1:%d"
                          tls: { certificate: hub.crt, key: hub.key }
                          auth-file: accounts
                          listeners: { submission: { listen: "127.0.0.1:%d", login: must } }
                        http:
                          listen: "127.0.0.1:%d"
                          tls: { certificate: hub.crt, key: hub.key }
                          auth-file: accounts
                          users: { rob: operator }
                        jmx:
                          listen: "127.0.0.1:%d"
                          host: 127.0.0.1
                          tls: { certificate: hub.crt, key: hub.key }
                          auth-file: accounts
                          users: { rob: reader }
                        router: { listen: "127.0.0.1:%d", neighbours: ["127.0.0.1:1"], key: { file: secrets/router } }
                        """.formatted(smtp, submission, http, jmx, router));
    }

    /** The rows of "What listens". */
    private Set<String> doors() {
        Set<String> doors = new TreeSet<>(Set.of("udp loopback " + router));
        for (int port : List.of(smtp, submission, http, jmx, uucp))
            doors.add("tcp loopback " + port);
        return doors;
    }

    @Test
    void nothingListensButWhatIsConfiguredAndNoSecretIsTold() throws Exception {
        KeyStore keys = TlsHome.certificate(folder);
        Home home = home();
        try (ServerProcess server = ServerProcess.start(home)) {
            server.awaitLog("event=http-listening");
            server.awaitLog("event=jmx-listening");
            await().atMost(ServerProcess.PATIENCE) // the router's is the last, and says nothing of itself
                    .untilAsserted(() -> assertEquals(doors(), ListeningPorts.of(server.pid())));
            try (SmtpTalk talk = SmtpTalk.to(smtp)) {
                talk.send("anna@hub.example.com", List.of("bob@far.example", "cy@denver.example"), LETTER);
            }
            server.awaitLog("site=provider");
            StringBuilder told = new StringBuilder(server.log());
            for (String file : List.of("cmdline", "environ"))
                told.append(Files.readString(Path.of("/proc/" + server.pid() + "/" + file),
                        StandardCharsets.ISO_8859_1));
            for (String command : List.of("status", "queue", "windows", "trace ALL", "why ALL", "check"))
                told.append(home.run(command.split(" ")[0], command.contains(" ") ? new String[]{"ALL"} : new String[0])
                        .all());
            for (String path : List.of("/metrics", "/api/v1/health", "/api/v1/sites/provider", "/api/v1/queue"))
                told.append(page(keys, path));
            try (JmxView view = JmxView.of(server.pid())) {
                told.append(view.everything());
            }
            assertEquals(List.of(), unknownFiles(home.data()));
            assertTrue(told.length() > 20_000, told::toString);
            for (String secret : SECRETS)
                assertFalse(told.toString().contains(secret), () -> secret + " is in\n" + told);
        }
    }

    /** What lies in the data folder and not in its list. */
    private static List<String> unknownFiles(Path data) throws IOException {
        String list = Files.readString(Path.of("../docs/ports-and-files.md"));
        try (Stream<Path> files = Files.list(data)) {
            return files.map(file -> file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
                    .filter(name -> !list.contains("`" + name + "`")).toList();
        }
    }

    private String page(KeyStore keys, String path) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        String login = "Basic " + Base64.getEncoder().encodeToString(("rob:" + SECRETS.getFirst()).getBytes());
        try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(URI.create("https://localhost:" + http
                    + path)).header("Authorization", login).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), () -> path + ": " + answer.body());
            return answer.body();
        }
    }
}
