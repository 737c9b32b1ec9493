package org.packetboat.engine.queue.settled;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.queue.codec.AgedTimes;
import org.packetboat.engine.queue.codec.EnvelopeCodec;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.UnreadableException;
import org.packetboat.engine.time.AgeClock;

/**
 * What sites have taken and is kept for a while, written in the batch that settles it; the bytes of its message stay
 * where they are. An envelope that its site took by pieces has a line for each. Nothing of it is held in memory but
 * for how many envelopes are kept of messages that have several, so that the bytes of a message count once. What can't
 * be read counts as not there.
 *
 * <p>Changed by the node only; what is counted may be read from any thread.
 */
public final class SettledBook {
    /** Of so many messages it is known how many of their envelopes are kept; then that is read anew. */
    private static final int MOST_SHARED = 10_000;
    /** In ms; what is damaged for longer than that is not looked behind. */
    private static final long LONGEST = 1L << 45;

    private final Store store;
    private final AgeClock clock;
    /** How many envelopes are kept of messages with several, with what is under way to the disk. */
    private final Map<QueueId, Integer> shared = new HashMap<>();
    /** Said by the store's thread: what is known of them does not hold any more. */
    private volatile boolean forgetting;
    private volatile boolean some;
    private volatile BooleanSupplier tooLittleRoom = () -> false;

    public SettledBook(Store store, AgeClock clock) {
        this.store = store;
        this.clock = clock;
        this.some = lines() > 0 || from().isPresent();
    }

    /** How many deliveries are kept: one for each envelope, or for each piece in which its site took it. */
    public long lines() {
        return Math.max(0, store.count(SettledKeys.LINES));
    }

    /** How many bytes of messages are kept, each message once; some of them may wait for other sites, too. */
    public long bytes() {
        return Math.max(0, store.count(SettledKeys.BYTES));
    }

    /** Whether nothing is kept. */
    public boolean isEmpty() {
        return !some;
    }

    /** While this holds, nothing is to be kept: mail that comes in needs the room. */
    public void giveWayWhile(BooleanSupplier holds) {
        tooLittleRoom = holds;
    }

    /** Whether nothing is to be kept now. */
    public boolean mustGiveWay() {
        return tooLittleRoom.getAsBoolean();
    }

    /** From when on all is kept, in age time; empty as long as nothing was to be kept. */
    public Optional<Instant> from() {
        try {
            return store.get(Family.META, SettledKeys.FROM)
                    .map(b -> Instant.ofEpochMilli(ByteBuffer.wrap(b).getLong()));
        } catch (UnreadableException damaged) {
            return Optional.empty();
        }
    }

    /** Notes from when on all is kept. */
    public void keepFrom(Batch batch, Instant age) {
        batch.put(Family.META, SettledKeys.FROM, ByteBuffer.allocate(8).putLong(age.toEpochMilli()).array());
    }

    /** Nothing is to be kept any more, and nothing is. What is under way to the disk may come behind it. */
    public void over(Batch batch) {
        batch.delete(Family.META, SettledKeys.FROM);
    }

    /**
     * A site has taken an envelope.
     *
     * @param taken the envelope, with the recipients for whom it was taken
     * @param left  for how many it is to be sent yet
     */
    public void keep(Batch batch, Envelope taken, int left, String site, Instant now) {
        some = true;
        List<SettledLine> before = of(taken.id());
        if (before.isEmpty()) count(batch, taken.id(), taken.alone(), taken.message().size());
        Instant at = clock.now(now);
        Optional<SettledLine> asked = before.stream().filter(SettledLine::wasResent).findFirst();
        Set<Recipient> again = new LinkedHashSet<>();
        before.stream().filter(SettledLine::wasResent)
                .forEach(line -> again.addAll(takeOver(batch, line, taken.recipients())));
        List<Recipient> first = taken.recipients().stream().filter(r -> !again.contains(r)).toList();
        if (!first.isEmpty()) put(batch, taken.remaining(first), at, left, Instant.EPOCH, site);
        if (again.isEmpty()) return;
        put(batch, taken.remaining(List.copyOf(again)), at, left + first.size(), asked.orElseThrow().resent(), site);
    }

