package org.packetboat.app.compose.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.packetboat.app.config.Configuration;
import org.packetboat.connectors.jmx.usage.UsageMXBean;
import org.packetboat.connectors.jmx.usage.UsageRow;
import org.packetboat.connectors.usage.ToldDays;
import org.packetboat.connectors.usage.UsageBook;
import org.packetboat.connectors.usage.UsageKey;
import org.packetboat.connectors.usage.UsageRecorder;
import org.packetboat.connectors.usage.UsageTotals;
import org.packetboat.engine.status.EventSource;
import org.packetboat.engine.tariff.Money;
import org.packetboat.engine.time.Plausible;

/**
 * Usage, summed up as it is asked for. Of the days one is in memory at a time, and of the sums a page, however many
 * there are.
 */
public final class UsageView implements UsageMXBean, AutoCloseable {
    private static final double MINUTE = 60_000;
    private static final int HUNDRED = 100;
    /** Rows of a page. */
    static final int PAGE = 10_000;
    /** Rows of a list: as many as a day may have of one kind. */
    static final int LISTED = 50_000;

    private final UsageRecorder recorder;

    /** What usage can be asked for by. */
    private enum Dimension {
        DAY, SENDER, LOGIN, SITE, BATCH
    }

    private UsageView(UsageRecorder recorder) {
        this.recorder = recorder;
    }

    /** Sees to it that events are kept from the first one on where usage is recorded, and only there. */
    public static void keepEvents(EventSource events, Configuration configuration) {
        if (configuration.usage().isPresent()) events.reader(UsageRecorder.READER, () -> {}).close();
        else events.forget(UsageRecorder.READER);
    }

    /** Records usage from now on. @throws IOException if its folder can't be made */
    public static UsageView start(EventSource events, Configuration configuration, Plausible clock)
            throws IOException {
        var keeping = configuration.usage().orElseThrow();
        return new UsageView(UsageRecorder.start(events,
                new UsageBook(configuration.places().data().resolve("usage"), keeping.zone(), keeping.keep(),
                        at -> !at.isBefore(clock.from()) && at.isBefore(clock.to()))));
    }

    /** What a topic is to be told of it. @throws IOException if it can't be read what it was told before */
    public UsageOutflow outflow(Configuration configuration, InstantSource clock) throws IOException {
        return new UsageOutflow(configuration.identity().server().name(), recorder.book(),
                new ToldDays(configuration.places().data().resolve("usage")),
                configuration.usage().orElseThrow().zone(), clock);
    }

    @Override
    public String getProblem() {
        return recorder.problem().orElse("");
    }

    @Override
    public List<UsageRow> list(String from, String to, String by) {
        UsageSums sums = sums(from, to, by, new UsageSums(LISTED, Optional.empty()));
        if (sums.next().isPresent())
            throw new IllegalArgumentException("by: found more than " + LISTED
                    + " rows; expected fewer days, or fewer words, or the pages of \"packetboat usage\" and of "
                    + "\"page\"");
        return rows(sums);
    }

    @Override
    public Page page(String from, String to, String by, String after) {
        UsageSums sums = sums(from, to, by,
                new UsageSums(PAGE, Optional.of(after).filter(text -> !text.isEmpty()).map(UsageSums.Group::parse)));
        return new Page(rows(sums), sums.next().map(UsageSums.Group::text).orElse(""));
    }

    /** One day after the other is read. */
    private UsageSums sums(String from, String to, String by, UsageSums sums) {
        Set<Dimension> wanted = dimensions(by);
        boolean daily = wanted.contains(Dimension.DAY);
        try {
            for (String day : recorder.book().days().stream().filter(days(from, to)).toList()) {
                if (daily && sums.isBehind(day)) continue;
                if (daily && sums.isFullBefore(day)) break;
                recorder.book().rows(day).forEach((key, totals) -> sums.add(group(day, key, wanted), totals));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sums;
    }

    private static List<UsageRow> rows(UsageSums sums) {
        return sums.sums().entrySet().stream().map(sum -> row(sum.getKey(), sum.getValue())).toList();
    }

    private static Set<Dimension> dimensions(String by) {
        EnumSet<Dimension> all = EnumSet.noneOf(Dimension.class);
        for (String word : by.isBlank() ? new String[0] : by.split(",")) {
            all.add(Stream.of(Dimension.values()).filter(d -> d.name().equals(word.strip().toUpperCase(Locale.ROOT)))
                    .findFirst().orElseThrow(() -> new IllegalArgumentException("by: found \"" + word
                            + "\"; expected day, sender, login, site, batch, or several of them divided by commas")));
        }
        return all;
    }

    /** Days without a date are among all that are not asked for by their date. */
    private static Predicate<String> days(String from, String to) {
        String first = date("from", from);
        String last = date("to", to);
        return day -> day.equals(UsageBook.UNKNOWN)
                ? first.isEmpty() && last.isEmpty()
                : (first.isEmpty() || day.compareTo(first) >= 0) && (last.isEmpty() || day.compareTo(last) <= 0);
    }

    private static String date(String name, String text) {
        try {
            return text.isEmpty() ? "" : LocalDate.parse(text).toString();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(name + ": found \"" + text + "\"; expected a day like 2026-12-01", e);
        }
    }

    private static UsageSums.Group group(String day, UsageKey key, Set<Dimension> wanted) {
        return new UsageSums.Group(wanted.contains(Dimension.DAY) ? day : "",
                new UsageKey(wanted.contains(Dimension.SENDER) ? key.sender() : "",
                        wanted.contains(Dimension.LOGIN) ? key.login() : "",
                        wanted.contains(Dimension.SITE) ? key.site() : "",
                        wanted.contains(Dimension.BATCH) ? key.batch() : "", key.currency()));
    }

    private static UsageRow row(UsageSums.Group group, UsageTotals t) {
        return row(group.day(), group.key(), t);
    }

    static UsageRow row(String day, UsageKey key, UsageTotals t) {
        boolean costs = !key.currency().isEmpty();
        return new UsageRow(day, key.sender(), key.login(), key.site(), key.batch(), t.messages(), t.bytes(),
                t.recipients(), t.delivered(), t.relayed(), t.failed(), t.calls(),
                Math.round(t.millis() / MINUTE * HUNDRED) / (double) HUNDRED, t.wireBytes(),
                costs ? new Money(key.currency(), t.micros()).amount().toPlainString() : "", key.currency());
    }

    @Override
    public void close() {
        recorder.close();
    }
}
