package org.packetboat.connectors.dialup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Reach;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Tls;
import org.packetboat.engine.route.Window;

/** Routes and calls for tests. */
final class Routes {
    private Routes() {
    }

    static Route route(String site, Reach reach) {
        return new Route(site, List.of(new DomainPattern.Exactly(new Domain(site + ".example"))), Window.ALWAYS,
                "always", "line", reach, 2, Duration.ofMinutes(1), Duration.ofHours(12), AtClose.DRAIN, 3360);
    }

    static Call call(String site, Reach reach) {
        return new Call(route(site, reach), Optional.empty(), Instant.MAX);
    }

    static Reach number(String number) {
        return new Reach.DialUp(Optional.of(number), Optional.empty(), 25, Tls.OFF);
    }

    static Reach host(String host) {
        return new Reach.Smtp(Optional.of(host), 25, Tls.OFF);
    }
}
