package org.packetboat.protocols.uucp.greeting;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.TextRule;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.bundle.packing.BundledMail;
import org.packetboat.protocols.uucp.mail.Digest;

/**
 * What of a node's mail is taken, by its rights, over whatever it comes.
 *
 * @param node who brings it
 */
public record Admission(String node, CallerRights rights) {
    /** Why mail is not taken for a recipient; a 5xx. */
    public Optional<Reply> refusal(AnnouncedMail mail, Address to) {
        return rights.refusal(mail.sender(), to).or(() -> rights.unknown(to)).or(() -> rights.ruled(mail, to));
    }

    /** Why mail for these is put off, if too much waits for the site of one of them already. */
    public Optional<Reply> delay(List<Recipient> to) {
        return to.stream().flatMap(one -> rights.delay(one.address()).stream()).findFirst();
    }

    /**
     * Why a mail of a bundle is not taken, now or ever.
     *
     * @param submission its own, as it is believed
     * @param delays     whether the far side understands that mail is put off
     */
    public Optional<Reply> refusal(BundledMail mail, Submission submission, boolean delays, Instant now) {
        if (!mail.wellFormed()) return Optional.of(TextRule.BROKEN);
        AnnouncedMail sending = AnnouncedMail.of(submission, mail.body().size(), now);
        return submission.recipients().stream().map(Recipient::address)
                .flatMap(to -> refusal(sending, to).stream()).findFirst()
                .or(() -> delays ? delay(submission.recipients()) : Optional.empty());
    }

    /** Who may not relay may know its own mail again, and can't have that of others taken for known. */
    public Submission believed(Submission submission) {
        return rights.mayRelay()
                ? submission
                : told(submission.named(submission.name().map(name -> Digest.of(node, name) + "@" + node + ".uucp")));
    }

    /** Nobody hears of this mail, now or later, for whom it may not speak. */
    public Submission told(Submission submission) {
        return submission.sender().filter(sender -> !rights.mayBeTold(sender)).isPresent()
                ? submission.silent()
                : submission;
    }
}
