package org.packetboat.engine.calls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;

/**
 * How much data went over metered links, or to metered sites, month by month. It is kept on disk:
 *
 * <pre>
 * META key    "data" | 00 | link, number or site UTF-8 | 00 | year and month, as 2026-11
 * META value  version 1 = 1 | bytes 8
 * </pre>
 *
 * Months are those of the machine's clock. What was used in a month counts whenever that clock shows that month: one
 * that is put over a month's end by mistake, and back, forgets nothing. Used by the node only.
 */
public final class DataBook {
    private static final String FIRST = "data\0";
    private static final byte[] FIRST_KEY = FIRST.getBytes(StandardCharsets.UTF_8);
    private static final byte[] END_KEY = "data\1".getBytes(StandardCharsets.UTF_8);
    private static final int VERSION = 1;
    /** More of one name are not kept, the latest first. */
    private static final int MOST_MONTHS = 24;

    private final Store store;
    private final Map<String, NavigableMap<YearMonth, Long>> used = new HashMap<>();
    /** Names of which something is not on disk. */
    private final Set<String> unwritten = ConcurrentHashMap.newKeySet();

    DataBook(Store store) {
        this.store = store;
    }

    /** The server starts. What can't be read of it does not count. */
    void open() {
        try (Store.Cursor all = store.scan(Family.META, FIRST_KEY, END_KEY)) {
            while (all.next())
                read(all.key(), all.value());
        } catch (StoreException damaged) {
            // what was read before it counts
        }
    }

    private void read(byte[] key, byte[] value) {
        try {
            String[] parts = new String(key, StandardCharsets.UTF_8).split("\0");
            ByteBuffer in = ByteBuffer.wrap(value);
            if (in.get() == VERSION) months(parts[1]).put(YearMonth.parse(parts[2]), in.getLong());
        } catch (RuntimeException damaged) {
            // it does not count
        }
    }

    private NavigableMap<YearMonth, Long> months(String of) {
        return used.computeIfAbsent(of, _ -> new TreeMap<>());
    }

    private long used(String of, MonthlyData data, Instant now) {
        return used.getOrDefault(of, new TreeMap<>()).getOrDefault(data.month(now), 0L);
    }

    /** More went over a line, or less than was thought. @return how much of that goes beyond what is included */
    private long add(String of, MonthlyData data, long bytes, Instant now) {
        long before = used(of, data, now);
        long after = Math.max(0, before + bytes);
        months(of).put(data.month(now), after);
        unwritten.add(of);
        return beyond(after, data) - beyond(before, data);
    }

    private static long beyond(long used, MonthlyData data) {
        return Math.max(0, used - data.bytes());
    }

    /** A session carried so much more, or less than was thought. @return how much of that costs something */
    long carried(Callee callee, CallBudget budget, long bytes, Instant at) {
        return Stream.concat(budget.far().data().map(data -> add(callee.far(), data, bytes, at)).stream(),
                budget.link().data().map(data -> add(callee.link(), data, bytes, at)).stream())
                .max(Comparator.comparingLong((Long beyond) -> Math.abs(beyond))).orElse(bytes);
    }

    /** What is used of what is included, for the site's number and for its link. */
    public Stream<DataUse> uses(Callee callee, CallBudget budget, Instant now) {
        return Stream.concat(budget.far().data().map(data -> use(callee.far(), data, now)).stream(),
                budget.link().data().map(data -> use(callee.link(), data, now)).stream());
    }

    private DataUse use(String of, MonthlyData data, Instant now) {
        return new DataUse(of, data, used(of, data, now), data.ends(now));
    }

    /** The month's data that leave no call now; of several, those that last longest. */
    Optional<LimitReached> reached(Callee callee, CallBudget budget, Instant now) {
        return uses(callee, budget, now).filter(DataUse::stops).max(Comparator.comparing(DataUse::until))
                .map(use -> new LimitReached("megabytes-per-month", use.data().megabytes(), use.of(), use.until()));
    }

    /** Makes durable what was counted since the last time; what the disk does not take is written with the next. */
    public void write() {
        if (unwritten.isEmpty()) return;
        Set<String> names = Set.copyOf(unwritten);
        unwritten.removeAll(names);
        Batch batch = new Batch();
        names.forEach(of -> write(of, batch));
        store.commit(batch, failure -> failure.ifPresent(_ -> unwritten.addAll(names)));
    }

    private void write(String of, Batch batch) {
        NavigableMap<YearMonth, Long> months = months(of);
        while (months.size() > MOST_MONTHS)
            batch.delete(Family.META, key(of, months.pollFirstEntry().getKey()));
        months.forEach((month, bytes) -> batch.put(Family.META, key(of, month),
                ByteBuffer.allocate(1 + Long.BYTES).put((byte) VERSION).putLong(bytes).array()));
    }

    private static byte[] key(String of, YearMonth month) {
        return (FIRST + of + "\0" + month).getBytes(StandardCharsets.UTF_8);
    }
}
