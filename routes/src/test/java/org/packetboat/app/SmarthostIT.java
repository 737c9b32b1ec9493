package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A branch behind a provider who wants to know who sends: the provider is another Packetboat. */
class SmarthostIT {
    @TempDir
    private Path folder;
    private SmtpSink world;
    private ServerProcess provider;
    private ServerProcess branch;
    private Home branchHome;

    private void start(String password, String route) throws Exception {
        world = new SmtpSink(_ -> false);
        Home providerHome = new Home(Files.createDirectory(folder.resolve("provider")));
        branchHome = new Home(Files.createDirectory(folder.resolve("branch")));
        TlsHome.certificate(providerHome.folder());
        providerHome.with("accounts", TlsHome.account("branch 17", "wonder land")).with("packetboat.yaml", """
                server: mail.provider.example
                data: data
                smtp:
                  listen: "127.0.0.1:0"
                  relay-from: ["192.0.2.0/24"]
                  tls: { certificate: hub.crt, key: hub.key }
                  auth-file: accounts
                """).with("schedules/world.yaml",
                "routes: [{ site: world, domains: \"*\", host: 127.0.0.1, port: %d }]\n".formatted(world.port()));
        provider = ServerProcess.start(providerHome);
        branchHome.with("packetboat.yaml", """
                server: branch.example.com
                data: data
                smtp: { listen: "127.0.0.1:0" }
                """).with("schedules/secret", password + "\n").with("schedules/world.yaml",
                "routes: [{ site: provider, domains: \"*\", host: 127.0.0.1, port: %d, %s }]\n"
                        .formatted(provider.port(), route));
        branch = ServerProcess.start(branchHome);
        try (SmtpTalk talk = SmtpTalk.to(branch.port())) {
            talk.send("desk@branch.example.com", List.of("bob@far.example"),
                    "Subject: hi\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (branch != null) branch.close();
        if (provider != null) provider.close();
        if (world != null) world.close();
    }

    private void awaitArrival() {
        await().atMost(ServerProcess.PATIENCE).until(() -> world.arrivals().size() == 1);
        assertTrue(world.arrivals().getFirst().text().contains("with ESMTPSA id "));
        assertFalse(branch.log().contains("wonder"), branch::log);
    }

    @Test
    void mailGoesToTheProviderWithALogin() throws Exception {
        start("wonder land", "login: branch 17, password-file: secret, tls: may");
        awaitArrival();
    }

    @Test
    void wrongPasswordKeepsTheMailUntilItIsPutRight() throws Exception {
        start("wonderland", "login: branch 17, password-file: secret, tls: may");
        branch.awaitLog("site provider does not let us in, so its mail waits: 535 5.7.8");
        assertTrue(branchHome.run("queue").out().contains("535 5.7.8"), () -> branchHome.run("queue").all());
        branchHome.with("schedules/secret", "wonder land\n");
        assertEquals(0, branchHome.run("flush", "far.example").exit());
        awaitArrival();
    }

    @Test
    void passwordIsNotToldToWhoseCertificateIsNotTrusted() throws Exception {
        start("wonder land", "login: branch 17, password-file: secret");
        branch.awaitLog("event=unreached");
        assertEquals(0, world.arrivals().size());
        assertTrue(branchHome.run("queue").out().contains("far.example"));
    }
}
