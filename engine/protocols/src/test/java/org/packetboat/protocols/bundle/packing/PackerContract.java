package org.packetboat.protocols.bundle.packing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.link.Transfer;

/** What every {@link Packer} promises: two of them, at the ends of one call. */
public abstract class PackerContract {
    /** The packer of the end that sends, in a call that has just begun. */
    protected abstract Packer sender();

    /** The packer of the end that takes in, in the same call. */
    protected abstract Packer receiver();

    /** Mail of which one bundle can be made. */
    protected abstract List<Transfer> mail();

    /** Lets everything happen that was asked for. */
    protected abstract void pass();

    private <T> T one(Consumer<Consumer<T>> question) {
        List<T> answers = new ArrayList<>();
        question.accept(answers::add);
        pass();
        assertEquals(1, answers.size(), "answered once");
        return answers.getFirst();
    }

    private int doneOnce(Consumer<Runnable> work) {
        List<String> done = new ArrayList<>();
        work.accept(() -> done.add("done"));
        pass();
        return done.size();
    }

    private PackedBundle packed() {
        return assertInstanceOf(Packing.Packed.class, this.<Packing>one(answer -> sender().freeze(mail(), answer)))
                .batch();
    }

    private Unpacked read(Body bundle) {
        return one(answer -> receiver().read(bundle, answer));
    }

    private static byte[] bytes(Body body) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < body.size())
            all.writeBytes(body.read(all.size(), 5000));
        return all.toByteArray();
    }

    @Test
    public void whatIsPackedIsTheSameUnpacked() {
        List<Transfer> sent = mail();
        List<BundledMail> came = assertInstanceOf(Unpacked.Mails.class, read(packed().body())).mails();
        assertEquals(sent.size(), came.size());
        for (int i = 0; i < sent.size(); i++)
            assertArrayEquals(bytes(sent.get(i).body()), bytes(came.get(i).body()));
    }

    @Test
    public void bundleIsKeptUntilItIsAcknowledged() {
        PackedBundle bundle = packed();
        assertEquals(List.of(bundle.id()), sender().thawed().stream().map(PackedBundle::id).toList());
        Unpacked.Mails mails = assertInstanceOf(Unpacked.Mails.class, read(bundle.body()));
        assertEquals(1, doneOnce(done -> receiver().accepted(mails, done)));
        assertTrue(sender().isReceipt(bundle.id(), receiver().receipt(bundle.id())));
        assertEquals(1, doneOnce(done -> sender().acknowledged(bundle, done)));
        assertEquals(List.of(), sender().thawed());
    }

    @Test
    public void bundleThatIsNeverSentAgainIsNotKept() {
        PackedBundle bundle = packed();
        sender().discard(bundle);
        pass();
        assertEquals(List.of(), sender().thawed());
    }

    /** Whatever is not part of the mail may be damaged: whoever receives a bundle compares it with its name, too. */
    @Test
    public void noMailOfADamagedBundleIsAnotherMail() {
        byte[] whole = bytes(packed().body());
        for (int at = 0; at < whole.length; at += Math.max(1, whole.length / 40)) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            if (read(new BytesBody(damaged)) instanceof Unpacked.Mails(var mails, Runnable _)) assertSame(mails, at);
        }
    }

    private void assertSame(List<BundledMail> came, int damaged) {
        List<Transfer> sent = mail();
        assertEquals(sent.size(), came.size());
        for (int i = 0; i < sent.size(); i++) {
            assertArrayEquals(bytes(sent.get(i).body()), bytes(came.get(i).body()), "byte " + damaged);
            assertEquals(sent.get(i).envelope().recipients().getFirst().address(),
                    came.get(i).submission().recipients().getFirst().address(), "byte " + damaged);
        }
    }

    @Test
    public void bundleOfNonsenseIsToldAsSuch() {
        byte[] whole = bytes(packed().body());
        for (int at = whole.length / 4; at < whole.length * 3 / 4; at++)
            whole[at] = (byte) (31 * at + 7);
        assertInstanceOf(Unpacked.Unusable.class, read(new BytesBody(whole)));
    }

    @Test
    public void bundleThatIsCutIsToldAsSuch() {
        byte[] whole = bytes(packed().body());
        for (int length : new int[]{0, 1, whole.length / 2, whole.length - 1})
            assertInstanceOf(Unpacked.Unusable.class, read(new BytesBody(Arrays.copyOf(whole, length))),
                    "of " + length + " bytes");
    }

    @Test
    public void answersComeInTheOrderAsked() {
        Body bundle = packed().body();
        List<String> answers = new ArrayList<>();
        receiver().read(bundle, _ -> answers.add("first"));
        receiver().read(new BytesBody(new byte[10]), _ -> answers.add("second"));
        receiver().read(bundle, _ -> answers.add("third"));
        pass();
        assertEquals(List.of("first", "second", "third"), answers);
    }

    @Test
    public void roomTakesUntilItIsFullAndGivesWhatItTook() {
        Room room = sender().room();
        assertFalse(room.isFull());
        assertTrue(room.take(mail().getFirst()));
        assertEquals(1, room.transfers().size());
    }

    /** The line is lost while a bundle is being taken in. */
    @Test
    public void closedPackerStillFinishesWhatItWasAsked() {
        Body bundle = packed().body();
        List<Unpacked> answers = new ArrayList<>();
        receiver().read(bundle, answers::add);
        receiver().close();
        receiver().close();
        pass();
        assertEquals(1, answers.size());
    }
}