    /** Whom an earlier line has that was sent again: they leave it. */
    private List<Recipient> takeOver(Batch batch, SettledLine line, List<Recipient> taken) {
        Optional<Envelope> before = envelope(line);
        List<Recipient> had = before.map(Envelope::recipients).orElse(List.of());
        Set<String> names = names(taken);
        List<Recipient> stay = had.stream().filter(r -> !names.contains(r.address().toString())).toList();
        if (stay.isEmpty()) dropOne(batch, line);
        else if (stay.size() < had.size()) write(batch, line.forSo(stay.size()), before.get().remaining(stay));
        Set<String> there = names(had);
        return taken.stream().filter(r -> there.contains(r.address().toString())).toList();
    }

    private static Set<String> names(List<Recipient> recipients) {
        Set<String> names = new HashSet<>();
        recipients.forEach(r -> names.add(r.address().toString()));
        return names;
    }

    private void put(Batch batch, Envelope taken, Instant at, int left, Instant resent, String site) {
        write(batch, SettledLine.of(taken, at, left, resent, site), taken);
        batch.add(SettledKeys.LINES, 1);
    }

    private void write(Batch batch, SettledLine line, Envelope e) {
        batch.put(Family.META, SettledKeys.mail(line),
                line.encode(EnvelopeCodec.encode(AgedTimes.stored(e, clock))));
        batch.put(Family.META, SettledKeys.line(line), line.encode());
    }

    /** A line's mail is sent again. */
    public void resent(Batch batch, SettledLine line, Instant age) {
        envelope(line).ifPresent(e -> write(batch, line.resentAt(age), e));
    }

    /**
     * Lines go.
     *
     * @return one of each envelope of which nothing is kept then
     */
    public List<SettledLine> drop(Batch batch, Collection<SettledLine> gone) {
        Map<EnvelopeId, List<SettledLine>> byId = new LinkedHashMap<>();
        gone.forEach(line -> byId.computeIfAbsent(line.id(), _ -> new ArrayList<>()).add(line));
        List<SettledLine> last = new ArrayList<>();
        byId.forEach((id, lines) -> {
            lines.forEach(line -> dropOne(batch, line));
            if (places(id) > lines.size()) return;
            uncount(batch, lines.getFirst());
            last.add(lines.getFirst());
        });
        return last;
    }

    private void dropOne(Batch batch, SettledLine line) {
        batch.delete(Family.META, SettledKeys.mail(line)).delete(Family.META, SettledKeys.line(line));
        batch.add(SettledKeys.LINES, -1);
    }

    private void count(Batch batch, EnvelopeId id, boolean alone, long size) {
        if (alone || share(id.message(), 1) == 1) batch.add(SettledKeys.BYTES, size);
    }

    private void uncount(Batch batch, SettledLine line) {
        if (line.alone() || share(line.id().message(), -1) <= 0) batch.add(SettledKeys.BYTES, -line.size());
    }

    /** How many envelopes of a message are kept, after one more or less. */
    private int share(QueueId message, int more) {
        boolean forget = forgetting;
        forgetting = false;
        if (forget || shared.size() > MOST_SHARED) shared.clear();
        int now = shared.computeIfAbsent(message, this::countKept) + more;
        if (now <= 0) shared.remove(message);
        else shared.put(message, now);
        return now;
    }

    private int countKept(QueueId message) {
        try {
            return kept(message).size();
        } catch (UnreadableException damaged) {
            return 0;
        }
    }

    /** The disk did not take a batch: how many are kept is read anew. */
    public void refused() {
        forgetting = true;
    }

    /** Whether something of an envelope is kept. */
    public boolean has(EnvelopeId id) {
        return some && places(id) > 0;
    }

    private int places(EnvelopeId id) {
        int found = 0;
        try (Store.Cursor cursor = store.scan(Family.META, SettledKeys.envelope(id), SettledKeys.envelopeEnd(id))) {
            while (cursor.next())
                found++;
        } catch (UnreadableException damaged) {
            return found;
        }
        return found;
    }

