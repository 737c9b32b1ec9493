package org.packetboat.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.app.config.settings.HttpAccess;
import org.packetboat.connectors.http.Role;
import org.packetboat.engine.mail.Domain;

/** Where pages are served, and who sees them. */
class HttpSectionTest {
    @TempDir
    Path folder;

    private ConfigurationReading reading(String http) {
        return new ConfigurationReader(() -> new Domain("machine.example.com")).read("packetboat.yaml",
                ("server: Hub.example.com\n" + http).getBytes(), folder);
    }

    private Optional<HttpAccess> read(String http) {
        return assertInstanceOf(ConfigurationReading.Good.class, reading(http), () -> reading(http).toString())
                .configuration().http();
    }

    private String refused(String http) {
        return assertInstanceOf(ConfigurationReading.Bad.class, reading(http)).problems().toString();
    }

    @Test
    void nothingIsServedUnlessItIsWanted() {
        assertEquals(Optional.empty(), read(""));
    }

    @Test
    void onLoopbackEverybodyReads() {
        HttpAccess access = read("http: {}").orElseThrow();
        assertEquals("/127.0.0.1:8025", access.listen().toString());
        assertEquals(Role.READER, access.without());
        assertEquals(Set.of("hub.example.com"), access.names());
        assertEquals("packetboat.yaml:2:7: http.listen: taken", access.problem("taken"));
    }

    @Test
    void whereThereAreUsersTheyLogIn() throws IOException {
        Files.writeString(folder.resolve("accounts"), "");
        HttpAccess access = read("http: { auth-file: accounts, users: { anna: operator, rob: reader } }").orElseThrow();
        assertEquals(Role.ANYBODY, access.without());
        assertEquals(Map.of("anna", Role.OPERATOR, "rob", Role.READER), access.logins().orElseThrow().roles());
    }

    @Test
    void elsewhereThereMustBeTlsAndLogins() throws IOException {
        for (String file : new String[]{"accounts", "hub.crt", "hub.key"})
            Files.writeString(folder.resolve(file), "");
        String tls = "tls: { certificate: hub.crt, key: hub.key }, ";
        String users = "auth-file: accounts, users: { anna: operator }, ";
        String all = "listen: \"10.0.0.1:8025\" }";
        assertTrue(refused("http: { " + tls + all).contains("without \"auth-file\""));
        assertTrue(refused("http: { " + users + all).contains("without \"tls\";"));
        assertTrue(refused("http: { " + all).contains("without \"tls\" and \"auth-file\""));
        assertTrue(refused("http: { without-login: reader, " + tls + users + all).contains("expected nobody"));
        assertEquals(Role.ANYBODY, read("http: { " + tls + users + all).orElseThrow().without());
        assertTrue(refused("http: { users: { anna: operator } }").contains("only one of"));
    }

    @Test
    void aProxyMaySayWhoIsLoggedIn() throws IOException {
        Files.writeString(folder.resolve("proxy.secret"), "s3cret\n");
        HttpAccess access = read(
                "http: { proxy-login: { from: [127.0.0.1, 10.0.0.0/8], secret: { file: proxy.secret }, "
                        + "user-header: X-Remote-User, users: { anna: operator }, groups-header: X-Remote-Groups, "
                        + "groups: { helpdesk: reader } } }")
                .orElseThrow();
        HttpAccess.ProxyLogin proxy = access.proxy().orElseThrow();
        assertEquals(Optional.of("s3cret"), proxy.secret());
        assertEquals("X-Remote-User", proxy.userHeader());
        assertEquals(Map.of("helpdesk", Role.READER), proxy.groups());
        assertEquals(Role.ANYBODY, access.without());
    }

    @Test
    void aProxyMustBeKnownFromOthers() {
        String anna = "user-header: X-User, users: { anna: operator } } }";
        assertTrue(refused("http: { proxy-login: { from: \"::1\", " + anna).contains("without \"secret\""));
        assertTrue(refused("http: { proxy-login: { from: 0.0.0.0/0, " + anna).contains("without \"secret\""));
        assertTrue(refused("http: { proxy-login: { " + anna).contains("expected \"from\" and"));
        assertTrue(refused("http: { proxy-login: { from: 10.0.0.1, user-header: X-User } }").contains("neither"));
        assertTrue(refused("http: { proxy-login: { from: 10.0.0.1, user-header: X-User, groups: { a: reader } } }")
                .contains("only one of"));
        assertTrue(refused("http: { proxy-login: { from: 10.0.0.1, user-header: \"X User\", users: { a: reader } } }")
                .contains("the name of a header"));
    }
}
