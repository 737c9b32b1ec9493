package org.packetboat.app.web.report;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.packetboat.app.web.board.BoardSource;

/**
 * Reports for whoever asks: those that were kept, and of other nights what can still be told. For any thread; it may
 * ask the node, and waits for it.
 *
 * @param returned what came back since the last report
 */
public record NightReports(BoardSource source, ReportBook book, ReturnedMail returned, ReportTimes times) {
    /** Tonight as far as it has come. */
    public static final String NOW = "now";

    /** Where a server keeps reports. */
    public static Path folder(Path data) {
        return data.resolve("reports");
    }

    /**
     * A report.
     *
     * @param night the date of its evening, such as {@code 2026-11-29}; {@code now}; empty for the last that is over
     * @return empty if nothing is known of it
     * @throws IllegalArgumentException if it is no date
     */
    public Optional<MorningReport> report(String night) {
        Instant now = source.now();
        if (night.equals(NOW)) return Optional.of(soFar(now));
        Optional<LocalDate> date = night.isEmpty()
                ? times.over(now).map(ReportTimes.Night::date)
                : Optional.of(date(night));
        return date.flatMap(of -> book.report(of).or(() -> make(of, now)));
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("found \"" + text + "\"; expected a date like 2026-11-29, or " + NOW, e);
        }
    }

    private MorningReport soFar(Instant now) {
        Instant from = book.state().map(ReportBook.State::since).filter(now::isAfter)
                .orElseGet(() -> times.begin(times.date(now)));
        return ReportMaker.make(source, zone(), wanted(times.date(now), from, now, returned.all()));
    }

    /** Of a night that no report was kept of: what came back in it is not known any more. */
    private Optional<MorningReport> make(LocalDate date, Instant now) {
        Instant from = times.begin(date);
        Optional<Instant> end = times.end(date).filter(to -> !to.isAfter(now));
        if (end.isEmpty() || source.calls().begins().filter(end.get()::isAfter).isEmpty()) return Optional.empty();
        return Optional.of(ReportMaker.make(source, zone(), wanted(date, from, end.get(), List.of())));
    }

    ReportMaker.Wanted wanted(LocalDate date, Instant from, Instant to, List<MorningReport.Returned> back) {
        return new ReportMaker.Wanted(date, from, to, back,
                Set.copyOf(book.state().map(ReportBook.State::mails).orElse(List.of())));
    }

    ZoneId zone() {
        return times.zone();
    }

    /** The nights of which reports were kept, the latest first. */
    public List<String> nights() {
        return book.nights().stream().map(LocalDate::toString).toList();
    }
}
