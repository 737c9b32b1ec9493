package org.packetboat.protocols.bundle.packing;

import java.util.List;
import java.util.function.Consumer;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.trace.StatusReport;

/**
 * Packs and reads the batches of one call. All of it is called from the line's thread and returns at once; what takes
 * its time is answered later, from any thread, in the order asked, always.
 */
public interface Packer {
    /** An empty batch to be filled. */
    Room room();

    /** What was frozen in earlier calls and may have begun to cross the line. */
    List<PackedBundle> thawed();

    /** Makes a batch of these. It is on disk when this answers. */
    void freeze(List<Transfer> transfers, Consumer<Packing> answer);

    /** The far side has taken in this batch of ours: it need not be kept, and later ones may be packed against it. */
    void acknowledged(PackedBundle batch, Runnable done);

    /** This batch of ours is never sent again. */
    void discard(PackedBundle batch);

    /** The far side lacks what batches were packed against: what is frozen from now on needs nothing. */
    void withoutHistory();

    /** Reads a batch of the far side. */
    void read(Body batch, Consumer<Unpacked> answer);

    /**
     * Every mail of this batch of theirs is taken in: to be called before they are told so, since what they pack next
     * may rely on it.
     */
    void accepted(Unpacked.Mails batch, Runnable done);

    /**
     * What proves to the far side that we have taken in its batch of this id: one word of letters, digits, - and _;
     * {@code -} where nobody insists on a proof.
     */
    String receipt(String id);

    /** Whether this word proves that the far side has taken in our batch of this id. */
    boolean isReceipt(String id, String word);

    /**
     * The call is over: what was read is given back, also what is still to be answered. May be called twice; nothing is
     * asked afterwards.
     */
    void close();

    /** Whether batches are encrypted; then nothing else goes to this far side, and nothing else is taken from it. */
    boolean isSealing();

    /** Whether the far side understands an answer that puts off some mail of its batch (4xx). */
    boolean understandsDelays();

    /** Whether the far side tells what becomes of mail, and takes such reports ({@link StatusReport}). */
    boolean takesReports();
}
