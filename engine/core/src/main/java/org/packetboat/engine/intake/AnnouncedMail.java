package org.packetboat.engine.intake;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.mail.Address;

/**
 * What is known of a message before it is there.
 *
 * @param sender   the return path; empty for the null path
 * @param entrance where it comes in
 * @param size     how large it is said to be, in bytes; 0 if nobody has said
 * @param at       when that is
 */
public record AnnouncedMail(Optional<Address> sender, Entrance entrance, long size, Instant at) {
    /** That of a submission whose text is there. */
    public static AnnouncedMail of(Submission submission, long size, Instant at) {
        return new AnnouncedMail(submission.sender(), submission.entrance(), size, at);
    }
}
