package org.packetboat.connectors.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerSealTest {
    private static final byte[] TEXT = "password: s3cret".getBytes(StandardCharsets.UTF_8);
    private static final String ABOUT = "configuration";

    @TempDir
    Path folder;
    private final ServerKeys hub = ServerKeys.make();
    private final ServerKeys branch = ServerKeys.make();

    private Optional<byte[]> open(byte[] sealed) {
        return ServerSeal.open(branch, hub.open(), ABOUT, sealed);
    }

    @Test
    void whoItIsForOpensItAndNothingOfItShows() {
        byte[] sealed = ServerSeal.seal(hub, branch.open(), ABOUT, TEXT);
        assertArrayEquals(TEXT, open(sealed).orElseThrow());
        assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("s3cret"));
        assertFalse(Arrays.equals(sealed, ServerSeal.seal(hub, branch.open(), ABOUT, TEXT)), "each time another key");
        assertArrayEquals(new byte[0], open(ServerSeal.seal(hub, branch.open(), ABOUT, new byte[0])).orElseThrow());
    }

    @Test
    void nobodyElseOpensIt() {
        assertTrue(
                ServerSeal.open(ServerKeys.make(), hub.open(), ABOUT, ServerSeal.seal(hub, branch.open(), ABOUT, TEXT))
                        .isEmpty());
    }

    @Test
    void whatAnotherSealedIsNotTheHubs() {
        assertTrue(open(ServerSeal.seal(ServerKeys.make(), branch.open(), ABOUT, TEXT)).isEmpty());
        // one who has the hub's public key, but not its private one
        ServerKeys thief = new ServerKeys(ServerKeys.make().signing(), hub.sealing(), hub.open());
        assertTrue(open(ServerSeal.seal(thief, branch.open(), ABOUT, TEXT)).isEmpty());
    }

    @Test
    void whatWasSealedForOneIsNotTakenAsForAnotherOrAsAnotherKind() {
        ServerKeys twin = new ServerKeys(branch.signing(), branch.sealing(), ServerKeys.make().open());
        assertTrue(
                ServerSeal.open(twin, hub.open(), ABOUT, ServerSeal.seal(hub, branch.open(), ABOUT, TEXT)).isEmpty());
        assertTrue(open(ServerSeal.seal(hub, branch.open(), "answer", TEXT)).isEmpty());
    }

    @Test
    void aFlippedBitOrAMissingEndIsFound() {
        byte[] sealed = ServerSeal.seal(hub, branch.open(), ABOUT, TEXT);
        for (int i = 0; i < sealed.length; i++) {
            byte[] damaged = sealed.clone();
            damaged[i] ^= 1;
            assertTrue(open(damaged).isEmpty(), "byte " + i);
            assertTrue(open(Arrays.copyOf(sealed, i)).isEmpty(), "cut off at " + i);
        }
    }

    @Test
    void keysAreMadeOnceAndOnlyTheirUserMayReadThem() throws IOException {
        Path file = folder.resolve("fleet.key");
        ServerKeys made = ServerKeys.in(file);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        ServerKeys read = ServerKeys.in(file);
        assertEquals(made.open(), read.open());
        assertArrayEquals(TEXT,
                ServerSeal.open(read, hub.open(), ABOUT, ServerSeal.seal(hub, made.open(), ABOUT, TEXT)).orElseThrow());
        assertFalse(made.toString().contains(Files.readAllLines(file).get(1)));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertTrue(assertThrows(IOException.class, () -> ServerKeys.in(file)).getMessage().contains("0600"));
    }

    @Test
    void aFileThatHoldsNoKeysIsNotReplaced() throws IOException {
        Path file = folder.resolve("fleet.key");
        ServerKeys.in(file);
        Files.writeString(file, "packetboat private keys 1\nAAAA\n");
        assertThrows(IOException.class, () -> ServerKeys.in(file));
        assertTrue(Files.readString(file).contains("AAAA"));
    }

    @Test
    void aPublicKeyIsAWord() {
        String word = hub.open().word();
        assertEquals(90, word.length());
        assertEquals(hub.open(), PublicKeys.parse(word + "\n"));
        for (String bad : new String[]{"", "pk1-", word.substring(1), word + "A", "pk1-" + "!".repeat(86)})
            assertThrows(IllegalArgumentException.class, () -> PublicKeys.parse(bad), bad);
    }
}
