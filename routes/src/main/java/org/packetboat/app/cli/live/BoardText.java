package org.packetboat.app.cli.live;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.packetboat.connectors.jmx.BatchSiteRow;

/**
 * A big send as a board of lines: first how far all of it is, with a bar, then its sites; those on the line and in
 * trouble stand first. What does not fit is counted in the last line.
 */
public final class BoardText {
    private static final List<String> ORDER = List.of("sending", "overdue", "failed", "waiting", "paused", "staged",
            "late", "relayed", "delivered");
    private static final Comparator<BatchSiteRow> URGENCY = Comparator
            .<BatchSiteRow>comparingInt(row -> ORDER.indexOf(row.state()))
            .thenComparing(BoardText::when, Comparator.comparing((String t) -> t.isEmpty()).thenComparing(t -> t));
    private static final int BAR = 30;
    private static final int SITE_BAR = 10;
    private static final int SHORTEST_NAME = 12;
    private static final int LONGEST_NAME = 40;

    private final DateTimeFormatter clock;
    private final DateTimeFormatter date;

    /** @param zone in which times are told */
    public BoardText(ZoneId zone) {
        clock = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
        date = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH).withZone(zone);
    }

    /** How far all of it is, in one line. */
    public String headline(String name, List<BatchSiteRow> rows) {
        long size = rows.stream().mapToLong(BatchSiteRow::size).sum();
        long done = rows.stream().mapToLong(BoardText::done).sum();
        long settled = rows.stream().filter(r -> !r.settled().isEmpty()).count();
        boolean over = settled == rows.size();
        int percent = over ? 100 : (int) Math.min(99, size == 0 ? 0 : done * 100 / size);
        return name + "  [" + bar(percent, BAR) + "] " + percent + " %  " + counts(rows);
    }

    private static long done(BatchSiteRow row) {
        return row.settled().isEmpty() ? row.done() : row.size();
    }

    private static String counts(List<BatchSiteRow> rows) {
        List<String> counts = new ArrayList<>();
        long there = count(rows, "delivered") + count(rows, "late");
        counts.add(there + " of " + rows.size() + " delivered");
        for (String state : List.of("late", "relayed", "sending", "waiting", "paused", "staged", "overdue", "failed")) {
            if (count(rows, state) > 0) counts.add(count(rows, state) + " " + state);
        }
        return String.join(", ", counts);
    }

    private static long count(List<BatchSiteRow> rows, String state) {
        return rows.stream().filter(r -> r.state().equals(state)).count();
    }

    /**
     * A line for each site.
     *
     * @param most no more lines than this
     * @param now  times of another day are told with their date
     */
    public List<String> sites(List<BatchSiteRow> rows, int most, Instant now) {
        int width = rows.stream().mapToInt(r -> r.domain().length()).max().orElse(0);
        int name = Math.clamp(width, SHORTEST_NAME, LONGEST_NAME);
        boolean all = rows.size() <= most;
        List<String> lines = new ArrayList<>(rows.stream().sorted(URGENCY).limit(all ? most : Math.max(0, most - 1))
                .map(row -> line(row, name, now)).toList());
        if (!all && most > 0) lines.add("... and " + (rows.size() - lines.size()) + " more");
        return lines;
    }

    private String line(BatchSiteRow row, int width, Instant now) {
        String progress = row.state().equals("sending")
                ? "[" + bar(percent(row), SITE_BAR) + "] " + String.format(Locale.ROOT, "%3d %%", percent(row))
                : " ".repeat(SITE_BAR + 8);
        String line = String.format(Locale.ROOT, "%-" + width + "s  %-9s  %s  %s", row.domain(), row.state(), progress,
                what(row, now));
        return line.stripTrailing();
    }

    private static int percent(BatchSiteRow row) {
        return row.size() == 0 ? 0 : (int) (row.done() * 100 / row.size());
    }

    private String what(BatchSiteRow row, Instant now) {
        String why = row.reply().isEmpty() ? "" : "  " + row.reply();
        return switch (row.state()) {
            case "delivered", "late" -> "at " + time(row.settled(), now);
            case "relayed" -> "handed on at " + time(row.settled(), now) + why;
            case "failed", "staged", "paused" -> row.reply();
            case "sending" -> row.expected().isEmpty() ? "" : "until " + time(row.expected(), now);
            default -> (row.expected().isEmpty() ? "no time known" : "expected " + time(row.expected(), now)) + why;
        };
    }

    private String time(String instant, Instant now) {
        if (instant.isEmpty()) return "";
        Instant at = Instant.parse(instant);
        boolean near = Math.abs(at.getEpochSecond() - now.getEpochSecond()) < 43_200;
        return (near ? clock : date).format(at);
    }

    private static String when(BatchSiteRow row) {
        return row.settled().isEmpty() ? row.expected() : row.settled();
    }

    private static String bar(int percent, int width) {
        int full = percent * width / 100;
        return "=".repeat(Math.max(0, full - 1)) + (full > 0 ? percent == 100 ? "=" : ">" : "")
                + " ".repeat(width - full);
    }
}
