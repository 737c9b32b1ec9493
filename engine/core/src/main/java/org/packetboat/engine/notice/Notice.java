package org.packetboat.engine.notice;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

    /** One for several of a kind about the same message. What is given up at several times, says the first. */
    static Notice joined(List<Notice> several) {
        Notice first = several.getFirst();
        List<Entry> entries = several.stream().flatMap(one -> one.entries.stream()).toList();
        return new Notice(first.kind, first.about, entries, earliest(several, Notice::retryUntil),
                earliest(several, Notice::deliverBy));
    }

    private static Optional<Instant> earliest(List<Notice> several, Function<Notice, Optional<Instant>> time) {
        return several.stream().map(time).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    /** One recipient's fate. */
    public record Entry(Recipient recipient, Reply reply, Optional<Outlook> outlook) {
        /** One that nothing more is to be expected of, or nobody knows what. */
        public Entry(Recipient recipient, Reply reply) {
            this(recipient, reply, Optional.empty());
        }
    }
}
