package org.packetboat.app.config.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvisionedFileTest {
    private static final String SITE = "{\"site\":\"berlin\",\"domains\":[\"berlin.example\",\"*.b.example\"],"
            + "\"host\":\"mail.berlin.example\",\"port\":\"25\"}";

    @TempDir
    Path data;
    private ProvisionedFile file;
    private Provisioned one;
    private Provisioned two;

    @BeforeEach
    void make() {
        file = new ProvisionedFile(data);
        one = Provisioned.NONE.with(Map.of(Kind.LOGIN, Map.of("anna: \"x\"\t", Optional.of("pbkdf2-sha512$1$a$b")),
                Kind.DOMAIN, Map.of("shop.example", Optional.of("")), Kind.SITE, Map.of("berlin", Optional.of(SITE))));
        two = one.with(Map.of(Kind.DOMAIN, Map.of("shop.example", Optional.empty(), "new.example", Optional.of(""))));
    }

    private Path path(String name) {
        return data.resolve(name);
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        assertEquals(new ProvisionedFile.Kept(Provisioned.NONE, List.of()), file.read());
        for (Provisioned each : List.of(one, two, Provisioned.NONE)) {
            assertEquals(Optional.empty(), file.write(each));
            assertEquals(new ProvisionedFile.Kept(each, List.of()), file.read());
        }
    }

    /** YAML refuses such characters, and longer keys: a server could not start by what it had written. */
    @Test
    void whatCouldNotBeReadBackIsNoticedBefore() {
        assertTrue(ProvisionedFile.canKeep(one));
        for (String name : List.of("a\uffff", "a\ufffe", "\ud800", "\udc00x", "\"".repeat(600))) {
            Map<String, Optional<String>> logins = Map.of(name, Optional.of("pbkdf2-sha512$1$a$b"));
            assertFalse(ProvisionedFile.canKeep(one.with(Map.of(Kind.LOGIN, logins))), name);
        }
    }

    @Test
    void sitesHaveTheLinesThatTheyHaveInTheFile() throws IOException {
        file.write(one);
        List<String> lines = Files.readAllLines(file.file());
        List<String> sites = new String(one.sites(file.file()).orElseThrow().content(), StandardCharsets.UTF_8).lines()
                .toList();
        assertEquals(lines.indexOf("routes:"), sites.indexOf("routes:"));
        assertEquals(lines.getLast(), sites.getLast());
        assertEquals(Optional.empty(), Provisioned.NONE.sites(file.file()));
    }

    /** A power cut leaves what it likes; whatever that is, what is read is what was kept, and never half of it. */
    @Test
    void whereverItIsCutOffTheCopyIsUsed() throws IOException {
        file.write(one);
        byte[] whole = Files.readAllBytes(file.file());
        for (int length = 0; length < whole.length; length++) {
            Files.write(file.file(), Arrays.copyOf(whole, length));
            ProvisionedFile.Kept kept = file.read();
            assertEquals(one, kept.provisioned(), "cut to " + length);
            assertEquals(1, kept.problems().size());
            assertFalse(kept.problems().getFirst().isError());
        }
    }

    @Test
    void aBitThatFlipsIsNoticed() throws IOException {
        file.write(one);
        byte[] whole = Files.readAllBytes(file.file());
        for (int at = 0; at < whole.length; at++) {
            byte[] other = whole.clone();
            other[at] ^= 1;
            Files.write(file.file(), other);
            ProvisionedFile.Kept kept = file.read();
            assertEquals(one, kept.provisioned());
            assertTrue(kept.problems().getFirst().message().startsWith("is damaged or was changed by hand"));
        }
    }

    @Test
    void ofSomebodyKilledBetweenFileAndCopyTheFileCounts() throws IOException {
        file.write(one);
        byte[] copy = Files.readAllBytes(path("provisioned.copy.yaml"));
        file.write(two);
        Files.write(path("provisioned.copy.yaml"), copy);
        assertEquals(new ProvisionedFile.Kept(two, List.of()), file.read());
        assertEquals(Optional.empty(), file.mend(two));
        Files.delete(file.file());
        ProvisionedFile.Kept kept = file.read();
        assertEquals(two, kept.provisioned());
        assertTrue(
                kept.problems().getFirst().message().startsWith("is missing; its copy provisioned.copy.yaml is used"));
    }

    @Test
    void leftoversOfAWriteThatWasKilledDoNoHarm() throws IOException {
        file.write(one);
        Files.writeString(path("provisioned.new"), "# Written by");
        assertEquals(one, file.read().provisioned());
        file.write(two);
        assertEquals(two, file.read().provisioned());
        assertFalse(Files.exists(path("provisioned.new")));
    }

    @Test
    void whatIsDamagedIsKeptAsideAndMended() throws IOException {
        file.write(one);
        Files.writeString(file.file(), "logins: {}\n");
        assertEquals(Optional.empty(), file.mend(file.read().provisioned()));
        assertEquals(new ProvisionedFile.Kept(one, List.of()), file.read());
        assertEquals("logins: {}\n", Files.readString(path("provisioned.damaged.yaml")));
    }

    @Test
    void whereNeitherIsGoodThatIsAnError() throws IOException {
        file.write(one);
        Files.writeString(file.file(), "");
        Files.writeString(path("provisioned.copy.yaml"), "");
        ProvisionedFile.Kept kept = file.read();
        assertEquals(Provisioned.NONE, kept.provisioned());
        assertTrue(kept.problems().getFirst().isError());
        assertEquals(file.file() + ": is damaged or was changed by hand (its checksum is wrong), and its copy "
                + "provisioned.copy.yaml is damaged or was changed by hand (its checksum is wrong): it is not known "
                + "which logins, domains and sites were provisioned. Expected one of them as the server wrote it: "
                + "bring it back from a backup, or remove both to start without",
                kept.problems().getFirst().toString());
        Files.delete(path("provisioned.copy.yaml"));
        assertTrue(file.read().problems().getFirst().isError());
    }

    /** A full disk, or a folder that nobody may write to. */
    @Test
    void whatCantBeWrittenLeavesAllAsItWas() throws IOException {
        file.write(one);
        Files.createDirectories(path("provisioned.new").resolve("x"));
        assertThrows(IOException.class, () -> file.write(two));
        assertEquals(new ProvisionedFile.Kept(one, List.of()), file.read());
        Files.delete(file.file());
        assertTrue(file.mend(one).orElse("").contains("provisioned.yaml can't be written"));
    }

    @Test
    void aCopyThatCantBeWrittenIsToldOf() throws IOException {
        Files.createDirectories(path("provisioned.copy.yaml").resolve("x"));
        assertTrue(file.write(one).orElse("").contains("provisioned.copy.yaml can't be written"));
        assertEquals(one, file.read().provisioned());
    }

    @Test
    void hashesAreNotInWhatIsLogged() {
        assertFalse(one.toString().contains("pbkdf2"), one.toString());
    }
}
