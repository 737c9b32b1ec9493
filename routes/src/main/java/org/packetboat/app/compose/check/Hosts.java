package org.packetboat.app.compose.check;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.packetboat.engine.route.Route;
import org.packetboat.schedules.yaml.Problems;

/** Hosts that this machine does not find. A name service that is away is told once, not for each host. */
final class Hosts implements Check {
    private static final int MOST_TOLD = 10;

    @Override
    public void look(Subject subject, Problems problems) {
        Map<String, ConfiguredAddress> wanted = new LinkedHashMap<>();
        ConfiguredAddress.ofOutlet(subject).ifPresent(outlet -> wanted.put(outlet.host(), outlet));
        for (Route route : subject.routes())
            ConfiguredAddress.of(route, subject).forEach(address -> wanted.putIfAbsent(address.host(), address));
        wanted.remove(subject.configuration().identity().server().name()); // OwnPort's affair
        Map<String, List<InetAddress>> found = subject.machine().find(wanted.keySet());
        List<ConfiguredAddress> missing = wanted.values().stream()
                .filter(address -> found.containsKey(address.host()) && found.get(address.host()).isEmpty())
                .toList();
        boolean many = missing.size() > MOST_TOLD;
        for (ConfiguredAddress address : many ? missing.subList(0, 1) : missing)
            problems.warning(address.place(), address.path(), "found host " + address.host()
                    + (many ? " and " + (missing.size() - 1) + " others" : "") + ", which this machine does not find: "
                    + "mail waits while that is so. Expected a name that DNS or /etc/hosts has; --offline does not "
                    + "ask");
    }
}
