package org.packetboat.engine.mail;

import java.time.Instant;
import java.util.Optional;

/**
 * The facts about a stored message that all of its envelopes share. Its bytes are stored once, under {@link #id()}.
 *
 * @param id            its queue id
 * @param arrived       when it was accepted
 * @param sender        the return path; empty for the null path {@code <>} of notices (RFC 5321 section 4.5.5)
 * @param size          its length in bytes as stored, trace line included
 * @param eightBit      whether its sender declared BODY=8BITMIME (RFC 6152)
 * @param international whether its sender declared SMTPUTF8 (RFC 6531)
 * @param returned      RET of RFC 3461: what a failure notice carries back
 * @param envelopeName  ENVID of RFC 3461 section 4.4 as xtext, unchanged
 * @param batch         the big send it belongs to
 * @param origin        where it came from, for the log: {@code smtp:192.0.2.7}, {@code smtp:LOGIN@192.0.2.7},
 *                      {@code notice}
 */
public record Message(QueueId id, Instant arrived, Optional<Address> sender, long size, boolean eightBit,
        boolean international, ReturnContent returned, Optional<String> envelopeName, Optional<String> batch,
        String origin) {
    /** The origin of what this server reports, to operators and to other servers. */
    public static final String REPORT = "report";

    /** The origin of what offers large mail. */
    public static final String OFFER = "offer";

    /** The origin of copies that go to a journal. */
    public static final String JOURNAL = "journal";

    /** Whether it offers large mail: if it can't be delivered, the mail itself still comes back. */
    public boolean isOffer() {
        return isNotice() && origin.equals(OFFER);
    }

    /** Whether it goes by itself however large it is: notices, offers of large mail, and reports. */
    public boolean goesByItself() {
        return isNotice() && !origin.equals(JOURNAL) || origin.equals(REPORT);
    }

    /** Whether it is a notice: nobody hears of its failure. */
    public boolean isNotice() {
        return sender.isEmpty();
    }
}
