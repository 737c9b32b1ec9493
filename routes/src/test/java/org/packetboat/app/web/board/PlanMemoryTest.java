package org.packetboat.app.web.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.app.planning.Planning;
import org.packetboat.app.web.book.CallFiles;
import org.packetboat.app.web.book.PastCall;
import org.packetboat.app.web.book.PlannedCalls;
import org.packetboat.engine.route.Interval;
import org.packetboat.schedules.plan.answer.Bound;
import org.packetboat.schedules.plan.answer.PlannedCall;
import org.packetboat.schedules.plan.answer.Schedule;
import org.packetboat.schedules.plan.answer.SitePlan;

/** What was planned is there to be compared with what happened. */
class PlanMemoryTest {
    private static final Instant NIGHT = Instant.parse("2026-11-29T02:00:00Z");

    @TempDir
    Path folder;
    private Instant now = NIGHT;

    private PlanMemory memory() {
        return new PlanMemory(new PlannedCalls(new CallFiles(folder)), () -> now);
    }

    /** Calls of ten minutes each, one after the other from then on. */
    private void plan(PlanMemory memory, Instant from, String... sites) {
        List<SitePlan> calls = Stream.iterate(0, i -> i < sites.length, i -> i + 1)
                .map(i -> site(sites[i], from.plusSeconds(600L * i))).toList();
        memory.hear(new Planning.Planned(now, new Schedule(now, calls, new Bound(Bound.Kind.LOAD, now))));
    }

    private static SitePlan site(String name, Instant begin) {
        PlannedCall call = new PlannedCall(name, new Interval(begin, begin.plusSeconds(600)), 84_000);
        return new SitePlan(name, "line-1", "l1", List.of(call), Duration.ZERO, Duration.ZERO, 0);
    }

    private static List<String> sites(PlanMemory memory) {
        return memory.between(NIGHT, NIGHT.plus(Duration.ofHours(6))).stream().map(PastCall::site).sorted().toList();
    }

    @Test
    void whatHadBegunOutlivesItsPlanAndTheServer() {
        try (PlanMemory memory = memory()) {
            plan(memory, NIGHT, "albany", "boston", "chicago");
            now = NIGHT.plusSeconds(700);
            plan(memory, now.plusSeconds(60), "denver", "chicago");
            assertEquals(List.of("albany", "boston", "chicago", "denver"), sites(memory));
            now = NIGHT.plusSeconds(900);
        }
        now = NIGHT.plus(Duration.ofDays(7));
        try (PlanMemory later = memory()) {
            assertEquals(List.of("albany", "boston", "denver"), sites(later));
            plan(later, now, "elsewhere");
            assertEquals(List.of("albany", "boston", "denver"), sites(later));
        }
    }

    @Test
    void whatIsInMemoryAndInItsFileIsThereOnce() {
        try (PlanMemory before = memory()) {
            plan(before, NIGHT, "albany");
            now = NIGHT.plusSeconds(1);
        }
        try (PlanMemory memory = memory()) {
            plan(memory, NIGHT, "albany");
            assertEquals(List.of("albany"), sites(memory));
        }
    }

    @Test
    void aServerThatIsBusyIsNoSite() {
        try (PlanMemory memory = memory()) {
            plan(memory, NIGHT, "in session at albany", "boston");
            assertEquals(List.of("boston"), sites(memory));
        }
    }
}
