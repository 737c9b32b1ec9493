package org.packetboat.engine.intake;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;

/**
 * A message on its way in. Its bytes go to the store as they come, so that a big one needs little memory; none of them
 * counts before the commit, and what was never committed is gone after a restart at the latest. Used by one thread at
 * a time.
 */
public interface Incoming {
    /** The id the message will have; for the trace line. */
    QueueId id();

    /**
     * It comes under a name, so its text is to be known again ({@link org.packetboat.engine.trace.Fingerprint}). To be
     * called before the first bytes, which are our trace line.
     */
    default void recognise() {}

    /** Adds bytes of the message, CRLF line ends, no dot-stuffing. The array is copied or kept: don't change it. */
    void append(byte[] bytes, int offset, int length);

    /**
     * Whether so much has gathered in memory that {@link #unload} is called for. If it is not called, the next bytes
     * that are added may wait for the disk.
     */
    default boolean isFull() {
        return false;
    }

    /** Brings to the store what has gathered. Takes as long as the disk does. May meet {@link #abandon}. */
    default void unload() {}

    /** How many bytes were added. */
    long size();

    /**
     * Reads what was added, before the commit; at least one byte. What is in the store already takes as long as the
     * disk does.
     */
    default byte[] read(long offset, int most) {
        throw new UnsupportedOperationException("what was added can't be read");
    }

    /** The message waits in the queue until an operator lets it go. To be called before the commit. */
    default void hold(String why) {}

    /**
     * Forgets the message though whoever sent it is told that it was accepted; the operator is told that it vanished.
     *
     * @param why a line
     */
    default void discard(Submission submission, String why, Instant now) {
        abandon();
    }

    /**
     * The big send that the message's own header names ({@code X-Big-Send}), as far as it was added. Whoever trusts the
     * one it comes from puts it into the submission.
     */
    Optional<BigSendName> bigSend();

    /**
     * Commit A: the message and an envelope for each of its destination domains, durable and all at once.
     *
     * @param submission the message's envelope
     * @param now        the time of acceptance
     * @param answer     called once, from any thread, after the sync or after its failure
     */
    void commit(Submission submission, Instant now, Consumer<Receipt> answer);

    /**
     * Commit A of a notice instead: nobody gets the message, and its sender is told why. Of a message that is sent back
     * its header is enough. One without a sender is sent back to nobody; that is told to the operator. Nor is one sent
     * back whose sender is to hear nothing of any recipient; then it is only told that it was refused.
     *
     * @param submission its envelope with those recipients who don't get it
     * @param why        a 5xx
     * @param answer     called once, from any thread: accepted when the notice is durable, or was before; rejected if
     *                   there is nobody to be told
     */
    default void sendBack(Submission submission, Reply why, Instant now, Consumer<Receipt> answer) {
        abandon();
        answer.accept(new Receipt.Rejected(why));
    }

    /** Forgets the message. */
    void abandon();
}
