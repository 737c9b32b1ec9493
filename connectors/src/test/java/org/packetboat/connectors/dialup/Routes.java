package org.packetboat.connectors.dialup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;

/** Routes and calls for tests. */
final class Routes {
    private Routes() {
    }

    static Route route(String site, Transport transport) {
        return new Route(site, List.of(new DomainPattern.Exactly(new Domain(site + ".example"))), Window.ALWAYS,
                "always", "line", transport, 2, Duration.ofMinutes(1), Duration.ofHours(12), AtClose.DRAIN, 3360);
    }

    static Call call(String site, Transport transport) {
        return new Call(route(site, transport), Optional.empty(), Instant.MAX);
    }

    static Transport number(String number) {
        return new Transport.DialUp(Optional.of(number), Optional.empty(), 25, Tls.OFF);
    }

    static Transport host(String host) {
        return new Transport.Smtp(Optional.of(host), 25, Tls.OFF);
    }
}
