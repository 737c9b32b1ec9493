package org.packetboat.connectors.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import org.packetboat.engine.link.Transfer;
import org.packetboat.protocols.bundle.Seal;
import org.packetboat.protocols.bundle.Terms;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.protocols.bundle.packing.Agreement;
import org.packetboat.protocols.bundle.packing.PackedBundle;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.bundle.packing.Packing;
import org.packetboat.protocols.bundle.packing.Unpacked;

/** Two servers' batches with files and all, without a line between them; each codec may be missing on either side. */
@ParameterizedClass
@CsvSource({"NONE, NONE", "BROTLI, NONE", "NONE, BROTLI", "ZSTD, NONE", "NONE, ZSTD", "BOTH, NONE", "NONE, BOTH",
        "BROTLI, ZSTD", "BOTH, BOTH"})
class FileBatchingTest {
    private static final long RATE = 2_000_000;
    private static final byte[] MESSAGE = "Subject: prices\r\n\r\nas yesterday\r\n".getBytes(StandardCharsets.US_ASCII);

    @Parameter(0)
    private Lacking hubLacks;
    @Parameter(1)
    private Lacking denverLacks;
    @TempDir
    private Path folder;
    private Instant now = Instant.parse("2026-11-20T03:00:00Z");
    private Terms hubTerms = Terms.USUAL;
    private Terms denverTerms = Terms.USUAL;
    private Packer hub;
    private Packer denver;

    private Coders coders(String name) {
        return SomeCoders.without((name.equals("hub") ? hubLacks : denverLacks).codecs());
    }

    private FileBatching batching(String name) {
        return new FileBatching(name + ".example.com", folder.resolve(name),
                _ -> name.equals("hub") ? hubTerms : denverTerms, Runnable::run, (InstantSource) () -> now,
                coders(name));
    }

    /** Both in a call. */
    @BeforeEach
    void call() {
        hub = packer(batching("hub"), "denver", batching("denver").word("hub"));
        denver = packer(batching("denver"), "hub", batching("hub").word("denver"));
    }

    private static Packer packer(FileBatching batching, String node, Optional<String> heard) {
        return assertInstanceOf(Agreement.Batches.class, batching.agree(node, heard, RATE)).packer();
    }

    private static Seal seal(String secret) {
        return new Seal(secret, new SecureRandom());
    }

    private String refusal(FileBatching batching, Optional<String> heard) {
        return assertInstanceOf(Agreement.Refused.class, batching.agree("x", heard, RATE)).why();
    }

    private PackedBundle freeze(List<Transfer> transfers) {
        List<Packing> packed = new ArrayList<>();
        hub.freeze(transfers, packed::add);
        return assertInstanceOf(Packing.Packed.class, packed.getFirst()).batch();
    }

    private Unpacked read(PackedBundle batch) {
        List<Unpacked> read = new ArrayList<>();
        denver.read(batch.body(), read::add);
        return read.getFirst();
    }

    @Test
    void whatIsFrozenIsReadAndThenForgotten() {
        PackedBundle batch = freeze(Batches.mails(MESSAGE, MESSAGE));
        Unpacked.Mails mails = assertInstanceOf(Unpacked.Mails.class, read(batch));
        assertArrayEquals(MESSAGE, Batches.bytes(mails.mails().get(1).body()));
        List<String> done = new ArrayList<>();
        denver.accepted(mails, () -> done.add("accepted"));
        hub.acknowledged(batch, () -> done.add("acknowledged"));
        assertEquals(List.of("accepted", "acknowledged"), done);
        assertEquals(List.of(), hub.thawed());
    }

    @Test
    void whatIsFrozenIsThereAfterARestart() {
        List<Transfer> transfers = Batches.mails(MESSAGE, Corpus.text());
        PackedBundle batch = freeze(transfers);
        call();
        PackedBundle thawed = hub.thawed().getFirst();
        assertEquals(batch.id(), thawed.id());
        assertEquals(transfers.stream().map(PackedBundle::mark).toList(), thawed.marks());
        assertInstanceOf(Unpacked.Mails.class, read(thawed));
    }

