package org.packetboat.app.compose.check;

import java.util.List;
import java.util.TreeSet;
import org.packetboat.schedules.file.HubServer;
import org.packetboat.schedules.yaml.Problems;

/** Links that a server of the hub is given and no schedule file describes. */
final class ServerLinks implements Check {
    @Override
    public void look(Subject subject, Problems problems) {
        String known = String.join(", ", new TreeSet<>(subject.schedules().links().keySet()));
        List<HubServer> servers = subject.configuration().servers();
        for (int i = 0; i < servers.size(); i++) {
            HubServer server = servers.get(i);
            String item = String.valueOf(i);
            server.links().stream().filter(link -> !subject.schedules().links().containsKey(link))
                    .forEach(link -> problems.error(subject.at("servers", item, "links"), "servers: " + server.name(),
                            "found link " + link + ", which no schedule file describes; expected one of: " + known));
        }
    }
}
