package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.smtp.client.TestAuthority;

/** The example of docs/recipients.md with a real directory, which has more people than one answer may have. */
class DirectoryIT {
    private static final int PEOPLE = 1234;
    private static final Pattern EXAMPLE = Pattern.compile("(?s)## From a directory\n\n```yaml\n(.*?)```");
    private static final String READS_ALL = "limits dn.exact=\"" + Slapd.READER + "\" size=unlimited\n";

    @TempDir
    static Path authorities;
    private static TestAuthority authority;
    private static TestAuthority other;

    @TempDir
    Path folder;
    private Slapd directory;
    private Home home;
    private ServerProcess server;

    @BeforeAll
    static void needSlapd() throws Exception {
        Slapd.needSlapd();
        authority = authority("company");
        authority.issue("localhost");
        authority.issue("ldap.example.net");
        other = authority("other");
        other.forge("localhost", authority);
    }

    /** Of the same name, whoever it is: anybody can write that into a certificate. */
    private static TestAuthority authority(String place) throws Exception {
        return TestAuthority.in(Files.createDirectories(authorities.resolve(place + "/CA")), "RSA");
    }

    @BeforeEach
    void make() throws Exception {
        home = new Home(Files.createDirectory(folder.resolve("packetboat"))).with("ldap-password",
                Slapd.PASSWORD + "\n").with("schedules/north.yaml",
                        "routes: [{ site: north, domains: [north.example.net], host: 127.0.0.1, port: 9 }]\n");
        trusted(authority);
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (server != null) server.close();
        if (directory != null) directory.close();
    }

    private void trusted(TestAuthority by) throws Exception {
        home.with("company-ca.pem", Files.readString(by.certificate("ca")));
    }

    /** Shows the certificate from its next start on. */
    private void shows(TestAuthority issuer, String host) throws Exception {
        Path place = Files.createDirectories(folder.resolve("slapd"));
        Files.copy(issuer.certificate(host), place.resolve("slapd.crt"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(issuer.key(host), place.resolve("slapd.key"), StandardCopyOption.REPLACE_EXISTING);
    }

    private void directory() throws Exception {
        shows(authority, "localhost");
        directory = Slapd.in(folder.resolve("slapd"));
        StringBuilder people = new StringBuilder(Slapd.person("bob", "departmentNumber: north"))
                .append(Slapd.person("gone", "employeeType: left"));
        for (int i = 2; i < PEOPLE; i++)
            people.append(Slapd.person("p" + i));
        directory.add(people.toString());
    }

    private void configure(String tls, int port) throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../docs/recipients.md")));
        assertTrue(example.find());
        home.with("packetboat.yaml", """
                server: hub.example.com
                data: data
                local-domains: [hub.example.com, example.com]
                schedules: [schedules/]
                smtp: { listen: "127.0.0.1:0", relay-from: [] }
                """ + example.group(1).replace("host: ldap.example.com",
                "host: localhost\n        port: " + port + "\n        tls: " + tls + "\n        every: 1s"));
    }

    private void answers(String recipient, String expected) throws IOException {
        try (SmtpTalk talk = SmtpTalk.to(server.port())) {
            talk.ask("MAIL FROM:<anna@else.example.org>", "250");
            talk.ask("RCPT TO:<" + recipient + "@example.com>", expected);
        }
    }

    private void allAreAnsweredAsListed(String unknown) throws IOException {
        answers("bob", "250");
        answers("P" + (PEOPLE - 1), "250");
        answers("postmaster", "250");
        answers("gone", unknown);
    }

    private void awaitStatus(String text) {
        await().atMost(ServerProcess.PATIENCE).untilAsserted(() -> {
            String said = home.run("status").out();
            assertTrue(said.contains(text), () -> text + " in\n" + said);
        });
    }

    private void awaitNoProblem() {
        await().atMost(ServerProcess.PATIENCE)
                .untilAsserted(() -> assertEquals(0, home.run("recipients").exit(), home.run("recipients")::all));
    }

    /** Reads it both by StartTLS and by TLS from the first byte. */
    private void read(String expected) throws IOException {
        configure("must", directory.port());
        assertTrue(check().contains(expected), this::check);
        configure("implicit", directory.securedPort());
        assertTrue(check().contains(expected), this::check);
    }

    private String check() {
        return Home.anywhere("recipients", "check", "staff", "--config", home.configuration().toString()).out();
    }

    @Test
    void listOfADirectoryHoldsWhileItIsAwayAndFollowsItWhenItIsBack() throws Exception {
        directory();
        directory.configure(READS_ALL);
        directory.start();
        configure("must", directory.port());
        server = ServerProcess.start(home);
        server.awaitLog("event=recipients-read list=staff rows=" + (PEOPLE - 1) + " ");
        allAreAnsweredAsListed("550 5.1.1");
        Home.Said bob = Home.anywhere("recipients", "find", "bob@example.com", "--config",
                home.configuration().toString());
        assertTrue(bob.out().contains("lives at the site north"), bob::all);

        directory.kill();
        awaitStatus("PROBLEM");
        allAreAnsweredAsListed("451 4.3.0");
        server.stop();
        server = ServerProcess.start(home);
        allAreAnsweredAsListed("451 4.3.0");
        awaitStatus("recipients staff (ldap localhost:" + directory.port());

        answers("carol", "451 4.3.0");
        directory.add(Slapd.person("carol"));
        directory.start();
        server.awaitLog("event=recipients-read list=staff rows=" + PEOPLE + " added=1 removed=0 moved=0");
        answers("carol", "250");
        allAreAnsweredAsListed("550 5.1.1");
        awaitNoProblem();

        trusted(other);
        awaitStatus("comes from no authority that is trusted; write the certificate of its authority into "
                + home.folder().resolve("company-ca.pem"));
        allAreAnsweredAsListed("451 4.3.0");
        trusted(authority);
        awaitNoProblem();
    }

    @Test
    void directoryIsBelievedWithItsOwnCertificateAndWholeAnswersAndTheRemedyIsTold() throws Exception {
        directory();
        directory.start();
        read("the directory has to let the login read all entries");
        directory.kill();
        directory.configure(READS_ALL);
        directory.start();
        read("staff: " + (PEOPLE - 1) + " recipients; ");
        directory.kill();
        shows(authority, "ldap.example.net");
        directory.start();
        read("\"host\" has to be a name that the directory's certificate has");
        directory.kill();
        shows(other, "localhost");
        directory.start();
        read("comes from no authority that is trusted");
    }
}
