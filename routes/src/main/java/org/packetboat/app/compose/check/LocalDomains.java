package org.packetboat.app.compose.check;

import java.util.Set;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Route;
import org.packetboat.schedules.yaml.Problems;

/** A route for a domain whose mail stays here: it is never used. Patterns that hold such a domain are usual. */
final class LocalDomains implements Check {
    @Override
    public void look(Subject subject, Problems problems) {
        Set<Domain> local = Set.copyOf(subject.configuration().localDomains());
        for (Route route : subject.routes()) {
            for (int i = 0; i < route.domains().size(); i++) {
                if (!(route.domains().get(i) instanceof DomainPattern.Exactly(Domain domain))) continue;
                if (!local.contains(domain)) continue;
                problems.warning(subject.written().route(route.site(), "domains", String.valueOf(i)),
                        "site " + route.site(), "found " + domain + ", which is one of local-domains: its mail stays "
                                + "here and never takes this route. Expected it in local-domains or "
                                + "in this route, not in both");
            }
        }
    }
}
