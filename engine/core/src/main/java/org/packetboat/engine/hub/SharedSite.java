package org.packetboat.engine.hub;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A site that servers on several machines of a hub may call.
 *
 * @param servers those that may, the preferred one first
 * @param here    those of them that are on this machine
 */
public record SharedSite(List<String> servers, Set<String> here) {
    public SharedSite {
        servers = List.copyOf(servers);
        here = Set.copyOf(here);
    }

    /** The servers on other machines. */
    public List<String> others() {
        return servers.stream().filter(server -> !here.contains(server)).toList();
    }

    /** The first of this machine's. */
    Optional<String> ours() {
        return servers.stream().filter(here::contains).findFirst();
    }

    /** The servers on other machines that come before this machine's first. */
    public List<String> ahead() {
        return servers.stream().takeWhile(server -> !here.contains(server)).toList();
    }

    /** Whether a server comes before this machine's first in the list. One that is not in the list does not. */
    boolean isAhead(String server) {
        int place = servers.indexOf(server);
        return place >= 0 && place < ours().map(servers::indexOf).orElse(-1);
    }
}
