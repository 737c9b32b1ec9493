package org.packetboat.app.compose.check;

import java.util.List;
import org.packetboat.engine.route.Route;
import org.packetboat.schedules.file.link.IpLink;
import org.packetboat.schedules.file.link.LinkSettings;
import org.packetboat.schedules.yaml.Problems;

/** Many sites over an IP link that carries one session at a time: each waits while another is slow. */
final class SharedSessions implements Check {
    private static final int A_FEW = 5;

    @Override
    public void look(Subject subject, Problems problems) {
        for (LinkSettings link : subject.schedules().links().values()) {
            if (!(link instanceof IpLink ip) || ip.sessions() > 1) continue;
            List<Route> routes = subject.routes().stream().filter(route -> route.link().equals(ip.name())).toList();
            if (routes.size() <= A_FEW) continue;
            problems.warning(subject.link(ip.name(), "kind"), "links." + ip.name(), "found " + routes.size()
                    + " sites that share the one session of this link: each waits while another is slow. Expected "
                    + "more sessions, like links: { " + ip.name() + ": { kind: ip, sessions: 4 } }");
        }
    }
}
