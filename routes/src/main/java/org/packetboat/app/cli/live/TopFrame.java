package org.packetboat.app.cli.live;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.packetboat.connectors.jmx.BatchRow;
import org.packetboat.connectors.jmx.DomainRow;
import org.packetboat.connectors.jmx.RouteRow;
import org.packetboat.connectors.jmx.SessionRow;

/**
 * A server on one screen: what waits, what is wrong, the sessions with their progress, big sends, sites with mail. Each
 * part gets a share of the lines; what does not fit is counted.
 */
public final class TopFrame {
    private static final AttributedStyle BOLD = AttributedStyle.BOLD;
    private static final AttributedStyle RED = AttributedStyle.BOLD.foreground(AttributedStyle.RED);
    private static final int HEAD = 3;
    private static final int BAR = 12;
    /** As if it were without end. */
    private static final int PLAIN = 10_000;

    private final int columns;
    private final int rows;
    private final DateTimeFormatter clock;

    /** A part of the screen. @param style of its heading */
    private record Part(String heading, AttributedStyle style, List<String> lines) {}

    /** @param columns how wide @param rows how high, six at least @param zone in which times are told */
    TopFrame(int columns, int rows, ZoneId zone) {
        this.columns = columns;
        this.rows = Math.max(rows, 2 * HEAD);
        clock = DateTimeFormatter.ofPattern("EEE HH:mm:ss", Locale.ENGLISH).withZone(zone);
    }

    /** All there is to say of a server, without any limit, as text. */
    public static List<String> text(ServerNow now, ZoneId zone) {
        return new TopFrame(PLAIN, PLAIN, zone).lines(now, Optional.empty()).stream()
                .map(line -> line.toString().stripTrailing()).toList();
    }

    /** All lines. @param before the same server a while ago, to tell how fast it is */
    List<AttributedString> lines(ServerNow now, Optional<ServerNow> before) {
        List<AttributedString> lines = new ArrayList<>();
        head(now, before).forEach(line -> lines.add(cut(line, lines.isEmpty() ? BOLD : AttributedStyle.DEFAULT)));
        List<Part> parts = Stream.of(wrong(now), sessions(now), bigSends(now), sites(now))
                .filter(part -> !part.lines().isEmpty()).toList();
        int left = rows - HEAD;
        for (int i = 0; i < parts.size(); i++) {
            int share = left / (parts.size() - i);
            List<AttributedString> shown = shown(parts.get(i), share);
            lines.addAll(shown);
            left -= shown.size();
        }
        return lines;
    }

    /** A blank line, the heading, and as many lines as fit; the last one counts the others. */
    private List<AttributedString> shown(Part part, int room) {
        List<AttributedString> shown = new ArrayList<>();
        if (room < HEAD) return shown;
        shown.add(AttributedString.EMPTY);
        shown.add(cut(part.heading(), part.style()));
        int most = room - 2;
        boolean all = part.lines().size() <= most;
        part.lines().stream().limit(all ? most : most - 1).forEach(l -> shown.add(cut(l, AttributedStyle.DEFAULT)));
        if (!all) shown.add(cut("... and " + (part.lines().size() - most + 1) + " more", AttributedStyle.DEFAULT));
        return shown;
    }

    private AttributedString cut(String line, AttributedStyle style) {
        return new AttributedString(line.length() <= columns ? line : line.substring(0, columns), style);
    }

    private List<String> head(ServerNow now, Optional<ServerNow> before) {
        ServerNow.Counts c = now.counts();
        String speed = before.map(b -> rate(c.delivered() - b.counts().delivered(), Duration.between(b.at(), now.at())))
                .orElse("");
        return List.of(
                now.name() + "  up " + lasted(Instant.parse(now.started()), now.at()) + "  " + clock.format(now.at()),
                "waiting " + c.depth() + " envelopes, " + size(c.bytes()) + " for " + now.domains().domains()
                        + " domains" + oldest(now),
                "so far " + c.accepted() + " accepted, " + c.delivered() + " delivered" + speed + ", " + c.deferred()
                        + " deferred, " + c.refused() + " refused, " + c.expired() + " expired");
    }

