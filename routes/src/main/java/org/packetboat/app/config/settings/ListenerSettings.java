package org.packetboat.app.config.settings;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.packetboat.protocols.smtp.server.ListenerRules;
import org.packetboat.protocols.smtp.syntax.Tolerances;

/**
 * One place where mail is taken in by SMTP or LMTP, as it is configured.
 *
 * @param path       where it stands in the configuration: {@code smtp}, or {@code smtp.listeners.NAME}
 * @param listen     an address and a port, or a Unix socket
 * @param networks   from where clients may do what
 * @param tls        its identity; without one nothing is encrypted
 * @param authFile   who may log in, a file of salted hashes; only with tls
 * @param bounds     how much it takes
 * @param tolerances what is borne of clients that speak SMTP badly
 * @param rules      how it speaks and what it asks of its clients
 * @param filters    look at mail before it is accepted, in their order
 */
public record ListenerSettings(String path, SocketAddress listen, Networks networks,
        Optional<SmtpIntake.TlsIdentity> tls, Optional<Path> authFile, Bounds bounds, Tolerances tolerances,
        ListenerRules rules, List<FilterSettings> filters) {
    public ListenerSettings {
        filters = List.copyOf(filters);
    }

    /** Its address and port; empty if it is a Unix socket. */
    public Optional<InetSocketAddress> address() {
        return listen instanceof InetSocketAddress net ? Optional.of(net) : Optional.empty();
    }

    /** What it is called. */
    public String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** The keys that lead to one of its own. */
    public String[] keys(String key) {
        return (path + "." + key).split("\\.");
    }

    /**
     * Networks in CIDR notation.
     *
     * @param relayFrom  whose clients may send to anywhere a route leads
     * @param submitFrom whose clients write mail: its head is put right, if they may relay
     * @param proxyFrom  whose clients are balancers that say by the PROXY protocol for whom they connect
     */
    public record Networks(List<String> relayFrom, List<String> submitFrom, List<String> proxyFrom) {
        public Networks {
            relayFrom = List.copyOf(relayFrom);
            submitFrom = List.copyOf(submitFrom);
            proxyFrom = List.copyOf(proxyFrom);
        }
    }

    /**
     * How much is taken.
     *
     * @param messageSize      the largest message, in bytes
     * @param recipients       of one message, at least 100 (RFC 5321 section 4.5.3.1.8)
     * @param fromStrangers    the same for clients that may not relay
     * @param connections      open at a time
     * @param perClient        connections that one address may have open at a time
     * @param idle             how long a client may take for a command, and be silent for within a message
     */
    public record Bounds(long messageSize, int recipients, int fromStrangers, int connections, int perClient,
            Duration idle) {}
}
