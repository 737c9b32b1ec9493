package org.packetboat.schedules.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.packetboat.schedules.plan.Nights.plan;
import static org.packetboat.schedules.plan.Nights.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Route;
import org.packetboat.schedules.file.Reading;
import org.packetboat.schedules.file.ScheduleDefaults;
import org.packetboat.schedules.file.ScheduleReader;
import org.packetboat.schedules.file.SourceFiles;
import org.packetboat.schedules.file.link.LinkKinds;
import org.packetboat.schedules.plan.answer.PlanAnswer;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.schedules.plan.question.PlanQuestion;
import org.packetboat.schedules.plan.question.PlanSite;

/** The ready schedules do what their comments say. */
public class ExamplesTest {
    /** A Monday evening on the Pacific coast. */
    private static final Instant EVENING = Instant.parse("2026-11-24T04:00:00Z");
    private static final Interval NIGHT = new Interval(EVENING, Instant.parse("2026-11-24T16:00:00Z"));
    private static final long TEN_MINUTES = 10 * 60 * 240;
    private static final long EDITION = 84 * 1024;

    /** A plan's question for a ready schedule: so many bytes for every site. */
    public static PlanQuestion night(String example, long bytes, Interval horizon, int hubs) {
        return new PlanQuestion(horizon.open(), horizon, routes(example).stream()
                .map(route -> PlanSite.of(route, bytes, Calling.FREE)).toList(), servers(hubs));
    }

    private static List<Route> routes(String example) {
        ScheduleDefaults defaults = new ScheduleDefaults(Duration.ofSeconds(10), 6, Duration.ofHours(12));
        Reading reading = new ScheduleReader(defaults, LinkKinds.ALL)
                .read(new SourceFiles(List.of(Path.of("../examples", example))), EVENING);
        return assertInstanceOf(Reading.Good.class, reading, reading::toString).schedules().routes();
    }

    private static PlanAnswer original(String reading, long bytes, int hubs) {
        return plan(night("original-" + reading + ".yaml", bytes, NIGHT, hubs));
    }

    private static Duration spare(PlanAnswer answer) {
        return assertInstanceOf(PlanAnswer.Fits.class, answer, answer::toString).spare();
    }

    @Test
    void bothReadingsHave31Routes() {
        assertEquals(31, routes("original-pacific.yaml").size());
        assertEquals(31, routes("original-local.yaml").size());
    }

    @Test
    void onThePacificClockOneServerIsTooFew() {
        assertEquals(4 + 4 + 5, ((PlanAnswer.DoesNotFit) original("pacific", TEN_MINUTES, 1)).missed().size());
    }

    @Test
    void onThePacificClockTwoServersMakeItAndThreeLeave20Minutes() {
        assertEquals(Duration.ZERO, spare(original("pacific", TEN_MINUTES, 2)));
        assertEquals(Duration.ofMinutes(20), spare(original("pacific", TEN_MINUTES, 3)));
    }

    @Test
    void byEachSitesOwnClockOneServerMakesIt() {
        PlanAnswer.Fits answer = (PlanAnswer.Fits) original("local", TEN_MINUTES, 1);
        assertEquals(Duration.ofMinutes(310), answer.schedule().makespan());
    }

    @Test
    void byEachSitesOwnClockTheEditionIsThereInTime() {
        spare(original("local", EDITION, 1));
    }

    @Test
    void aShipGetsInTwoPassesWhatIsTooMuchForOne() {
        Interval day = new Interval(Instant.parse("2026-11-24T00:00:00Z"), Instant.parse("2026-11-25T00:00:00Z"));
        PlanQuestion cut = night("maritime-fleet.yaml", 1_000_000, day, 1);
        assertEquals(8, ((PlanAnswer.DoesNotFit) plan(cut)).missed().size());
        PlanQuestion resumable = cut.with(day, PlanSite::resumable);
        PlanAnswer.Fits answer = assertInstanceOf(PlanAnswer.Fits.class, plan(resumable));
        assertEquals(2, answer.schedule().site("aurora").orElseThrow().calls().size());
    }

    @Test
    void oneLineServesAllSchoolsInANight() {
        Interval night = new Interval(Instant.parse("2026-11-24T18:00:00Z"), Instant.parse("2026-11-25T09:00:00Z"));
        spare(plan(night("school-network.yaml", 2L << 20, night, 1)));
    }
}
