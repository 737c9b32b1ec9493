package org.packetboat.schedules.night;

import java.time.Duration;
import org.packetboat.engine.route.Pace;
import org.packetboat.engine.route.Route;
import org.packetboat.schedules.plan.question.PlanSite;

/** As the plan of the night reckons, so that what it counts on is begun, and nothing else. */
record MeasuredPace(Expected expected) implements Pace {
    @Override
    public Duration transfer(Route route, long bytes) {
        return Duration.ofMillis(site(route, Math.max(1, bytes)).load().millis());
    }

    @Override
    public Duration call(Route route) {
        return Duration.ofMillis(site(route, 1).calling().millis());
    }

    private PlanSite site(Route route, long bytes) {
        return NightPlan.site(route.site(), route, bytes, expected.calling(), expected.compression(),
                expected.history());
    }
}
