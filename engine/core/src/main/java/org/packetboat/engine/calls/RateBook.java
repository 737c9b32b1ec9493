package org.packetboat.engine.calls;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.packetboat.engine.peer.MaxRate;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.time.AgeClock;

/**
 * Counts the messages that each site with a rate was handed lately, so that none gets more in its time than its rate
 * allows. The counts are on disk, as the {@link CallBook} is, so a restart does not begin a new rate. Each message is
 * written before the link has it, and the link does not wait for the disk: after a kill or a loss of power, messages
 * whose write was under way do not count. Times are age time. Used by the node only.
 */
public final class RateBook {
    private final Store store;
    private final AgeClock clock;
    /** In the order in which they were handed out. */
    private final Map<String, Deque<CountedMail>> counted = new HashMap<>();
    private final Queue<CountedMail> byEnd = new PriorityQueue<>(Comparator.comparingLong(CountedMail::until));
    private final Queue<CountedMail> unwritten = new ConcurrentLinkedQueue<>();
    private long next;

    RateBook(Store store, AgeClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The server starts: the clock goes. What can't be read of it does not count. */
    void open() {
        List<CountedMail> read = new ArrayList<>();
        long now = now();
        try (Store.Cursor mails = store.scan(Family.META, CountedMail.FIRST_KEY, CountedMail.END_KEY)) {
            while (mails.next())
                readOne(mails.key(), mails.value(), now).ifPresent(read::add);
        } catch (StoreException damaged) {
            // what was read before it counts
        }
        read.stream().sorted(Comparator.comparingLong(CountedMail::at)).forEach(this::count);
        next = read.stream().mapToLong(CountedMail::number).max().orElse(0) + 1;
    }

    private static Optional<CountedMail> readOne(byte[] key, byte[] value, long now) {
        try {
            return Optional.of(CountedMail.read(key, value, now));
        } catch (RuntimeException damaged) {
            return Optional.empty();
        }
    }

    private long now() {
        return clock.now(Instant.EPOCH).toEpochMilli();
    }

    private void count(CountedMail mail) {
        counted.computeIfAbsent(mail.site(), _ -> new ArrayDeque<>()).add(mail);
        byEnd.add(mail);
    }

    /** A site is handed a message. @param now by the machine's clock */
    void give(String site, MaxRate rate, Instant now) {
        long at = now();
        CountedMail mail = new CountedMail(next++, site, at, at + rate.per().toMillis(), now);
        Batch batch = new Batch();
        forgetOld(batch, at);
        count(mail);
        unwritten.add(mail);
        write(batch);
    }

    /** What it was handed then came back untried. */
    void takeBack(String site, Instant given) {
        of(site).reversed().stream().filter(mail -> mail.given().equals(given)).findFirst().ifPresent(mail -> {
            forget(mail);
            byEnd.remove(mail);
            unwritten.remove(mail);
            store.commit(new Batch().delete(Family.META, mail.key()), _ -> {});
        });
    }

    /** When it may have the next one; long past if it may now. */
    Instant next(String site, MaxRate rate) {
        Deque<CountedMail> mails = of(site);
        if (mails.size() < rate.mails()) return Instant.MIN;
        long at = mails.stream().skip(mails.size() - rate.mails()).findFirst().orElseThrow().at();
        return clock.toWall(Instant.ofEpochMilli(at + rate.per().toMillis()));
    }

    private void write(Batch batch) {
        List<CountedMail> all = new ArrayList<>();
        for (CountedMail late = unwritten.poll(); late != null; late = unwritten.poll())
            all.add(late);
        all.forEach(mail -> batch.put(Family.META, mail.key(), mail.value()));
        store.commit(batch, failure -> failure.ifPresent(_ -> unwritten.addAll(all)));
    }

    private void forgetOld(Batch batch, long now) {
        while (!byEnd.isEmpty() && byEnd.peek().until() <= now) {
            CountedMail old = byEnd.remove();
            forget(old);
            batch.delete(Family.META, old.key());
        }
    }

    private void forget(CountedMail mail) {
        Deque<CountedMail> mails = of(mail.site());
        mails.remove(mail);
        if (mails.isEmpty()) counted.remove(mail.site());
    }

    private Deque<CountedMail> of(String site) {
        return counted.getOrDefault(site, new ArrayDeque<>());
    }
}
