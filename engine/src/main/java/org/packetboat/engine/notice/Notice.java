package org.packetboat.engine.notice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;

/**
 * What a sender is to be told about some recipients of a message.
 *
 * @param about      the message
 * @param entries    the recipients, with what was said of each
 * @param retryUntil for a delay: when it will be given up
 */
public record Notice(NoticeKind kind, Message about, List<Entry> entries, Optional<Instant> retryUntil) {
    public Notice {
        entries = List.copyOf(entries);
    }

    /** One recipient's fate. */
    public record Entry(Recipient recipient, Reply reply) {}
}
