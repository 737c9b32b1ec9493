package org.packetboat.connectors.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.watch.QueuePicture;
import org.packetboat.connectors.watch.Tally;
import org.packetboat.engine.calls.CallCount;
import org.packetboat.engine.calls.DataUse;
import org.packetboat.engine.calls.MonthlyData;
import org.packetboat.engine.node.RouteStatus;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.route.choice.RouteState;

/** What links and numbers are told of, where there are more routes than one over them. */
class LinkMetersTest {
    private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");

    /** A route whose link has a limit of data, and whose number has another. */
    static RouteStatus metered() {
        MonthlyData month = new MonthlyData(500, MonthlyData.Beyond.STOP, ZoneOffset.UTC);
        DataUse link = new DataUse("link sat", month, 12_345_678, month.ends(NOW));
        DataUse number = new DataUse("number 5550100", month, 1_000_000, month.ends(NOW));
        Route route = new Route("a", List.of(), Window.ALWAYS, "always", "sat", new Transport.Maildir("x"), 2,
                Duration.ofMinutes(1), Duration.ofHours(12), AtClose.DRAIN, 100);
        return new RouteStatus(route, new RouteState.Available(), Optional.empty(), Optional.empty(), 0, false,
                Optional.empty(), CallCount.NONE, Optional.empty(), List.of(link, number));
    }

    /** Two routes over one link have one series; a number has its own. */
    @Test
    void whatIsUsedOfAMonthsDataIsShown() {
        QueuePicture picture = new QueuePicture(NOW, Map.of(), Map.of("a", metered(), "b", metered()));
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new LinkMeters(registry, new Tally(), 5).update(picture);
        assertEquals(12_345_678, registry.get("packetboat.data.used.bytes").tag("of", "link sat").gauge().value());
        assertEquals(1_000_000, registry.get("packetboat.data.used.bytes").tag("of", "number 5550100").gauge().value());
        assertEquals(500_000_000, registry.get("packetboat.data.included.bytes").tag("of", "link sat").gauge().value());
    }
}
