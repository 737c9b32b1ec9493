package org.packetboat.app.compose.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.packetboat.connectors.json.RecordJson;
import org.packetboat.connectors.kafka.Outflow;
import org.packetboat.connectors.usage.ToldDays;
import org.packetboat.connectors.usage.UsageBook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of days that are over, for a topic: each day as a whole, and again as a whole if something of it is counted
 * later. A record has a key that is the same each time, so of several the last counts. Which days the brokers have is
 * on disk; a day that was told in part is told again. A day is in memory at a time. For one thread; any may ask how
 * many days wait.
 */
public final class UsageOutflow implements Outflow {
    /** Events of a day are counted a second after it; a disk that is slow takes longer. */
    static final Duration GRACE = Duration.ofMinutes(10);
    private static final int AT_ONCE = 1000;
    private static final long LOOK_SECONDS = 60;
    private static final Logger LOG = LoggerFactory.getLogger(UsageOutflow.class);

    private final String server;
    private final UsageBook book;
    private final ZoneId zone;
    private final InstantSource clock;
    private final ToldDays told;
    private final CountDownLatch never = new CountDownLatch(1);
    private Optional<Day> now = Optional.empty();
    private final Map<String, Seen> seen = new HashMap<>();
    /** Days of which something was counted after they were told. */
    private volatile int again;

    /** Up to which event a day had counted when it was read last. @param stamp of its file then */
    private record Seen(String stamp, long counted) {}

    /** A day that is being told, and how far. */
    private record Day(String day, long counted, List<UsageTold> rows, int from) {
        List<UsageTold> part() {
            return rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
        }

        Day rest() {
            return new Day(day, counted, rows, from + AT_ONCE);
        }

        boolean isOver() {
            return from >= rows.size();
        }
    }

    /** @param server its name @param zone of the days */
    UsageOutflow(String server, UsageBook book, ToldDays told, ZoneId zone, InstantSource clock) {
        this.server = server;
        this.book = book;
        this.told = told;
        this.zone = zone;
        this.clock = clock;
        book.onRemoved(this::removed);
    }

    private void removed(String day) {
        if (told.of(day) < 0) LOG.error("event=usage-not-told day={} reason=\"it is older than usage.keep\"", day);
    }

    /** How many days that are over the brokers don't have, also while nobody can ask them. */
    public int waiting() {
        try {
            return again + (int) book.days().stream().filter(day -> isOver(day) && told.of(day) < 0).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Told> next() {
        try {
            if (now.isEmpty()) now = look();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Instant at = clock.instant();
        return now.map(Day::part).orElse(List.of()).stream()
                .map(row -> new Told(at, Optional.of(row.key()), RecordJson.bytes(row))).toList();
    }

    /** Finds the oldest day that is to be told. Days of which nothing was counted since are not read again. */
    private Optional<Day> look() throws IOException {
        List<String> days = book.days();
        List<String> wait = new ArrayList<>();
        for (String day : days)
            if (isOver(day) && counted(day) > told.of(day)) wait.add(day);
        seen.keySet().retainAll(days);
        again = (int) wait.stream().filter(day -> told.of(day) >= 0).count();
        return wait.isEmpty() ? Optional.empty() : Optional.of(day(wait.getFirst(), book.kept(wait.getFirst())));
    }

    private long counted(String day) throws IOException {
        String stamp = book.stamp(day);
        Seen before = seen.get(day);
        if (before != null && before.stamp().equals(stamp)) return before.counted();
        long counted = book.kept(day).counted();
        seen.put(day, new Seen(stamp, counted));
        return counted;
    }

    private Day day(String day, UsageBook.Kept kept) {
        return new Day(day, kept.counted(), kept.rows().entrySet().stream()
                .map(row -> UsageTold.of(server, kept.counted(), UsageView.row(day, row.getKey(), row.getValue())))
                .toList(), 0);
    }

    /** What has no day, since the clock could not be right, is told as it stands. */
    private boolean isOver(String day) {
        return day.equals(UsageBook.UNKNOWN)
                || day.compareTo(LocalDate.ofInstant(clock.instant().minus(GRACE), zone).toString()) < 0;
    }

    @Override
    public void commit() {
        now = now.map(Day::rest);
        if (now.filter(Day::isOver).isEmpty()) return;
        Day done = now.get();
        now = Optional.empty();
        boolean was = told.of(done.day()) >= 0;
        try {
            told.put(done.day(), done.counted(), book.days());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (was) again = Math.max(0, again - 1);
        LOG.info("event=usage-told day={} rows={}", done.day(), done.rows().size());
    }

    @Override
    public void await() throws InterruptedException {
        never.await(LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** The day that is under way is told again from its beginning. */
    @Override
    public void close() {
        now = Optional.empty();
    }
}
