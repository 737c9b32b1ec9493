package org.packetboat.app.compose;

import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.settings.RouterConfiguration;
import org.packetboat.connectors.router.Reachability;
import org.packetboat.connectors.router.RouterPort;
import org.packetboat.connectors.router.RouterSettings;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.router.Learned;
import org.packetboat.engine.router.LearnedRoutes;
import org.packetboat.engine.router.LocalEntry;
import org.packetboat.protocols.router.RouterKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joins the node to the servers around it: they hear what it reaches, and it may send by what they reach. */
record Routing(Node node, RouterConfiguration router, LearnedRoutes routes) implements Reachability {
    private static final Logger LOG = LoggerFactory.getLogger(Routing.class);
    private static final int ASKED_AT_ONCE = 20;
    /** A network between servers, 1 MB/s: no reason to leave anything for later. */
    private static final long RATE = 1_000_000;

    /** Starts to take part. @param mailPort where this server takes mail, if the configuration does not say */
    static RouterPort start(Core core, RouterConfiguration router, int mailPort) {
        Configuration configuration = core.configuration();
        LearnedRoutes routes = new LearnedRoutes(
                configuration.delivery().msfsleep().multipliedBy(configuration.delivery().msfrsleep()),
                configuration.delivery().msdead(), RATE);
        RouterSettings settings = new RouterSettings(configuration.identity().server(),
                router.mailPort().orElse(mailPort), router.listen(), router.neighbours(),
                new RouterKey(router.key()));
        return RouterPort.start(settings, new Routing(core.node(), router, routes), core.clock(),
                new SecureRandom());
    }

    @Override
    public void own(Consumer<List<LocalEntry>> answer) {
        node.overview().reached(router::advertises, answer);
    }

    @Override
    public void stranded(Consumer<List<Domain>> answer) {
        node.overview().stranded(ASKED_AT_ONCE, answer);
    }

    @Override
    public void learned(List<Learned> ways) {
        LOG.info("event=router-table ways={} usable={}", ways.size(),
                ways.stream().filter(way -> way.entry().isUsable()).count());
        node.change(policy -> policy.learning(routes.of(ways)));
    }
}
