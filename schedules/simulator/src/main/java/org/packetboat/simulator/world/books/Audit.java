package org.packetboat.simulator.world.books;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.sim.SimStore;
import org.packetboat.engine.store.Family;

/** Goes through the stores of all nodes and the ledger, and finds what is not as it must be. */
public final class Audit {
    private static final byte[] FIRST = {};
    private static final byte[] BEYOND = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
    private static final byte[] NOTES = "note\0".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTES_END = "note\1".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SETTLED = "settled\0".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SETTLED_END = "settled\1".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SETTLED_AT = "settledat\0".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SETTLED_AT_END = "settledat\1".getBytes(StandardCharsets.UTF_8);
    private static final int TIMER_ENVELOPE = 9;

    /**
     * What is looked through.
     *
     * @param name    of the node
     * @param store   what is on its disk
     * @param queue   what it makes of it
     * @param garbled the messages that the disk has damaged: what is left of them is nobody's guess
     */
    public record Books(String name, SimStore store, MailQueue queue, Set<QueueId> garbled) {}

    private final List<String> found = new ArrayList<>();

    /** @throws AssertionError with all that was found wrong so far */
    public void report() {
        if (!found.isEmpty()) throw new AssertionError(String.join("\n", found));
    }

    private void expect(boolean right, String otherwise) {
        if (!right) found.add(otherwise);
    }

    /** Envelopes, order, bodies, timers and counters of a node agree. Holds whenever nothing is unwritten. */
    public void books(Books books) {
        SimStore store = books.store();
        Set<EnvelopeId> ordered = ordered(books);
        Set<EnvelopeId> kept = ids(store, Family.ENVELOPES, 0);
        ordered.removeIf(id -> books.garbled().contains(id.message()));
        kept.removeIf(id -> books.garbled().contains(id.message()));
        expect(ordered.equals(kept), books.name() + ": in order " + ordered + " but kept " + kept);
        Set<QueueId> messages = messages(kept);
        messages.addAll(messages(ids(store, Family.DEAD, 0)));
        Set<EnvelopeId> timed = ids(store, Family.TIMERS, TIMER_ENVELOPE);
        messages.addAll(notes(books, timed));
        messages.addAll(settled(books));
        Set<QueueId> bodies = messages(ids(store, Family.BODIES, 0));
        messages.removeAll(books.garbled());
        bodies.removeAll(books.garbled());
        expect(messages.equals(bodies), books.name() + ": envelopes of " + messages + " but bodies of " + bodies);
        kept.forEach(id -> expect(timed.contains(id), books.name() + ": " + id + " has no timer"));
    }

    /** What waits to be told to senders has a timer, and bytes of a message under an id of its own. */
    private Set<QueueId> notes(Books books, Set<EnvelopeId> timed) {
        Set<QueueId> ids = new HashSet<>();
        books.store().scan(Family.META, NOTES, NOTES_END).forEach((key, value) -> {
            ByteBuffer in = ByteBuffer.wrap(key).position(NOTES.length);
            EnvelopeId about = new EnvelopeId(new QueueId(in.getLong()), 0);
            expect(timed.contains(about), books.name() + ": a note about " + about + " has no timer");
            boolean keepsBytes = ByteBuffer.wrap(value).getLong(Long.BYTES) > 0;
            if (keepsBytes) ids.add(new QueueId(in.getLong()));
        });
        return ids;
    }

    /** What sites have taken is kept with its bytes, by message and by time. */
    private Set<QueueId> settled(Books books) {
        Set<QueueId> ids = new HashSet<>();
        books.store().scan(Family.META, SETTLED, SETTLED_END)
                .forEach((key, _) -> ids.add(new QueueId(ByteBuffer.wrap(key).getLong(SETTLED.length))));
        long[] lines = {0, 0};
        books.store().scan(Family.META, SETTLED, SETTLED_END).forEach((_, _) -> lines[0]++);
        books.store().scan(Family.META, SETTLED_AT, SETTLED_AT_END).forEach((_, _) -> lines[1]++);
        expect(lines[0] == lines[1] && lines[0] == books.queue().settled().lines(), books.name() + " keeps " + lines[0]
                + " deliveries by message, " + lines[1] + " by time, and counts " + books.queue().settled().lines());
        return ids;
    }

    private Set<EnvelopeId> ordered(Books books) {
        Set<EnvelopeId> ordered = new TreeSet<>();
        for (Domain domain : domains(books)) {
            OrderCursor cursor = books.queue().walk(domain);
            long depth = 0;
            long bytes = 0;
            for (var entry = cursor.peek(); entry.isPresent(); entry = cursor.peek()) {
                ordered.add(entry.get().id());
                depth++;
                bytes += entry.get().size();
                cursor.skip();
            }
            counts(books, domain, depth, bytes);
        }
        return ordered;
    }