    private static String rate(long count, Duration time) {
        return time.toMillis() <= 0 || count <= 0
                ? ""
                : String.format(Locale.ROOT, " (%.1f/s)", count * 1000.0 / time.toMillis());
    }

    private static String oldest(ServerNow now) {
        Optional<DomainRow> oldest = now.domains().rows().stream().filter(d -> !d.oldest().isEmpty())
                .min(Comparator.comparing(d -> Instant.parse(d.oldest())));
        String of = now.domains().next().isEmpty() ? "" : ", of the first " + now.domains().rows().size() + " domains";
        return oldest.map(d -> "; oldest " + lasted(Instant.parse(d.oldest()), now.at()) + " (" + d.domain() + of + ")")
                .orElse("");
    }

    private static Part wrong(ServerNow now) {
        List<String> lines = new ArrayList<>(now.problems());
        now.deadLines().forEach(line -> lines.add("line " + line.link() + " of " + line.server()
                + " is believed dead until " + line.until()));
        if (!now.holds().isEmpty()) lines.add("held: " + String.join(", ", now.holds()));
        return new Part("PROBLEMS", RED, lines);
    }

    private Part sessions(ServerNow now) {
        List<String> lines = now.sessions().stream().map(s -> session(s, now.at())).toList();
        return new Part("SESSIONS", BOLD, lines.isEmpty() ? List.of("none under way") : lines);
    }

    private String session(SessionRow s, Instant now) {
        int percent = s.size() == 0 ? 0 : Math.clamp(s.done() * 100 / s.size(), 0, 100);
        String progress = s.envelope().isEmpty()
                ? s.parked() ? "waits for a reply" : ""
                : "[" + bar(percent) + "] " + percent + " % of " + size(s.size());
        String until = s.end().isEmpty() ? "" : "  until " + clock.format(Instant.parse(s.end()));
        return String.format(Locale.ROOT, "%-16s %-10s %-7s %9s  %4d done  %s%s", s.site(), s.link(),
                s.direction(), lasted(Instant.parse(s.began()), now), s.envelopes(), progress, until);
    }

    private static Part bigSends(ServerNow now) {
        return new Part("BIG SENDS", BOLD, now.bigSends().stream().filter(b -> b.waiting() > 0)
                .map(TopFrame::bigSend).toList());
    }

    private static String bigSend(BatchRow b) {
        int percent = (int) ((b.sites() - b.waiting()) * 100 / Math.max(1, b.sites()));
        return String.format(Locale.ROOT, "%-20s [%s] %d %%  %d of %d wait%s%s%s", b.name(), bar(percent), percent,
                b.waiting(), b.sites(), b.late() > 0 ? ", " + b.late() + " late" : "",
                b.failed() > 0 ? ", " + b.failed() + " failed" : "", b.stage().isEmpty() ? "" : "  " + b.stage());
    }

    private Part sites(ServerNow now) {
        return new Part("SITES WITH MAIL", BOLD, now.routes().stream().filter(r -> r.depth() > 0)
                .sorted(Comparator.comparingLong(RouteRow::depth).reversed().thenComparing(RouteRow::site))
                .map(this::site).toList());
    }

    private String site(RouteRow r) {
        String when = r.inSession() || r.opens().isEmpty() || r.state().equals("open")
                ? ""
                : "opens " + clock.format(Instant.parse(r.opens()));
        return String.format(Locale.ROOT, "%-16s %-11s %7d waiting  %-18s %s", r.site(),
                r.inSession() ? "in session" : r.state(), r.depth(), when, r.lastReply());
    }

    private static String bar(int percent) {
        int full = percent * BAR / 100;
        return "=".repeat(full) + " ".repeat(BAR - full);
    }

    private static String lasted(Instant from, Instant to) {
        long minutes = Math.max(0, Duration.between(from, to).toMinutes());
        if (minutes < 120) return minutes + " min";
        return minutes < 2 * 1440
                ? minutes / 60 + " h " + minutes % 60 + " min"
                : minutes / 1440 + " d "
                        + minutes % 1440 / 60 + " h";
    }

    private static String size(long bytes) {
        if (bytes < 10_000) return bytes + " B";
        return bytes < 10_000_000 ? bytes / 1000 + " KB" : bytes / 1_000_000 + " MB";
    }
}
