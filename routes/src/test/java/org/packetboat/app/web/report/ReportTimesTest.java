package org.packetboat.app.web.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.schedules.plan.question.OpenTimes;

/** When a night is over. Berlin is an hour before UTC in winter. */
class ReportTimesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate SUNDAY = LocalDate.of(2026, 11, 29);

    private static Route route(Window window) {
        return new Route("s", List.of(new DomainPattern.Exactly(new Domain("s.example.com"))), window, "w", "ip",
                new Transport.Maildir("x"), 2, Duration.ofMinutes(1), Duration.ofDays(5), AtClose.CUT, 240);
    }

    private static ReportTimes times(Window... windows) {
        List<Route> routes = Stream.of(windows).map(ReportTimesTest::route).toList();
        return new ReportTimes(() -> routes, BERLIN, Optional.empty());
    }

    private static Window open(String... times) {
        Interval[] all = new Interval[times.length / 2];
        for (int i = 0; i < all.length; i++)
            all[i] = new Interval(Instant.parse(times[2 * i]), Instant.parse(times[2 * i + 1]));
        return OpenTimes.of(all);
    }

    private static Optional<Instant> at(String time) {
        return Optional.of(Instant.parse(time));
    }

    @Test
    void endsAMinuteAfterTheLastWindowCloses() {
        ReportTimes times = times(open("2026-11-29T22:00:00Z", "2026-11-30T02:00:00Z"),
                open("2026-11-30T03:00:00Z", "2026-11-30T04:00:00Z", "2026-11-30T17:00:00Z", "2026-11-30T18:00:00Z"),
                Window.ALWAYS);
        assertEquals(at("2026-11-30T04:01:00Z"), times.end(SUNDAY));
    }

    @Test
    void aWindowThatIsOpenAtNoonBelongsToTheNextNight() {
        ReportTimes times = times(open("2026-11-30T03:00:00Z", "2026-11-30T04:00:00Z",
                "2026-11-30T10:30:00Z", "2026-11-30T11:30:00Z"));
        assertEquals(at("2026-11-30T04:01:00Z"), times.end(SUNDAY));
        assertEquals(at("2026-11-30T11:31:00Z"), times.end(SUNDAY.plusDays(1)));
    }

    @Test
    void aNightWithoutWindowsHasNoEndOfItsOwn() {
        ReportTimes times = times(open("2026-11-27T22:00:00Z", "2026-11-28T02:00:00Z",
                "2026-11-30T22:00:00Z", "2026-12-01T02:00:00Z"));
        assertEquals(Optional.empty(), times.end(SUNDAY));
        assertEquals(Optional.of(new ReportTimes.Night(LocalDate.of(2026, 11, 27),
                Instant.parse("2026-11-28T02:01:00Z"))), times.over(Instant.parse("2026-11-30T20:00:00Z")));
    }

    @Test
    void whereNoWindowEverClosesItEndsInTheMorning() {
        assertEquals(at("2026-11-30T05:01:00Z"), times(Window.ALWAYS).end(SUNDAY));
        assertEquals(at("2026-11-30T05:01:00Z"), times().end(SUNDAY));
    }

    @Test
    void theConfiguredTimeCountsByTheClockOnTheWall() {
        ReportTimes morning = new ReportTimes(List::of, BERLIN, Optional.of(LocalTime.of(6, 30)));
        assertEquals(at("2026-11-30T05:31:00Z"), morning.end(SUNDAY));
        assertEquals(at("2026-07-02T04:31:00Z"), morning.end(LocalDate.of(2026, 7, 1)));
        ReportTimes evening = new ReportTimes(List::of, BERLIN, Optional.of(LocalTime.of(23, 0)));
        assertEquals(at("2026-11-29T22:01:00Z"), evening.end(SUNDAY));
    }

    @Test
    void aTimeThatAClockChangeSkipsIsLaterThatNight() {
        ReportTimes skipped = new ReportTimes(List::of, BERLIN, Optional.of(LocalTime.of(2, 30)));
        assertEquals(at("2026-03-29T01:31:00Z"), skipped.end(LocalDate.of(2026, 3, 28)));
    }

    @Test
    void aNightThatIsNotOverIsNotTheLastOne() {
        ReportTimes times = times(open("2026-11-28T22:00:00Z", "2026-11-29T02:00:00Z",
                "2026-11-29T22:00:00Z", "2026-11-30T02:00:00Z"));
        assertEquals(SUNDAY.minusDays(1), times.over(Instant.parse("2026-11-30T02:00:59Z")).orElseThrow().date());
        assertEquals(SUNDAY, times.over(Instant.parse("2026-11-30T02:01:00Z")).orElseThrow().date());
        assertEquals(Instant.parse("2026-11-29T02:01:00Z"), times.begin(SUNDAY));
    }
}
