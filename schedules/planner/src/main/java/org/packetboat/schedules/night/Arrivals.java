package org.packetboat.schedules.night;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.route.Pace;
import org.packetboat.engine.route.choice.RouteCondition;
import org.packetboat.engine.site.SiteLoad;
import org.packetboat.schedules.plan.answer.Schedule;
import org.packetboat.schedules.plan.answer.SitePlan;

/**
 * When what waits can be expected to be at the next site: by the plan or, where it says nothing, by its window and rate
 * with the line for it alone.
 */
public final class Arrivals {
    private Arrivals() {}

    /** By the site's name; {@link Instant#MAX} if never. */
    public static Map<String, Instant> expected(List<SiteLoad> loads, Optional<Schedule> schedule, Pace pace,
            Instant now) {
        Map<String, Instant> planned = new HashMap<>();
        schedule.ifPresent(s -> s.sites().forEach((SitePlan p) -> planned.put(p.name(), p.end())));
        Map<String, Instant> expected = new HashMap<>();
        for (SiteLoad load : loads) {
            Instant at = planned.get(load.name());
            expected.put(load.name(), at != null
                    ? at
                    : new RouteCondition(load.route(), Instant.MIN, false, 0, pace).arrival(load.bytes(), now));
        }
        return expected;
    }
}
