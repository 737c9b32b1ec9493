package org.packetboat.connectors.smtp.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Whom to ask in DNS, and how patiently.
 *
 * @param servers  in the order in which they are asked; none: nobody can be asked
 * @param timeout  how long one server has for one answer
 * @param attempts how often each server is asked, 1 or more
 */
public record DnsSettings(List<InetSocketAddress> servers, Duration timeout, int attempts) {
    /** As resolv.conf(5) has it where it says nothing. */
    public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);
    public static final int USUAL_ATTEMPTS = 2;
    public static final int PORT = 53;

    public DnsSettings {
        servers = List.copyOf(servers);
    }

    /** These servers, with the usual patience. */
    public static DnsSettings of(List<InetSocketAddress> servers) {
        return new DnsSettings(servers, USUAL_TIMEOUT, USUAL_ATTEMPTS);
    }
}
