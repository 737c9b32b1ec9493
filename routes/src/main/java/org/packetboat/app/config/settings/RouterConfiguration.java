package org.packetboat.app.config.settings;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.packetboat.schedules.yaml.Place;

/**
 * How servers around this one are told what it reaches, and heard.
 *
 * @param listen     where datagrams come in
 * @param neighbours where ours go: addresses of hosts, broadcast addresses or multicast groups
 * @param key        what they are signed with; never told
 * @param sites      whose routes are advertised, with where that is said; all, if not said
 * @param mailPort   at which port others hand us mail; the port of SMTP, if not said
 */
public record RouterConfiguration(InetSocketAddress listen, List<InetSocketAddress> neighbours, String key,
        Optional<Map<String, Place>> sites, OptionalInt mailPort) {
    public RouterConfiguration {
        neighbours = List.copyOf(neighbours);
        sites = sites.map(Map::copyOf);
    }

    /** Whether others are told of this site. */
    public boolean advertises(String site) {
        return sites.map(all -> all.containsKey(site)).orElse(true);
    }

    @Override
    public String toString() {
        return "RouterConfiguration[listen=" + listen + ", neighbours=" + neighbours + ", sites=" + sites
                + ", mailPort=" + mailPort + "]";
    }
}
