package org.packetboat.app.compose.push;

import java.util.List;
import java.util.Optional;
import org.packetboat.connectors.jmx.server.Submissions;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.mail.Address;

/**
 * Hands sealed mail to our own queue. If it can't be delivered, the operator is told, or nobody.
 *
 * @param domain   of our mailbox
 * @param operator gets notices
 */
record PushPost(Submissions queue, String domain, Optional<Address> operator) {
    /** Our own mailbox. */
    String mailbox() {
        return PushMail.MAILBOX + "@" + domain;
    }

    /**
     * Puts it in the queue.
     *
     * @param key a repetition with the same one is no other mail
     * @return its queue id
     * @throws IllegalStateException if the queue does not take it, and why
     */
    String send(PushMail mail, String to, String subject, String key) {
        return queue.submit(operator.map(Address::toString).orElse(""), List.of(to),
                mail.text(mailbox(), to, subject), key, SubmissionOptions.NONE).toString();
    }
}
