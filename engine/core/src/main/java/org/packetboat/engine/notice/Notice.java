package org.packetboat.engine.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** The same with those of another about the same message. What is given up at several times, says the first. */
    Notice with(Notice other) {
        List<Entry> both = new ArrayList<>(entries);
        both.addAll(other.entries);
        return new Notice(kind, about, both, earlier(retryUntil, other.retryUntil),
                earlier(deliverBy, other.deliverBy));
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    /** One recipient's fate. */
    public record Entry(Recipient recipient, Reply reply, Optional<Outlook> outlook) {
        /** One that nothing more is to be expected of, or nobody knows what. */
        public Entry(Recipient recipient, Reply reply) {
            this(recipient, reply, Optional.empty());
        }
    }
}
