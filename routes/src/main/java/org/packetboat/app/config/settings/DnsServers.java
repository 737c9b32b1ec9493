package org.packetboat.app.config.settings;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * The name servers to ask instead of the system's.
 *
 * @param servers  in the order in which they are asked; at least one
 * @param timeout  how long one server has for one answer
 * @param attempts how often each server is asked
 */
public record DnsServers(List<InetSocketAddress> servers, Duration timeout, int attempts) {
    public DnsServers {
        servers = List.copyOf(servers);
    }
}
