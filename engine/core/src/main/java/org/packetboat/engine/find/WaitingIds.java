package org.packetboat.engine.find;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.queue.OrderEntry;

/** The ids of mail that waits for some domains, read a page at a time. Mail that comes in later is left out. */
public final class WaitingIds implements Iterator<EnvelopeId> {
    private final MailQueue queue;
    private final QueueId end;
    private final Iterator<Domain> domains;
    private Optional<OrderCursor> cursor = Optional.empty();

    /** @param domains in which order */
    public WaitingIds(MailQueue queue, Iterator<Domain> domains) {
        this.queue = queue;
        this.end = queue.nextId();
        this.domains = domains;
    }

    @Override
    public boolean hasNext() {
        return peek().isPresent();
    }

    @Override
    public EnvelopeId next() {
        EnvelopeId id = peek().orElseThrow(NoSuchElementException::new).id();
        cursor.ifPresent(OrderCursor::skip);
        return id;
    }

    private Optional<OrderEntry> peek() {
        while (true) {
            Optional<OrderEntry> entry = cursor.flatMap(OrderCursor::peek);
            if (entry.isPresent() && entry.get().id().message().compareTo(end) < 0) return entry;
            if (entry.isPresent()) {
                cursor.ifPresent(OrderCursor::skip);
            } else if (domains.hasNext()) {
                cursor = Optional.of(queue.walk(domains.next()));
            } else {
                return Optional.empty();
            }
        }
    }
}
