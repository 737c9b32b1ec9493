package org.packetboat.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.app.config.settings.JmxAccess;
import org.packetboat.connectors.http.Role;
import org.packetboat.engine.mail.Domain;

/** Consoles on other machines are let in by TLS and a login, or not at all. */
class JmxSectionTest {
    private static final String WHOLE = """
            listen: "127.0.0.1:8026", tls: { certificate: c.pem, key: k.pem },
            auth-file: users, users: { anna: operator, nagios: reader }
            """.replace('\n', ' ');

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        for (String name : List.of("c.pem", "k.pem", "users", "ca.pem"))
            Files.writeString(folder.resolve(name), "");
    }

    private ConfigurationReading read(String jmx) {
        return new ConfigurationReader(() -> new Domain("hub.example.com")).read("packetboat.yaml",
                ("local-domains: [example.com]\njmx: { " + jmx + " }\n").getBytes(), folder);
    }

    private JmxAccess access(String jmx) {
        return assertInstanceOf(ConfigurationReading.Good.class, read(jmx)).configuration().jmx().orElseThrow();
    }

    private String problems(String jmx) {
        return assertInstanceOf(ConfigurationReading.Bad.class, read(jmx)).problems().toString();
    }

    @Test
    void saysWhereAndForWhom() {
        JmxAccess access = access(WHOLE);
        assertEquals(8026, access.listen().getPort());
        assertEquals("hub.example.com", access.host());
        assertEquals(Map.of("anna", Role.OPERATOR, "nagios", Role.READER), access.users().roles());
        assertEquals(Optional.empty(), access.users().authorities());
        assertEquals(Optional.of(folder.resolve("ca.pem")),
                access(WHOLE + ", client-ca: ca.pem").users().authorities());
        assertEquals("10.1.1.1", access(WHOLE + ", host: 10.1.1.1").host());
    }

    @Test
    void nothingIsOpenInClearOrWithoutALogin() {
        assertTrue(problems("listen: \"127.0.0.1:8026\"").contains("jmx"));
        for (String missing : List.of("tls", "auth-file", "listen"))
            assertTrue(problems(WHOLE.replace(missing + ":", "host:")).contains(missing), missing);
        assertTrue(problems(WHOLE.replace("users: {", "host: {")).contains("users"));
        assertTrue(problems(WHOLE.replace("8026", "0")).contains("a port other than 0"));
    }

    @Test
    void certificatesAloneSayWhoCalls() {
        String certificates = WHOLE.replace("auth-file: users", "client-ca: ca.pem");
        JmxAccess.Users users = access(certificates).users();
        assertEquals(Optional.empty(), users.passwords());
        assertEquals(Optional.of(folder.resolve("ca.pem")), users.authorities());
        assertEquals(Map.of("anna", Role.OPERATOR, "nagios", Role.READER), users.roles());
        assertTrue(problems(certificates.replace("users: {", "host: {")).contains("users"));
        assertTrue(problems(certificates.replace("ca.pem", "none.pem")).contains("none.pem"));
        assertTrue(problems(WHOLE.replace("auth-file: users,", "")).contains("client-ca"));
    }

    /** One reader reads the key and the hashes of SMTP, HTTP and JMX. */
    @Test
    void warnsOfAKeyAndOfHashesThatOthersMayRead() throws IOException {
        for (String name : List.of("k.pem", "users"))
            Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rw-r--r--"));
        String smtp = "smtp: { tls: { certificate: c.pem, key: k.pem }, auth-file: users }\n";
        String http = "http: { tls: { certificate: c.pem, key: k.pem }, auth-file: users, users: { a: reader } }\n";
        String told = new ConfigurationReader(() -> new Domain("hub.example.com")).read("packetboat.yaml",
                (smtp + http + "jmx: { " + WHOLE + " }\n").getBytes(), folder).toString();
        for (String key : List.of("smtp.tls.key", "smtp.auth-file", "http.tls.key", "http.auth-file", "jmx.tls.key",
                "jmx.auth-file"))
            assertTrue(told.contains(key + ": found a secret in "), () -> key + " is not in " + told);
    }
}
