package org.packetboat.simulator.world;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.status.EventReader;
import org.packetboat.engine.status.NumberedEvent;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.simulator.world.mail.Paper;

/**
 * Reads the journal of one node's events, over all its lives: what stands in it is on the disk. Tells the ledger what
 * became of letters, and sees that each recipient of each envelope has one end and no second.
 */
final class Journal {
    private static final int AT_ONCE = 200;

    private final String node;
    private final Ledger ledger;
    private final Map<QueueId, String> letters = new HashMap<>();
    private final Map<QueueId, Paper.OfNotice> notices = new HashMap<>();
    private final Map<EnvelopeId, Set<Address>> ended = new HashMap<>();
    private final Set<EnvelopeId> dead = new HashSet<>();
    private Optional<EventReader> reader = Optional.empty();
    private long seen = -1;

    Journal(String node, Ledger ledger) {
        this.node = node;
        this.ledger = ledger;
    }

    /** A new life begins: reads on, and learns which letters the queue holds. What is not noted by now never is. */
    void opened(MailQueue queue) {
        reader = Optional.of(queue.events().reader("world", () -> {}));
        for (DomainQueue domain : List.copyOf(queue.domains()))
            survey(queue, queue.walk(domain.domain()));
        queue.dead(Integer.MAX_VALUE).forEach(e -> learn(queue, e));
        read();
        ledger.crashed(node);
    }

    private void survey(MailQueue queue, OrderCursor cursor) {
        for (var entry = cursor.peek(); entry.isPresent(); entry = cursor.peek()) {
            queue.envelope(entry.get().id()).ifPresent(e -> learn(queue, e));
            cursor.skip();
        }
    }

    private void learn(MailQueue queue, Envelope envelope) {
        QueueId id = envelope.message().id();
        if (!letters.containsKey(id) && !notices.containsKey(id)) learn(id, Paper.read(queue.body(envelope.message())));
    }

    private void learn(QueueId id, Paper paper) {
        switch (paper) {
            case Paper.OfLetter letter -> letters.put(id, letter.token());
            case Paper.OfNotice notice -> notices.put(id, notice);
        }
    }

    /** Hears of an event as it happens: while the message is there its text can be read. */
    void told(StatusEvent event, MailQueue queue) {
        switch (event) {
            case StatusEvent.Accepted accepted -> learn(accepted.message(), Paper.read(queue.body(accepted.about())));
            case StatusEvent.NoticeSent sent -> queue.envelopes(sent.notice()).forEach(e -> learn(queue, e));
            default -> {
            }
        }
    }

    /** Reads all that is new. */
    void read() {
        for (List<NumberedEvent> events = next(); !events.isEmpty(); events = next()) {
            events.forEach(this::follow);
            reader.orElseThrow().commit(events.getLast().number());
        }
    }

    private List<NumberedEvent> next() {
        return reader.orElseThrow().read(AT_ONCE);
    }

    private void follow(NumberedEvent numbered) {
        if (numbered.number() <= seen) return;
        seen = numbered.number();
        switch (numbered.event()) {
            case StatusEvent.Delivered e -> {
                end(e, List.of(e.recipient()));
                delivered(e);
            }
            case StatusEvent.Refused e -> lost(e, List.of(e.recipient()));
            case StatusEvent.Expired e -> lost(e, List.of(e.recipient()));
            case StatusEvent.Deleted e -> {
                if (!dead.contains(e.id())) end(e, e.recipients());
                e.recipients().forEach(r -> bury(e.message(), r));
            }
            case StatusEvent.Died e -> {
                dead.add(e.id());
                bury(e.message());
            }
            case StatusEvent.EventsLost e -> throw new AssertionError("events lost: " + e);
            default -> {
            }
        }
    }

    private void end(StatusEvent.OfEnvelope event, List<Address> recipients) {
        for (Address recipient : recipients) {
            if (!ended.computeIfAbsent(event.id(), _ -> new HashSet<>()).add(recipient))
                throw new AssertionError(node + ": a second end: " + event);
        }
    }

    private void delivered(StatusEvent.Delivered event) {
        Optional.ofNullable(letters.get(event.message()))
                .ifPresent(token -> ledger.noted(node, event.id(), token, event.recipient()));
    }

    private void lost(StatusEvent.OfEnvelope event, List<Address> recipients) {
        end(event, recipients);
        Optional.ofNullable(letters.get(event.message()))
                .ifPresent(token -> recipients.forEach(r -> ledger.fate(token, r).givenUp = true));
        bury(event.message());
    }

    private void bury(QueueId message, Address recipient) {
        Optional.ofNullable(letters.get(message))
                .ifPresent(token -> ledger.fate(token, recipient).buried = true);
        bury(message);
    }

    /** A notice that goes no further: whom it is about is not told. */
    private void bury(QueueId message) {
        Optional.ofNullable(notices.get(message)).ifPresent(
                notice -> notice.entries().forEach(e -> ledger.fate(notice.token(), e.about()).buried = true));
    }
}
