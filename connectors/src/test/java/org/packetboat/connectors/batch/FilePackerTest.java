package org.packetboat.connectors.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Letters;
import org.packetboat.engine.link.Transfer;
import org.packetboat.protocols.bundle.Terms;
import org.packetboat.protocols.bundle.packing.Agreement;
import org.packetboat.protocols.bundle.packing.PackedBundle;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.bundle.packing.PackerContract;
import org.packetboat.protocols.bundle.packing.Packing;
import org.packetboat.protocols.bundle.packing.Unpacked;

/** Bundles that lie in files, packed on threads that the test holds by hand. */
class FilePackerTest extends PackerContract {
    private static final byte[] PRICES = "Subject: prices\r\n\r\nas yesterday\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;
    private final Deque<Runnable> work = new ArrayDeque<>();
    private FilePacker hub;
    private FilePacker denver;

    /** What both ends of the call want. */
    Terms terms() {
        return Terms.USUAL;
    }

    @BeforeEach
    void call() {
        FileBatching atHub = batching("hub");
        FileBatching atDenver = batching("denver");
        hub = packer(atHub.agree("denver", atDenver.word("hub"), Batches.LAN));
        denver = packer(atDenver.agree("hub", atHub.word("denver"), Batches.LAN));
    }

    private FileBatching batching(String name) {
        return new FileBatching(name + ".example", folder.resolve(name), _ -> terms(), work::add, Clock.systemUTC(),
                Batches.CODERS);
    }

    private static FilePacker packer(Agreement agreed) {
        return (FilePacker) assertInstanceOf(Agreement.Batches.class, agreed).packer();
    }

    @Override
    protected Packer sender() {
        return hub;
    }

    @Override
    protected Packer receiver() {
        return denver;
    }

    @Override
    protected List<Transfer> mail() {
        return Batches.mails(PRICES, "Subject: none\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    protected void pass() {
        while (!work.isEmpty())
            work.remove().run();
    }

    private PackedBundle packed() {
        List<Packing> answers = new ArrayList<>();
        hub.freeze(mail(), answers::add);
        pass();
        return assertInstanceOf(Packing.Packed.class, answers.getFirst()).batch();
    }

    @Test
    void whatWasReadIsGivenBackWhenTheCallIsLost() {
        denver.read(packed().body(), _ -> {});
        pass();
        assertEquals(1, denver.held());
        denver.close();
        pass();
        assertEquals(0, denver.held());
    }

    @Test
    void whatIsReadAfterTheCallWasLostIsGivenBack() {
        denver.read(packed().body(), _ -> {});
        denver.close();
        pass();
        assertEquals(0, denver.held());
    }

    @Test
    void whatIsClosedIsGivenBackWithoutBeingAccepted() {
        List<Unpacked> answers = new ArrayList<>();
        denver.read(packed().body(), answers::add);
        pass();
        assertInstanceOf(Unpacked.Mails.class, answers.getFirst()).close().run();
        pass();
        assertEquals(0, denver.held());
    }

    @Test
    void bodyThatCannotBeReadIsAnAnswer() {
        assertFails(new IllegalStateException("gone"));
    }

    @Test
    void errorIsAnAnswerToo() {
        assertFails(new StackOverflowError("too deep"));
    }

    private void assertFails(Throwable why) {
        Body broken = new Body() {
            @Override
            public long size() {
                return 100;
            }

            @Override
            public byte[] read(long offset, int most) {
                if (why instanceof Error error) throw error;
                throw (RuntimeException) why;
            }
        };
        List<Packing> packed = new ArrayList<>();
        hub.freeze(List.of(Letters.letter(9, broken, "b@branch.example")), packed::add);
        List<Unpacked> read = new ArrayList<>();
        denver.read(broken, read::add);
        pass();
        assertInstanceOf(Packing.Failed.class, packed.getFirst());
        assertInstanceOf(Unpacked.Failed.class, read.getFirst());
        whatIsPackedIsTheSameUnpacked();
    }
}
