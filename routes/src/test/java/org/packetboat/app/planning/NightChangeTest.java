package org.packetboat.app.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.schedules.plan.question.LineRate;
import org.packetboat.schedules.plan.question.Load;
import org.packetboat.schedules.plan.question.OpenTimes;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanServer;
import org.packetboat.schedules.plan.question.PlanSite;
import org.packetboat.schedules.plan.question.Terms;

/** A night that is not as it is. */
class NightChangeTest {
    private static final Instant NOW = Instant.parse("2026-11-20T22:00:00Z");
    private static final Instant CLOSED = NOW.minus(Duration.ofMinutes(10));
    private static final OpenTimes HOUR = OpenTimes.of(new Interval(CLOSED.minus(Duration.ofHours(1)), CLOSED),
            new Interval(CLOSED.plus(Duration.ofHours(23)), CLOSED.plus(Duration.ofHours(24))));

    private static PlanQuestion tonight(Window window) {
        PlanSite site = new PlanSite("ny", window, "night", "line",
                new Load(84_000, Load.UNCOMPRESSED, LineRate.nominal(240)), Calling.FREE, Terms.NONE);
        return new PlanQuestion(NOW, new Interval(NOW, NOW.plus(Duration.ofDays(1))), List.of(site),
                List.of(PlanServer.withOneLine("hub")));
    }

    private static NightChange stretched(int earlier, int later) {
        return new NightChange(0, Duration.ofMinutes(earlier), Duration.ofMinutes(later), Optional.empty(),
                Optional.empty());
    }

    private static NightChange change(int servers, Optional<Long> most) {
        return new NightChange(servers, Duration.ZERO, Duration.ZERO, most, Optional.empty());
    }

    private static Interval next(NightChange change, Window window) {
        return change.of(tonight(window)).sites().getFirst().window().from(NOW).orElseThrow();
    }

    @Test
    void aWindowThatHasClosedIsOpenStillIfItClosesLater() {
        Interval open = next(stretched(0, 30), HOUR);
        assertEquals(CLOSED.plus(Duration.ofMinutes(30)), open.close());
        assertEquals(HOUR.intervals().getLast(), next(NightChange.NONE, HOUR));
        Instant opens = HOUR.intervals().getLast().open();
        assertEquals(opens.minus(Duration.ofMinutes(5)), next(stretched(5, 0), HOUR).open());
    }

    @Test
    void whatIsAlwaysOpenStaysSo() {
        assertEquals(new Interval(Instant.MIN, Instant.MAX), next(stretched(10, 10), Window.ALWAYS));
    }

    @Test
    void linesMailAndStartAreChanged() {
        Instant start = NOW.plus(Duration.ofHours(2));
        PlanQuestion changed = new NightChange(2, Duration.ZERO, Duration.ZERO, Optional.of(1000L), Optional.of(start))
                .of(tonight(HOUR));
        assertEquals(3, changed.servers().size());
        assertEquals(1000, changed.sites().getFirst().load().bytes());
        assertEquals(Optional.of(start), changed.sites().getFirst().terms().notBefore());
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> stretched(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> stretched(0, 24 * 60 + 1));
        assertThrows(IllegalArgumentException.class, () -> change(101, Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> change(0, Optional.of(0L)));
    }
}