    /** What is kept of an envelope, in order. */
    public List<SettledLine> of(EnvelopeId id) {
        List<SettledLine> found = new ArrayList<>();
        if (!some) return found;
        try (Store.Cursor cursor = store.scan(Family.META, SettledKeys.envelope(id), SettledKeys.envelopeEnd(id))) {
            while (cursor.next())
                SettledKeys.ofMail(cursor.key(), cursor.value()).ifPresent(found::add);
        } catch (UnreadableException damaged) {
            return found;
        }
        return found;
    }

    /**
     * The envelopes of a message of which something is kept.
     *
     * @throws UnreadableException if that is damaged
     */
    public Set<EnvelopeId> kept(QueueId message) {
        Set<EnvelopeId> found = new HashSet<>();
        if (!some) return found;
        try (Store.Cursor cursor = store.scan(Family.META, SettledKeys.message(message),
                SettledKeys.messageEnd(message))) {
            while (cursor.next())
                found.add(SettledKeys.idOfMail(cursor.key()));
        }
        return found;
    }

    /** An envelope as a site took it; empty if that can't be read. */
    public Optional<Envelope> envelope(SettledLine line) {
        try {
            return store.get(Family.META, SettledKeys.mail(line))
                    .map(value -> AgedTimes.shown(EnvelopeCodec.decode(SettledLine.envelope(value)), clock));
        } catch (RuntimeException damaged) {
            return Optional.empty();
        }
    }

    /** Lines of a range. @param damaged the time behind which nothing can be read at first, if they end there */
    private record Part(List<SettledLine> lines, Optional<Instant> damaged) {}

    /**
     * What was taken from a time on, up to and without another, the first first; some of it ends before a damaged
     * block, and goes on behind it when asked for what comes after that.
     *
     * @param after the line behind which to go on
     */
    public List<SettledLine> lines(Instant from, Instant to, Optional<SettledLine> after, int most) {
        byte[] first = after.map(SettledKeys::line).orElseGet(() -> SettledKeys.at(from));
        byte[] end = to.equals(Instant.MAX) ? SettledKeys.endOfLines() : SettledKeys.at(to);
        Part part = part(first, end, after, most);
        while (part.lines().isEmpty() && part.damaged().isPresent()) {
            Optional<byte[]> behind = behindDamage(part.damaged().get(), end);
            if (behind.isEmpty()) break;
            part = part(behind.get(), end, after, most);
        }
        return part.lines();
    }

    /** The first key that can be read behind one that can't, to the millisecond; empty if there is none. */
    private Optional<byte[]> behindDamage(Instant damaged, byte[] end) {
        long bad = damaged.toEpochMilli();
        long step = 1;
        while (step < LONGEST && !isReadable(bad + step, end)) {
            bad += step;
            step *= 2;
        }
        long good = bad + step;
        while (good - bad > 1) {
            long middle = (good + bad) / 2;
            if (isReadable(middle, end)) good = middle;
            else bad = middle;
        }
        byte[] key = SettledKeys.at(Instant.ofEpochMilli(good));
        return Optional.of(key).filter(_ -> Arrays.compareUnsigned(key, end) < 0);
    }

    private boolean isReadable(long at, byte[] end) {
        byte[] key = SettledKeys.at(Instant.ofEpochMilli(at));
        if (Arrays.compareUnsigned(key, end) >= 0) return true;
        try (Store.Cursor cursor = store.scan(Family.META, key, end)) {
            cursor.next();
            return true;
        } catch (UnreadableException damaged) {
            return false;
        }
    }

    private Part part(byte[] first, byte[] end, Optional<SettledLine> after, int most) {
        List<SettledLine> found = new ArrayList<>();
        byte[] reached = first;
        try (Store.Cursor cursor = store.scan(Family.META, first, end)) {
            while (found.size() < most && cursor.next()) {
                reached = cursor.key();
                SettledKeys.ofLine(reached, cursor.value()).filter(line -> after.filter(line::isAt).isEmpty())
                        .ifPresent(found::add);
            }
            return new Part(found, Optional.empty());
        } catch (UnreadableException damaged) {
            return new Part(found, Optional.of(SettledKeys.time(reached)));
        }
    }
}
