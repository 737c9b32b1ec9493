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
 * @param deliverBy  when its sender wanted it delivered (RFC 2852)
 */
public record Notice(NoticeKind kind, Message about, List<Entry> entries, Optional<Instant> retryUntil,
        Optional<Instant> deliverBy) {
    public Notice {
        entries = List.copyOf(entries);
    }

    /** The same with those recipients only whose sender wants to hear of it. */
    Notice wanted() {
        return new Notice(kind, about, entries.stream().filter(e -> kind.isWantedFor(e.recipient())).toList(),
                retryUntil, deliverBy);
    }

    /** One recipient's fate. */
    public record Entry(Recipient recipient, Reply reply) {}
}
