package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins, domains and sites that come and go while the server runs. */
class ProvisionIT {
    private static final byte[] LETTER = "Subject: hi\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String HASH = "pbkdf2-sha256$1000$c2FsdHNhbHRzYWx0c2FsdA==$aGFzaGhhc2hoYXNoaGFzaA==";

    @TempDir
    Path folder;
    private KeyStore keys;
    private Home home;
    private SmtpSink sink;
    private ServerProcess server;

    @BeforeEach
    void start() throws Exception {
        keys = TlsHome.certificate(folder);
        sink = new SmtpSink(_ -> false);
        home = new Home(folder).with("accounts", "# by hand\n" + TlsHome.account("alice", "wonder land"))
                .with("aliases.yaml", "staff: [anna@hub.example.com]\n")
                .with("packetboat.yaml", """
                        server: hub.example.com
                        data: data
                        local-domains: [hub.example.com]
                        aliases: aliases.yaml
                        msfsleep: 1s
                        msfrsleep: 1
                        smtp:
                          listen: "127.0.0.1:0"
                          relay-from: ["192.0.2.0/24"]
                          tls: { certificate: hub.crt, key: hub.key }
                          auth-file: accounts
                        """).with("schedules/far.yaml",
                        """
                                zone: UTC
                                windows: { shut: { cron: "SHUT", for: 1s } }
                                links: { lan: { kind: ip } }
                                routes:
                                  - { site: far, domains: far.example, window: shut, host: 127.0.0.1, port: 1 }
                                """);
        server = ServerProcess.start(home);
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) server.close();
        sink.close();
    }

    private Home.Said run(String command, String verb, String... arguments) {
        return Home.anywhere(Stream.concat(Stream.of(command, verb, "--config", home.configuration().toString()),
                Stream.of(arguments)).toArray(String[]::new));
    }

    private void done(String expected, Home.Said said) {
        assertEquals(0, said.exit(), said::all);
        assertEquals(expected, said.out().strip());
    }

    private void refused(String expected, Home.Said said) {
        assertEquals(1, said.exit(), said::all);
        assertTrue(said.err().contains(expected), said::all);
    }

    private Home.Said provision(String changes, String... options) {
        home.with("changes.yaml", changes);
        List<String> all = new ArrayList<>(List.of("provision", "--config", home.configuration().toString(),
                folder.resolve("changes.yaml").toString()));
        all.addAll(List.of(options));
        return Home.anywhere(all.toArray(String[]::new));
    }

    private SSLContext trust() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("hub", keys.getCertificate("hub"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private SmtpTalk secured() throws Exception {
        SmtpTalk talk = SmtpTalk.to(server.port());
        talk.secure(trust());
        return talk;
    }

    private void login(String user, String password, String expected) throws Exception {
        try (SmtpTalk talk = secured()) {
            talk.ask("AUTH PLAIN " + Base64.getEncoder()
                    .encodeToString(("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8)), expected);
        }
    }

    private void recipient(String address, String expected) throws Exception {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.ask("MAIL FROM:<x@elsewhere.example>", "250");
            talk.ask("RCPT TO:<" + address + ">", expected);
        }
    }

    private List<String> audit() throws IOException {
        return Files.readAllLines(home.data().resolve("audit.jsonl"));
    }

    /** Whoever has logged in then and is in the middle of a mail may end that, and begins no other. */
    @Test
    void aLoginCountsAtOnceAndIsGoneAtOnce() throws Exception {
        try (SmtpTalk open = secured()) {
            login("bob", "builder", "535");
            done("login bob: added", provision("logins: { bob: { password: builder } }\n", "--note", "ticket 7"));
            login("bob", "builder", "235");
            login("bob", "wrong", "535");
            login("alice", "wonder land", "235");
            done("login bob: is so already", provision("logins: { bob: { password: builder } }\n"));
            done("login bob: changed", provision("logins: { bob: { password: other } }\n"));
            login("bob", "builder", "535");
            login("bob", "other", "235");
            open.ask("AUTH PLAIN " + Base64.getEncoder().encodeToString("\0bob\0other".getBytes()), "235");
            open.ask("MAIL FROM:<bob@hub.example.com>", "250");
            done("bob", run("login", "list"));
            done("login bob: removed", run("login", "remove", "bob"));
            login("bob", "other", "535");
            login("alice", "wonder land", "235");
            open.ask("RCPT TO:<x@far.example>", "250");
            open.ask("RSET", "250");
            open.ask("MAIL FROM:<bob@hub.example.com>", "530 5.7.0 Your login is no longer valid");
            open.ask("MAIL FROM:<bob@hub.example.com>", "250");
            open.ask("RCPT TO:<x@far.example>", "554 5.7.1");
        }
        String user = System.getProperty("user.name");
        List<String> audit = audit();
        assertEquals(6, audit.size(), audit::toString);
        assertTrue(audit.getFirst().contains("\"user\":\"" + user + "\",\"address\":\"command\",\"action\":"
                + "\"login-added\",\"target\":\"bob\",\"note\":\"ticket 7\",\"answer\":\"\""), audit::toString);
        assertTrue(audit.get(1).contains("\"answer\":\"in force\""), audit::toString);
        assertTrue(audit.getLast().contains("login-removed"), audit::toString);
        server.awaitLog("event=operator-asked action=login-added target=bob user=" + user + " address=command");
        assertFalse(server.log().contains("builder"), server::log);
        assertFalse(Files.readString(home.data().resolve("provisioned.yaml")).contains("builder"));
    }

    @Test
    void aDomainCountsAtOnceAndIsGoneAtOnce() throws Exception {
        recipient("bob@shop.example", "554 5.7.1");
        done("domain shop.example: added", run("domain", "add", "Shop.Example"));
        recipient("bob@shop.example", "250");
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.send("x@elsewhere.example", List.of("staff@shop.example"), LETTER);
        }
        await().atMost(ServerProcess.PATIENCE).until(() -> home.mailOf("anna").size() == 1);
        refused("shop.example: found one that is provisioned already; \"packetboat domain list\" shows those that are",
                run("domain", "add", "shop.example"));
        done("domain shop.example: removed", run("domain", "remove", "shop.example"));
        recipient("bob@shop.example", "554 5.7.1");
        refused("found one that is not provisioned", run("domain", "remove", "shop.example"));
        done("no domain is provisioned", run("domain", "list"));
    }

    private void send(String to) throws Exception {
        try (SmtpTalk talk = secured()) {
            talk.ask("AUTH PLAIN " + Base64.getEncoder()
                    .encodeToString("\0alice\0wonder land".getBytes(StandardCharsets.UTF_8)), "235");
            talk.send("alice@hub.example.com", List.of(to), LETTER);
        }
    }

    @Test
    void aSiteCountsAtOnceAndItsMailIsToldOfWhenItGoes() throws Exception {
        done("site berlin: would be added",
                run("site", "add", "--dry-run", "berlin", "domains=berlin.example,b.example",
                        "link=lan", "host=127.0.0.1", "port=" + sink.port(), "window=shut"));
        done("no site is provisioned", run("site", "list"));
        done("site berlin: added", run("site", "add", "berlin", "domains=berlin.example,b.example", "link=lan",
                "host=127.0.0.1", "port=" + sink.port(), "window=shut"));
        send("bob@berlin.example");
        assertTrue(home.run("route", "bob@berlin.example").out().contains("provisioned.yaml:4"),
                home.run("route", "bob@berlin.example")::all);
        String lost = "note: 1 envelopes for berlin.example wait, and nothing serves it any more: they go when "
                + "something does, and come back when their time is over";
        done("site berlin: would be removed\n" + lost, run("site", "remove", "--dry-run", "berlin"));
        done("site berlin: removed\n" + lost, run("site", "remove", "berlin"));
        assertTrue(audit().getLast().contains("in force; 1 envelopes for berlin.example wait"), audit()::toString);
        assertTrue(sink.arrivals().isEmpty());
        done("site paris: added", provision("sites: { paris: { domains: '*.example', host: 127.0.0.1, port: %d } }\n"
                .formatted(sink.port())));
        await().atMost(ServerProcess.PATIENCE).until(() -> sink.arrivals().size() == 1);
        String status = home.run("status").out();
        assertTrue(status.contains("  provision  0 logins, 0 domains, 1 sites; last changed "), status);
    }

    @Test
    void whatContradictsWhatIsWrittenByHandIsRefusedWithItsPlace() throws Exception {
        refused("found a login that is in " + folder.resolve("accounts") + ":2 already; change it there, or give this "
                + "one another name", provision("logins: { alice: { password: x } }\n"));
        refused("found a domain that is in local-domains already, at " + home.configuration() + ":3:17",
                run("domain", "add", "hub.example.com"));
        refused("found a site that is at " + folder.resolve("schedules/far.yaml") + ":5:5 already",
                run("site", "add", "far", "domains=x.example", "host=x.example"));
        refused("found the domain far.example both as one whose mail stays here and in the route of site far, at "
                + folder.resolve("schedules/far.yaml") + ":5:27", run("domain", "add", "far.example"));
        refused("sites.near.window: found \"eats\"; expected one of: always, shut",
                provision("domains: [good.example]\nsites:\n  near: { domains: n.example, host: n, window: eats }\n"));
        refused("changes.yaml:3:3: sites.near.window", provision(
                "domains: [good.example]\nsites:\n  near: { domains: n.example, host: n, window: eats }\n"));
        refused("aliases.yaml:2:1: sales@two.example: found sales@two.example a second time", aliased());
        done("no domain is provisioned", run("domain", "list"));
        assertFalse(Files.exists(home.data().resolve("provisioned.yaml")));
        String status = home.run("status").out();
        assertTrue(status.contains("  provision  0 logins, 0 domains, 0 sites\n"), status);
    }

    private Home.Said aliased() {
        home.with("aliases.yaml", "sales: [anna@hub.example.com]\nsales@two.example: [bob@hub.example.com]\n");
        return run("domain", "add", "two.example");
    }

    @Test
    void whatIsProvisionedOutlivesTheServerAndItsDisk() throws Exception {
        done("login bob: added\ndomain shop.example: added\nsite b: added", provision("""
                logins: { bob: { password: builder } }
                domains: [shop.example]
                sites: { b: { domains: [b.example], link: lan, host: 127.0.0.1, port: 1, window: shut } }
                """));
        Path backups = folder.resolve("backups");
        assertEquals(0, home.run("backup", backups.toString()).exit());
        server.kill();
        server = ServerProcess.start(home);
        login("bob", "builder", "235");
        recipient("bob@shop.example", "250");
        send("bob@b.example");
        server.close();
        Files.writeString(home.data().resolve("provisioned.yaml"), "logins: {}\n");
        server = ServerProcess.start(home);
        login("bob", "builder", "235");
        String problem = "PROBLEM    " + home.data().toAbsolutePath().resolve("provisioned.yaml")
                + ": warning: is damaged or was changed by hand (its checksum is wrong); its copy";
        assertTrue(home.run("status").out().contains(problem), home.run("status")::all);
        done("login eve: added", run("login", "add", "--hash", HASH, "eve"));
        assertFalse(home.run("status").out().contains("its copy"), home.run("status")::all);
        server.close();
        Path next = folder.resolve("next");
        assertEquals(0, Home.anywhere("restore", backups.toString(), "--to", next.toString()).exit());
        home.with("packetboat.yaml", Files.readString(home.configuration()).replace("data: data", "data: next"));
        server = ServerProcess.start(home);
        login("bob", "builder", "235");
        recipient("bob@shop.example", "250");
        done("b", run("login", "list", "--json").exit() == 0 ? firstWord(run("site", "list")) : run("site", "list"));
    }

    private static Home.Said firstWord(Home.Said said) {
        return new Home.Said(said.exit(), said.lines().getLast().split(" ")[0], said.err());
    }

    @Test
    void whereNothingIsLeftOfItNoServerStarts() throws Exception {
        done("domain shop.example: added", run("domain", "add", "shop.example"));
        server.close();
        Files.writeString(home.data().resolve("provisioned.yaml"), "");
        Files.writeString(home.data().resolve("provisioned.copy.yaml"), "");
        Home.Said check = home.run("check", "--offline");
        assertEquals(4, check.exit(), check::all);
        assertTrue(check.all().contains("it is not known which logins, domains and sites were provisioned"),
                check::all);
        server = null;
    }

    @Test
    void twoAtOnceAndAThousandInAFileAreAllThere() throws Exception {
        StringBuilder many = new StringBuilder("sites:\n");
        StringBuilder logins = new StringBuilder("logins:\n");
        for (int i = 0; i < 1000; i++) {
            many.append("  s").append(i).append(": { domains: s").append(i)
                    .append(".example, host: 127.0.0.1, port: 1 }\n");
            logins.append("  u").append(i).append(": { hash: ").append(HASH).append(" }\n");
        }
        home.with("sites.yaml", many.toString()).with("logins.yaml", logins.toString());
        List<CompletableFuture<Home.Said>> all = Stream.of("sites.yaml", "logins.yaml")
                .map(name -> CompletableFuture.supplyAsync(() -> Home.anywhere("provision", "--config",
                        home.configuration().toString(), folder.resolve(name).toString())))
                .toList();
        for (CompletableFuture<Home.Said> each : all)
            assertEquals(1000, each.join().lines().size(), () -> each.join().all());
        assertEquals(1001, run("site", "list").lines().size());
        assertEquals(1000, run("login", "list").lines().size());
        assertEquals(4000, Stream.of("audit.1.jsonl", "audit.jsonl").map(home.data()::resolve).filter(Files::exists)
                .mapToLong(ProvisionIT::lines).sum());
        server.kill();
        server = ServerProcess.start(home);
        assertEquals(1001, run("site", "list").lines().size());
        assertEquals(1000, run("login", "list").lines().size());
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Killed while somebody provisions one domain after the other: those that were answered are there. */
    @Test
    void whatWasAnsweredIsThereAfterAKill() throws Exception {
        for (int kill = 0; kill < 3; kill++) {
            int round = kill;
            List<String> answered = new ArrayList<>();
            CompletableFuture<Void> busy = CompletableFuture.runAsync(() -> {
                for (int i = 0; run("domain", "add", name(round, i)).exit() == 0; i++)
                    synchronized (answered) {
                        answered.add(name(round, i));
                    }
            });
            await().atMost(ServerProcess.PATIENCE).until(() -> {
                synchronized (answered) {
                    return answered.size() >= 3 + round;
                }
            });
            server.kill();
            busy.join();
            server = ServerProcess.start(home);
            List<String> there = run("domain", "list").lines().stream().filter(d -> d.startsWith("r" + round)).toList();
            assertTrue(there.containsAll(answered) && there.size() <= answered.size() + 1,
                    () -> there + " for " + answered);
        }
    }

    private static String name(int round, int number) {
        return "r" + round + "-" + number + ".example";
    }

    @Test
    void whatCantBeWrittenDownIsNotDone() throws Exception {
        Files.createDirectories(home.data().resolve("provisioned.new/x"));
        refused("nothing was done, since " + home.data().toAbsolutePath().resolve("provisioned.yaml")
                + " can't be written", run("domain", "add", "shop.example"));
        recipient("bob@shop.example", "554 5.7.1");
        assertTrue(audit().getLast().contains("not done: it can't be written"), audit()::toString);
        Files.delete(home.data().resolve("audit.jsonl"));
        Files.createDirectories(home.data().resolve("audit.jsonl"));
        refused("nothing was done, since it can't be written into the audit log", run("domain", "add", "shop.example"));
    }
}
