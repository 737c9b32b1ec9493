package org.packetboat.engine.node;

import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.queue.OrderEntry;

/** The envelopes in a domain's queue, in order, read as they are asked for. */
record Waiting(MailQueue queue, Domain domain) {
    Stream<Envelope> stream() {
        OrderCursor cursor = queue.walk(domain);
        return Stream.generate(() -> step(cursor)).takeWhile(Optional::isPresent).flatMap(Optional::stream)
                .map(entry -> queue.envelope(entry.id())).flatMap(Optional::stream);
    }

    private static Optional<OrderEntry> step(OrderCursor cursor) {
        Optional<OrderEntry> entry = cursor.peek();
        entry.ifPresent(_ -> cursor.skip());
        return entry;
    }
}
