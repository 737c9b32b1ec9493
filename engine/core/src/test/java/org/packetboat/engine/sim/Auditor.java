package org.packetboat.engine.sim;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.notice.NoticeKind;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/** Goes through a store and a ledger, and finds what is not as it must be. */
final class Auditor {
    private static final byte[] FIRST = {};
    private static final byte[] BEYOND = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};

    private final Store store;
    private final MailQueue queue;
    private final List<String> found = new ArrayList<>();

    Auditor(Store store, MailQueue queue) {
        this.store = store;
        this.queue = queue;
    }

    /** @throws AssertionError with all that was found wrong so far */
    void report() {
        if (!found.isEmpty()) throw new AssertionError(String.join("\n", found));
    }

    private void expect(boolean right, String otherwise) {
        if (!right) found.add(otherwise);
    }

    /** Envelopes, order, bodies and counts agree with each other. Holds at any moment when nothing is unwritten. */
    void books() {
        Set<EnvelopeId> ordered = ordered();
        Set<EnvelopeId> kept = ids(Family.ENVELOPES);
        expect(ordered.equals(kept), "in order " + ordered + " but kept " + kept);
        Set<QueueId> messages = messages(kept);
        messages.addAll(messages(ids(Family.DEAD)));
        expect(messages.equals(bodies()), "envelopes of " + messages + " but bodies of " + bodies());
        Set<EnvelopeId> timed = timed();
        kept.forEach(id -> expect(timed.contains(id), id + " has no timer"));
    }

    private Set<EnvelopeId> ordered() {
        Map<Domain, long[]> counted = new HashMap<>();
        Set<EnvelopeId> ordered = new TreeSet<>();
        for (Domain domain : domains()) {
            OrderCursor cursor = queue.walk(domain);
            long[] sums = counted.computeIfAbsent(domain, _ -> new long[2]);
            for (var entry = cursor.peek(); entry.isPresent(); entry = cursor.peek()) {
                ordered.add(entry.get().id());
                sums[0]++;
                sums[1] += entry.get().size();
                cursor.skip();
            }
            counts(domain, sums[0], sums[1]);
        }
        return ordered;
    }

    private void counts(Domain domain, long depth, long bytes) {
        long storedDepth = store.count(("D" + domain).getBytes(StandardCharsets.UTF_8));
        long storedBytes = store.count(("B" + domain).getBytes(StandardCharsets.UTF_8));
        expect(storedDepth == depth && storedBytes == bytes,
                domain + " stores " + storedDepth + "/" + storedBytes + " but has " + depth + "/" + bytes);
        expect(queue.domain(domain).depth() == depth && queue.domain(domain).bytes() == bytes,
                domain + " knows " + queue.domain(domain).depth() + "/" + queue.domain(domain).bytes() + " but has "
                        + depth + "/" + bytes);
    }

    private List<Domain> domains() {
        List<Domain> domains = new ArrayList<>();
        store.scan(Family.COUNTERS, new byte[]{'D'}, new byte[]{'E'}).forEach(
                (key, _) -> domains.add(new Domain(new String(key, 1, key.length - 1, StandardCharsets.UTF_8))));
        return domains;
    }

    private Set<EnvelopeId> ids(Family family) {
        Set<EnvelopeId> ids = new TreeSet<>();
        store.scan(family, FIRST, BEYOND).forEach((key, _) -> ids.add(id(key, 0)));
        return ids;
    }

    private static EnvelopeId id(byte[] key, int at) {
        ByteBuffer in = ByteBuffer.wrap(key, at, 12);
        return new EnvelopeId(new QueueId(in.getLong()), in.getInt());
    }

    private static Set<QueueId> messages(Set<EnvelopeId> ids) {
        Set<QueueId> messages = new TreeSet<>();
        ids.forEach(id -> messages.add(id.message()));
        return messages;
    }

    private Set<QueueId> bodies() {
        return messages(ids(Family.BODIES));
    }

    private Set<EnvelopeId> timed() {
        Set<EnvelopeId> ids = new TreeSet<>();
        store.scan(Family.TIMERS, FIRST, BEYOND).forEach((key, _) -> ids.add(id(key, 9)));
        return ids;
    }

    /** Nothing waits, but for what the dead and the remembered keys need. */
    void nothingWaits() {
        expect(ids(Family.ENVELOPES).isEmpty(), "still waiting: " + ids(Family.ENVELOPES));
    }

    /** No timer and no key is left over. */
    void nothingIsTimed() {
        expect(timed().isEmpty(), "timers left: " + timed());
        store.scan(Family.KEYS, FIRST, BEYOND).forEach((key, _) -> expect(false, "key left: " + new String(key)));
    }

    /** Reads the dead notices, which count as told. */
    void exhume(Ledger ledger) {
        for (Envelope envelope : queue.dead(Integer.MAX_VALUE)) {
            if (Papers.read(
                    queue.body(envelope.message())) instanceof Papers.OfNotice(String token, var kind, var about)) {
                about.forEach(a -> ledger.told(token, a, envelope.id().message(), kind));
            }
        }
    }

    /** Each accepted recipient came to exactly one end. */
    void fates(Ledger ledger) {
        for (Ledger.Letter letter : ledger.letters())
            letter.fates.forEach((address, fate) -> fate(letter, address, fate));
    }

    private void fate(Ledger.Letter letter, Address address, Ledger.Fate fate) {
        String name = letter.token + " for " + address + " ";
        long failed = fate.told.values().stream().filter(NoticeKind.FAILED::equals).count();
        boolean noted = fate.arrivals.stream().anyMatch(a -> a.noted);
        boolean arrived = !fate.arrivals.isEmpty();
        boolean quiet = letter.sender.isEmpty() || !wants(fate, Notify.FAILURE);
        if (letter.answered) {
            expect(arrived || failed > 0 || fate.deleted || quiet, name + "is lost");
        }
        if (letter.rejected && !letter.answered) rejected(name, fate);
        expect(failed <= 1, name + "was given up " + failed + " times");
        expect(failed == 0 || !noted, name + "arrived and was given up");
        fate.arrivals.stream().limit(Math.max(0, fate.arrivals.size() - 1))
                .forEach(a -> expect(a.excused, name + "arrived " + fate.arrivals.size() + " times without excuse"));
        fate.told.values().forEach(kind -> expect(wants(fate, asked(kind)), name + "was told unasked: " + kind));
    }

    /** Who heard a no may hand it in again under its key; without, it must not go out. */
    private void rejected(String name, Ledger.Fate fate) {
        expect(fate.arrivals.size() + fate.told.size() == 0, name + "was refused, and yet something became of it");
    }

    private static Notify asked(NoticeKind kind) {
        return switch (kind) {
            case FAILED -> Notify.FAILURE;
            case DELAYED, OVERDUE -> Notify.DELAY;
            case DELIVERED, RELAYED, TRACED -> Notify.SUCCESS;
        };
    }

    private static boolean wants(Ledger.Fate fate, Notify what) {
        return fate.wanted.isEmpty() ? what == Notify.FAILURE : fate.wanted.contains(what);
    }
}
