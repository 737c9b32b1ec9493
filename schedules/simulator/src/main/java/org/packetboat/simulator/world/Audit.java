package org.packetboat.simulator.world;

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
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/** Goes through the stores of all nodes and the ledger, and finds what is not as it must be. */
final class Audit {
    private static final byte[] FIRST = {};
    private static final byte[] BEYOND = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
    private static final int TIMER_ENVELOPE = 9;

    private final List<String> found = new ArrayList<>();

    /** @throws AssertionError with all that was found wrong so far */
    void report() {
        if (!found.isEmpty()) throw new AssertionError(String.join("\n", found));
    }

    private void expect(boolean right, String otherwise) {
        if (!right) found.add(otherwise);
    }

    /** Envelopes, order, bodies, timers and counters of a node agree. Holds whenever nothing is unwritten. */
    void books(Machine machine) {
        Store store = machine.disk();
        Set<EnvelopeId> ordered = ordered(machine);
        Set<EnvelopeId> kept = ids(store, Family.ENVELOPES, 0);
        expect(ordered.equals(kept), machine.name() + ": in order " + ordered + " but kept " + kept);
        Set<QueueId> messages = messages(kept);
        messages.addAll(messages(ids(store, Family.DEAD, 0)));
        Set<QueueId> bodies = messages(ids(store, Family.BODIES, 0));
        expect(messages.equals(bodies), machine.name() + ": envelopes of " + messages + " but bodies of " + bodies);
        Set<EnvelopeId> timed = ids(store, Family.TIMERS, TIMER_ENVELOPE);
        kept.forEach(id -> expect(timed.contains(id), machine.name() + ": " + id + " has no timer"));
    }

    private Set<EnvelopeId> ordered(Machine machine) {
        Set<EnvelopeId> ordered = new TreeSet<>();
        for (Domain domain : domains(machine)) {
            OrderCursor cursor = machine.queue().walk(domain);
            long depth = 0;
            long bytes = 0;
            for (var entry = cursor.peek(); entry.isPresent(); entry = cursor.peek()) {
                ordered.add(entry.get().id());
                depth++;
                bytes += entry.get().size();
                cursor.skip();
            }
            counts(machine, domain, depth, bytes);
        }
        return ordered;
    }

    private void counts(Machine machine, Domain domain, long depth, long bytes) {
        Store store = machine.disk();
        MailQueue queue = machine.queue();
        long storedDepth = store.count(("D" + domain).getBytes(StandardCharsets.UTF_8));
        long storedBytes = store.count(("B" + domain).getBytes(StandardCharsets.UTF_8));
        expect(storedDepth == depth && storedBytes == bytes, machine.name() + " stores " + storedDepth + "/"
                + storedBytes + " for " + domain + " but has " + depth + "/" + bytes);
        expect(queue.domain(domain).depth() == depth && queue.domain(domain).bytes() == bytes, machine.name()
                + " knows " + queue.domain(domain).depth() + "/" + queue.domain(domain).bytes() + " for " + domain
                + " but has " + depth + "/" + bytes);
    }

    private static List<Domain> domains(Machine machine) {
        List<Domain> domains = new ArrayList<>();
        machine.disk().scan(Family.COUNTERS, new byte[]{'D'}, new byte[]{'E'}).forEach(
                (key, _) -> domains.add(new Domain(new String(key, 1, key.length - 1, StandardCharsets.UTF_8))));
        return domains;
    }

    private static Set<EnvelopeId> ids(Store store, Family family, int at) {
        Set<EnvelopeId> ids = new TreeSet<>();
        store.scan(family, FIRST, BEYOND).forEach((key, _) -> {
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
    void nothingWaits(Machine machine) {
        Set<EnvelopeId> waiting = ids(machine.disk(), Family.ENVELOPES, 0);
        if (waiting.isEmpty()) return;
        List<String> states = new ArrayList<>();
        waiting.forEach(id -> machine.queue().envelope(id).ifPresent(e -> states.add(e.toString())));
        found.add(machine.name() + " still has " + states);
    }

    /** No timer and no key is left over. */
    void nothingIsTimed(Machine machine) {
        Set<EnvelopeId> timed = ids(machine.disk(), Family.TIMERS, TIMER_ENVELOPE);
        expect(timed.isEmpty(), machine.name() + " has timers left: " + timed);
        machine.disk().scan(Family.KEYS, FIRST, BEYOND)
                .forEach((key, _) -> expect(false, machine.name() + " has a key left: " + new String(key)));
    }

    /** Each accepted recipient came to exactly one end. */
    void fates(Ledger ledger) {
        for (Ledger.Letter letter : ledger.letters())
            letter.fates.forEach((address, fate) -> fate(letter, address, fate));
    }

    private void fate(Ledger.Letter letter, Address address, Ledger.Fate fate) {
        String name = letter.token + " for " + address + " ";
        boolean arrived = !fate.arrivals.isEmpty();
        boolean noted = fate.arrivals.stream().anyMatch(a -> a.noted);
        boolean quiet = letter.sender.isEmpty() || !fate.wants(Notify.FAILURE);
        boolean ended = arrived || fate.failures > 0 || fate.buried || quiet && fate.givenUp;
        expect(!letter.accepted || ended, name + "is lost");
        expect(fate.failures <= 1 || fate.unsure, name + "was given up " + fate.failures + " times");
        expect(!noted || !fate.givenUp || fate.unsure, name + "arrived and was given up");
    }
}
