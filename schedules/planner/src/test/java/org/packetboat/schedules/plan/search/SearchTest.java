package org.packetboat.schedules.plan.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.packetboat.schedules.plan.Nights.at;
import static org.packetboat.schedules.plan.Nights.many;
import static org.packetboat.schedules.plan.Nights.question;
import static org.packetboat.schedules.plan.Nights.servers;
import static org.packetboat.schedules.plan.Nights.window;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.tariff.RateTimes;
import org.packetboat.engine.tariff.Rates;
import org.packetboat.engine.tariff.Tariff;
import org.packetboat.schedules.plan.job.Admission;
import org.packetboat.schedules.plan.job.Draft;
import org.packetboat.schedules.plan.job.Night;
import org.packetboat.schedules.plan.question.Allowance;
import org.packetboat.schedules.plan.question.PlanSite;
import org.packetboat.schedules.plan.question.PlannerSettings;

/** What a search was asked for. */
class SearchTest {
    private static final Instant LATER = at(60);
    /** Twelve cents a minute, three from the second hour on. */
    private static final Tariff CHEAPER_LATER = new Tariff("EUR", 0, 0, Duration.ofMinutes(1), new RateTimes() {
        @Override
        public Rates at(Instant instant) {
            return new Rates(instant.isBefore(LATER) ? 120_000 : 30_000, 0);
        }

        @Override
        public Optional<Instant> change(Instant after) {
            return Optional.of(LATER).filter(after::isBefore);
        }
    });

    /** No bound of the end is known: what is told to be the least cost is the least nevertheless. */
    @Test
    void theCostIsLoweredWhateverTheBoundOfTheEnd() {
        List<PlanSite> sites = many(3, "s", window(0, 300), 10).stream()
                .map(site -> site.within(Allowance.NONE.at(CHEAPER_LATER))).toList();
        Night night = Admission.of(question(sites, servers(1)));
        for (long end : List.of(0L, Duration.ofHours(5).toMillis(), Long.MAX_VALUE)) {
            Draft draft = Search.run(night, new Search.Goal(0, end), PlannerSettings.USUAL);
            assertEquals(3 * 10 * 30_000, Cheapening.cost(night.jobs(), draft));
            assertEquals(3 * 10 * 30_000, Search.leastCost(night, draft));
        }
    }
}
