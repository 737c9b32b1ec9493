package org.packetboat.connectors.smtp.client;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.packetboat.engine.route.SiteHost;

/** In which order the hosts of a site are tried. */
public interface HostOrder {
    /**
     * @param from our addresses that they are connected to from; any if there are none
     * @return at least one of them, the first to try first
     */
    List<SiteHost> of(List<SiteHost> hosts, List<InetAddress> from);

    /** By preference, equals in random order, to share their load. */
    static HostOrder byPreference(RandomGenerator random) {
        return (hosts, _) -> {
            List<SiteHost> order = new ArrayList<>(hosts);
            Collections.shuffle(order, random);
            order.sort(Comparator.comparingInt(SiteHost::preference));
            return order;
        };
    }
}
