package org.packetboat.simulator.world.books;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.status.EventReader;
import org.packetboat.engine.status.NumberedEvent;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.StoreException;
import org.packetboat.simulator.world.mail.Paper;

/**
 * Reads the journal of one node's events, over all its lives: what stands in it is on the disk. Now and then it forgets
 * how far it came, as a system may that is not there, and gets the same again. Tells the ledger what became of letters.
 */
public final class Journal {
    private static final int AT_ONCE = 200;

    private final String node;
    private final Ledger ledger;
    private final SplittableRandom random;
    private final Map<QueueId, String> letters = new HashMap<>();
    private final Map<QueueId, Paper.OfNotice> notices = new HashMap<>();
    private final Map<Long, StatusEvent> seen = new HashMap<>();
    private final Set<StatusEvent> told = new HashSet<>();
    /** What was handed to the next node, and for whom. */
    private final Set<String> relayed = new HashSet<>();
    private final Story story;
    private Optional<EventReader> reader = Optional.empty();
    private long last = -1;

    public Journal(String node, Ledger ledger, SplittableRandom random) {
        this.node = node;
        this.ledger = ledger;
        this.random = random;
        this.story = new Story(node);
    }

    /** A new life begins: reads on, and learns which letters the queue holds. What is not noted by now never is. */
    public void opened(MailQueue queue) {
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
        if (letters.containsKey(id) || notices.containsKey(id)) return;
        Paper.find(queue.body(envelope.message())).ifPresent(paper -> learn(id, paper));
    }

    private void learn(QueueId id, Paper paper) {
        switch (paper) {
            case Paper.OfLetter letter -> letters.put(id, letter.token());
            case Paper.OfNotice notice -> notices.put(id, notice);
            case Paper.OfOffer _, Paper.OfRequest _ -> {
            }
        }
    }

    /** Hears of an event as it happens: while the message is there its text can be read. It is on the disk by now. */
    public void told(StatusEvent event, MailQueue queue) {
        boolean changesNothing = event instanceof StatusEvent.Sending || event instanceof StatusEvent.Progress
                || event instanceof StatusEvent.Repeated;
        if (event instanceof StatusEvent.OfMessage && !changesNothing) told.add(event);
        switch (event) {
            case StatusEvent.Accepted accepted ->
                Paper.find(queue.body(accepted.about())).ifPresent(paper -> learn(accepted.message(), paper));
            case StatusEvent.NoticeSent sent -> queue.envelopes(sent.notice()).forEach(e -> learn(queue, e));
            case StatusEvent.Handled handled when handled.what().equals("resent") -> Optional
                    .ofNullable(letters.get(handled.message())).ifPresent(token -> ledger.sentAgain(node, token));
            default -> {
            }
        }
    }

    /** Reads all that is new. */
    public void read() {
        for (List<NumberedEvent> events = next(); !events.isEmpty(); events = next()) {
            events.forEach(this::take);
            if (random.nextBoolean()) commit(events.getLast().number());
        }
    }

    private List<NumberedEvent> next() {
        return reader.orElseThrow().read(AT_ONCE);
    }

    private void commit(long number) {
        try {
            reader.orElseThrow().commit(number);
        } catch (StoreException e) {
            return; // the next one makes up for it
        }
    }

    /** A number comes again only with the same event. */
    private void take(NumberedEvent numbered) {
        StatusEvent event = numbered.event();
        StatusEvent before = seen.putIfAbsent(numbered.number(), event);
        if (before != null && !before.equals(event))
            throw new AssertionError(node + ": event " + numbered.number() + " was " + before + " and is " + event);
        if (before != null) return;
        if (numbered.number() <= last)
            throw new AssertionError(node + ": event " + numbered.number() + " comes after " + last);
        last = numbered.number();
        story.follow(event);
        follow(event);
    }

    private void follow(StatusEvent event) {
        switch (event) {
            case StatusEvent.Relayed e -> {
                relayed.add(e.id() + " " + e.recipient());
                ledger.noted(node, e.id(), e.recipient());
            }
            case StatusEvent.Delivered e when relayed.contains(e.id() + " " + e.recipient()) ->
                Optional.ofNullable(letters.get(e.message()))
                        .ifPresent(token -> ledger.saidToHaveArrived(node, token, e.recipient()));
            case StatusEvent.Delivered e -> ledger.noted(node, e.id(), e.recipient());
            case StatusEvent.Refused e -> lost(e.message(), e.recipient());
            case StatusEvent.Expired e -> lost(e.message(), e.recipient());
            case StatusEvent.Deleted e -> e.recipients().forEach(r -> bury(e.message(), r));
            case StatusEvent.Withdrawn e -> e.recipients().forEach(r -> bury(e.message(), r));
            case StatusEvent.Died e -> bury(e.message());
            default -> {
            }
        }
    }

    private void lost(QueueId message, Address recipient) {
        Optional.ofNullable(letters.get(message)).ifPresent(token -> ledger.fate(token, recipient).givenUp = true);
        bury(message);
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

    /** Nothing waits at the node any more: what was told is in the journal, and every story is told to its end. */
    public void isOver(Set<QueueId> garbled) {
        told.removeAll(new HashSet<>(seen.values()));
        if (!told.isEmpty()) throw new AssertionError(node + ": told, but not kept: " + told);
        story.isOver(garbled);
    }
}