    @Test
    void aFrozenFileThatWasDamagedIsDropped() throws Exception {
        freeze(Batches.mails(MESSAGE));
        try (Stream<Path> files = Files.list(folder.resolve("hub/denver/frozen"))) {
            Path file = files.findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 1]++;
            Files.write(file, bytes);
        }
        assertEquals(List.of(), hub.thawed());
    }

    @Test
    void whatNobodyAskedForInWeeksIsDropped() {
        freeze(Batches.mails(MESSAGE));
        now = Instant.now().plusSeconds(15 * 86_400);
        call();
        assertEquals(List.of(), hub.thawed());
    }

    @Test
    void withAKeyNothingOfItCanBeSeen() {
        hubTerms = new Terms(true, Optional.of(seal("a secret of both servers")));
        denverTerms = new Terms(true, Optional.of(seal("a secret of both servers")));
        call();
        PackedBundle batch = freeze(Batches.mails(MESSAGE));
        String seen = new String(Batches.bytes(batch.body()), StandardCharsets.ISO_8859_1);
        assertFalse(seen.contains("branch.example") || seen.contains("prices"));
        Unpacked.Mails mails = assertInstanceOf(Unpacked.Mails.class, read(batch));
        assertArrayEquals(MESSAGE, Batches.bytes(mails.mails().getFirst().body()));
        assertTrue(hub.isReceipt(batch.id(), denver.receipt(batch.id())));
        assertFalse(hub.isReceipt(batch.id(), "-"));
        assertTrue(hub.isSealing() && denver.isSealing());
    }

    @Test
    void aBatchThatIsNotEncryptedIsNotRead() {
        PackedBundle batch = freeze(Batches.mails(MESSAGE));
        hubTerms = new Terms(true, Optional.of(seal("a secret of both servers")));
        denverTerms = hubTerms;
        call();
        assertEquals(Unpacked.Fault.KEY, assertInstanceOf(Unpacked.Unusable.class, read(batch)).fault());
        assertEquals(List.of(), hub.thawed());
    }

    @Test
    void keysThatDifferAreTold() {
        FileBatching open = batching("hub");
        denverTerms = new Terms(true, Optional.of(seal("a secret of both servers")));
        FileBatching sealed = batching("denver");
        assertEquals("no key for encryption here, and one there", refusal(open, sealed.word("x")));
        assertEquals("no key for encryption there, and one here", refusal(sealed, open.word("x")));
        assertEquals("no key for encryption there, and one here", refusal(sealed, Optional.empty()));
        hubTerms = new Terms(true, Optional.of(seal("another secret of others")));
        assertEquals("another key for encryption there (" + denverTerms.seal().get().keyName() + ") than here ("
                + hubTerms.seal().get().keyName() + ")", refusal(open, sealed.word("x")));
    }

    @Test
    void whoeverCannotOrMayNotGetsHisMailOneByOne() {
        FileBatching ours = batching("hub");
        assertInstanceOf(Agreement.OneByOne.class, ours.agree("x", Optional.empty(), RATE));
        assertInstanceOf(Agreement.OneByOne.class, ours.agree("x", Optional.of("something-else"), RATE));
        assertInstanceOf(Agreement.OneByOne.class, ours.agree("../x", ours.word("x"), RATE));
        hubTerms = new Terms(false, Optional.empty());
        assertInstanceOf(Agreement.OneByOne.class, ours.agree("x", batching("denver").word("hub"), RATE));
        assertEquals(Optional.empty(), ours.word("x"));
    }

    @Test
    void troubleIsAnAnswerToo() throws Exception {
        List<Packing> packed = new ArrayList<>();
        Files.delete(folder.resolve("hub/denver/frozen"));
        hub.freeze(Batches.mails(MESSAGE), packed::add);
        assertInstanceOf(Packing.Failed.class, packed.getFirst());
        List<Unpacked> read = new ArrayList<>();
        denver.read(new org.packetboat.engine.link.Body() {
            @Override
            public long size() {
                return 100;
            }

            @Override
            public byte[] read(long offset, int most) {
                throw new IllegalStateException("gone");
            }
        }, read::add);
        assertEquals(new Unpacked.Failed("gone"), read.getFirst());
    }
}