    private void counts(Books books, Domain domain, long depth, long bytes) {
        SimStore store = books.store();
        MailQueue queue = books.queue();
        long storedDepth = store.count(("D" + domain).getBytes(StandardCharsets.UTF_8));
        long storedBytes = store.count(("B" + domain).getBytes(StandardCharsets.UTF_8));
        expect(storedDepth == depth && storedBytes == bytes, books.name() + " stores " + storedDepth + "/"
                + storedBytes + " for " + domain + " but has " + depth + "/" + bytes);
        expect(queue.domain(domain).depth() == depth && queue.domain(domain).bytes() == bytes, books.name()
                + " knows " + queue.domain(domain).depth() + "/" + queue.domain(domain).bytes() + " for " + domain
                + " but has " + depth + "/" + bytes);
    }

    private static List<Domain> domains(Books books) {
        List<Domain> domains = new ArrayList<>();
        books.store().scan(Family.COUNTERS, new byte[]{'D'}, new byte[]{'E'}).forEach(
                (key, _) -> domains.add(new Domain(new String(key, 1, key.length - 1, StandardCharsets.UTF_8))));
        return domains;
    }

    private static Set<EnvelopeId> ids(SimStore store, Family family, int at) {
        Set<EnvelopeId> ids = new TreeSet<>();
        store.keys(family).forEach(key -> {
            ByteBuffer in = ByteBuffer.wrap(key, at, 12);
            ids.add(new EnvelopeId(new QueueId(in.getLong()), in.getInt()));
        });
        return ids;
    }

    private static Set<QueueId> messages(Set<EnvelopeId> ids) {
        Set<QueueId> messages = new HashSet<>();
        ids.forEach(id -> messages.add(id.message()));
        return messages;
    }

    /** Nothing waits at this node. */
    public void nothingWaits(Books books) {
        Set<EnvelopeId> waiting = ids(books.store(), Family.ENVELOPES, 0);
        waiting.removeIf(id -> books.garbled().contains(id.message()));
        if (waiting.isEmpty()) return;
        List<String> states = new ArrayList<>();
        waiting.forEach(id -> books.queue().envelope(id).ifPresent(e -> states.add(e.toString())));
        found.add(books.name() + " still has " + states);
    }

    /** No big send is steered any more. */
    public void nothingIsSteered(Books books) {
        books.queue().ledger().staged().all().stream().filter(s -> !books.garbled().contains(s.plan().message()))
                .forEach(send -> expect(false, books.name() + " steers " + send));
    }

    /** No large mail is offered any more. */
    public void nothingIsOffered(Books books) {
        books.queue().offers().all().stream().filter(offer -> !books.garbled().contains(offer.id().message()))
                .forEach(offer -> expect(false, books.name() + " offers " + offer));
    }

    /** No timer and no key is left over. */
    public void nothingIsTimed(Books books) {
        Set<EnvelopeId> timed = ids(books.store(), Family.TIMERS, TIMER_ENVELOPE);
        expect(timed.isEmpty(), books.name() + " has timers left: " + timed);
        books.store().scan(Family.KEYS, FIRST, BEYOND)
                .forEach((key, _) -> expect(false, books.name() + " has a key left: " + new String(key)));
    }

    /** Each accepted recipient came to exactly one end. */
    public void fates(Ledger ledger) {
        for (Ledger.Letter letter : ledger.letters())
            letter.fates.forEach((address, fate) -> fate(letter, address, fate));
    }

    private void fate(Ledger.Letter letter, Address address, Ledger.Fate fate) {
        String name = letter.token + " for " + address + " ";
        boolean arrived = !fate.arrivals.isEmpty();
        boolean noted = fate.arrivals.stream().anyMatch(a -> a.noted);
        boolean quiet = letter.sender.isEmpty() || !fate.wants(Notify.FAILURE);
        boolean ended = arrived || fate.failures > 0 || fate.buried || quiet && fate.givenUp;
        expect(!letter.isAccepted() || ended, name + "is lost");
        expect(!letter.isRejected() || !arrived && fate.notices == 0,
                name + "was refused, and yet something became of it");
        expect(fate.failures <= 1 || fate.unsure, name + "was given up " + fate.failures + " times");
        expect(!noted || !fate.givenUp || fate.unsure, name + "arrived and was given up");
    }
}
