package org.packetboat.connectors.recipients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.peer.PeerLogin;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.Tls;

/** A directory in this process. */
class LdapRowsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");
    private static final Domain EXAMPLE = new Domain("example.com");
    private static final String READER = "cn=reader,dc=example,dc=com";

    @TempDir
    private Path folder;
    private InMemoryDirectoryServer directory;
    private long nanos;

    @BeforeEach
    void start() throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=com");
        config.setSchema(null);
        config.addAdditionalBindCredentials(READER, "secret");
        config.setAuthenticationRequiredOperationTypes(com.unboundid.ldap.sdk.OperationType.SEARCH);
        directory = new InMemoryDirectoryServer(config);
        directory.startListening();
        directory.add("dn: dc=example,dc=com", "objectClass: domain", "dc: example");
        Files.writeString(folder.resolve("password"), "secret\n");
    }

    @AfterEach
    void stop() {
        directory.shutDown(true);
    }

    private void person(String name, String... more) throws Exception {
        String[] lines = new String[3 + more.length];
        lines[0] = "dn: uid=" + name + ",dc=example,dc=com";
        lines[1] = "objectClass: person";
        lines[2] = "uid: " + name;
        System.arraycopy(more, 0, lines, 3, more.length);
        directory.add(lines);
    }

    private RecipientList list(Optional<String> filter) {
        return list(filter, Duration.ofMinutes(15));
    }

    private RecipientList list(Optional<String> filter, Duration every) {
        PeerPolicy policy = new PeerPolicy(Tls.OFF,
                Optional.of(new PeerLogin(READER, folder.resolve("password").toString(), false, true)));
        LdapRows rows = new LdapRows(new LdapRows.Server("127.0.0.1", directory.getListenPort(), policy),
                new LdapRows.Search("dc=example,dc=com", filter, "mail", Optional.of("l")), 10);
        return new RecipientList(new ListSettings("staff", Set.of(EXAMPLE), Optional.empty(), rows,
                every), folder);
    }

    private void look(RecipientList list) {
        list.look("north"::equals, nanos, NOW);
    }

    private static String find(RecipientList list, String name) {
        return switch (list.find(EXAMPLE, ListKey.of(EXAMPLE, name))) {
            case RecipientList.Answer.Found(var site) -> site.orElse("here");
            case RecipientList.Answer.Nobody(boolean sure) -> sure ? "nobody" : "nobody yet";
            case RecipientList.Answer.NotKnown() -> "not known";
        };
    }

    private static String problem(RecipientList list) {
        return list.status("north"::equals).problem().orElse("");
    }

    @Test
    void peopleAreReadPageByPageWithAllTheirAddresses() throws Exception {
        for (int i = 0; i < 25; i++)
            person("p" + i, "mail: p" + i + "@example.com", "mail: SMTP:q" + i + "@example.com", "l: north");
        person("nobody");
        RecipientList list = list(Optional.empty());
        look(list);
        assertEquals("", problem(list));
        assertEquals("north north nobody", find(list, "p24") + " " + find(list, "q0") + " " + find(list, "nobody"));
        assertEquals(50, list.status("north"::equals).rows());
    }

    @Test
    void filterIsTakenAsItIsWrittenWithItsEscapes() throws Exception {
        person("a", "mail: a@example.com", "l: north", "description: x (y)");
        person("b", "mail: b@example.com", "l: north", "description: x");
        RecipientList list = list(Optional.of("(description=x \\28y\\29)"));
        look(list);
        assertEquals("north nobody", find(list, "a") + " " + find(list, "b"));
    }

    @Test
    void directoryMayBeAwayAndIsAskedAgainAfterAMinute() throws Exception {
        person("a", "mail: a@example.com");
        RecipientList list = list(Optional.empty());
        look(list);
        int port = directory.getListenPort();
        directory.shutDown(true);
        nanos += Duration.ofMinutes(15).toNanos();
        look(list);
        assertEquals("here", find(list, "a"));
        assertTrue(problem(list).startsWith("can't be read: "), problem(list));
        look(list);
        assertEquals("here nobody yet", find(list, "a") + " " + find(list, "b"));
        assertTrue(port > 0);
    }

    @Test
    void directoryThatIsReadOftenIsReadAsOftenAfterTrouble() throws Exception {
        Duration often = Duration.ofSeconds(5);
        Files.writeString(folder.resolve("password"), "other\n");
        person("a", "mail: a@example.com");
        RecipientList list = list(Optional.empty(), often);
        look(list);
        Files.writeString(folder.resolve("password"), "secret\n");
        look(list);
        assertEquals("not known", find(list, "a"));
        nanos += often.toNanos();
        look(list);
        assertEquals("here", find(list, "a"));
    }

    @Test
    void wrongPasswordIsToldWithoutIt() throws Exception {
        Files.writeString(folder.resolve("password"), "topsecret\n");
        person("a", "mail: a@example.com");
        RecipientList list = list(Optional.empty());
        look(list);
        assertTrue(problem(list).contains("invalid credentials (49)"), problem(list));
        assertFalse((problem(list) + list.settings()).contains("topsecret"));
        Files.writeString(folder.resolve("password"), "secret\n");
        nanos += RecipientList.AGAIN.toNanos();
        look(list);
        assertEquals("here", find(list, "a"));
    }

    @Test
    void entryThatIsWrongIsToldByItsName() throws Exception {
        person("a", "mail: a@example.com", "l: moon");
        RecipientList list = list(Optional.empty());
        look(list);
        assertTrue(problem(list).contains("uid=a,dc=example,dc=com: found the site \"moon\""), problem(list));
    }

    @Test
    void badFilterIsToldAndNothingIsLost() throws IOException {
        RecipientList list = list(Optional.of("(mail=*"));
        look(list);
        assertTrue(problem(list).contains("filter error (87)"), problem(list));
    }
}
