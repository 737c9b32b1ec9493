package org.packetboat.app.compose.check;

import org.packetboat.engine.route.Transport;
import org.packetboat.schedules.yaml.Problems;

/** A route to a UUCP node of our own name: over whatever line, its mail would go round, or not at all. */
final class OwnNode implements Check {
    @Override
    public void look(Subject subject, Problems problems) {
        String own = subject.configuration().lines().node();
        subject.routes().stream()
                .filter(route -> route.transport() instanceof Transport.Uucp uucp && uucp.node().equalsIgnoreCase(own))
                .forEach(route -> problems.warning(subject.written().route(route.site(), "node"),
                        "site " + route.site(), "found node " + own + ", which is this server itself (uucp-node): "
                                + "its mail would go round. Expected the far side's name, as it says in its greeting"));
    }
}
