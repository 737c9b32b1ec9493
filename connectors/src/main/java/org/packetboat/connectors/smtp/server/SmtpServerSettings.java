package org.packetboat.connectors.smtp.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.packetboat.connectors.smtp.tls.TlsFiles;
import org.packetboat.engine.mail.Domain;
import org.packetboat.protocols.smtp.filter.Filters;
import org.packetboat.protocols.smtp.server.ListenerRules;
import org.packetboat.protocols.smtp.server.SmtpPolicy;
import org.packetboat.protocols.smtp.syntax.Network;
import org.packetboat.protocols.smtp.syntax.SmtpLimits;
import org.packetboat.protocols.smtp.syntax.Tolerances;

/**
 * What a listener of the SMTP server is to be.
 *
 * @param listen     where it listens: an address and a port, of which 0 takes any free one, or a Unix socket
 * @param policy     who it is, and what it allows
 * @param tls        its TLS identity; without one STARTTLS is not offered
 * @param accounts   file of who may log in, see {@link Accounts}; needs {@code tls}, for a password never goes in clear
 * @param balancedBy networks of balancers that say by the PROXY protocol for whom they connect, and have to
 * @param filters    are asked about mail before it is taken
 */
public record SmtpServerSettings(SocketAddress listen, SmtpPolicy policy, Optional<TlsFiles> tls,
        Optional<Path> accounts, List<Network> balancedBy, Filters filters) {
    /** @throws IllegalArgumentException if the parts do not go together */
    public SmtpServerSettings {
        balancedBy = List.copyOf(balancedBy);
        if (listen instanceof InetSocketAddress net && net.isUnresolved()) {
            throw new IllegalArgumentException("smtp listen address \"" + net.getHostString() + "\" is not known");
        }
        if (accounts.isPresent() && tls.isEmpty()) {
            throw new IllegalArgumentException("smtp accounts " + accounts.get()
                    + " need tls: passwords are only taken over an encrypted connection");
        }
        if (policy.rules().encryption() != ListenerRules.Encryption.OFFERED && tls.isEmpty()) {
            throw new IllegalArgumentException("smtp at " + listen + " is to be encrypted, and has no certificate");
        }
    }

    /** One without filters. */
    public SmtpServerSettings(SocketAddress listen, SmtpPolicy policy, Optional<TlsFiles> tls,
            Optional<Path> accounts, List<Network> balancedBy) {
        this(listen, policy, tls, accounts, balancedBy, Filters.NONE);
    }

    /** The same server with these filters. */
    public SmtpServerSettings filteredBy(Filters others) {
        return new SmtpServerSettings(listen, policy, tls, accounts, balancedBy, others);
    }

    /** A server without TLS and accounts. */
    public static SmtpServerSettings plain(InetSocketAddress listen, Domain serverName, List<Network> relayFrom) {
        return new SmtpServerSettings(listen, new SmtpPolicy(serverName, relayFrom, SmtpLimits.STANDARD),
                Optional.empty(), Optional.empty(), List.of());
    }

    /** The same server with other limits. */
    public SmtpServerSettings withLimits(SmtpLimits others) {
        return with(new SmtpPolicy(policy.serverName(), policy.relayFrom(), policy.submitFrom(), others,
                policy.tolerances(), policy.rules()));
    }

    /** The same server by other rules. */
    public SmtpServerSettings withRules(ListenerRules others) {
        return with(policy.with(others));
    }

    private SmtpServerSettings with(SmtpPolicy other) {
        return new SmtpServerSettings(listen, other, tls, accounts, balancedBy, filters);
    }

    /** The same server somewhere else. */
    public SmtpServerSettings at(SocketAddress elsewhere) {
        return new SmtpServerSettings(elsewhere, policy, tls, accounts, balancedBy, filters);
    }

    /** The same server behind these balancers. */
    public SmtpServerSettings behind(List<Network> balancers) {
        return new SmtpServerSettings(listen, policy, tls, accounts, balancers, filters);
    }

    /** The same server with TLS. */
    public SmtpServerSettings withTls(TlsFiles files) {
        return new SmtpServerSettings(listen, policy, Optional.of(files), accounts, balancedBy, filters);
    }

    /** The same server with a file of accounts. */
    public SmtpServerSettings withAccounts(Path file) {
        return new SmtpServerSettings(listen, policy, tls, Optional.of(file), balancedBy, filters);
    }

    /** The file of a Unix socket. */
    Optional<Path> socketFile() {
        return listen instanceof UnixDomainSocketAddress unix ? Optional.of(unix.getPath()) : Optional.empty();
    }

    /** Whether somebody at this address has to say for whom he connects. */
    boolean isBalancer(InetAddress client) {
        return balancedBy.stream().anyMatch(network -> network.contains(client));
    }

    /**
     * Reads an address to listen on: {@code 127.0.0.1:2525}, {@code [::1]:2525}. Names are not looked up.
     *
     * @throws IllegalArgumentException with what was found and what is expected
     */
    public static InetSocketAddress listenAddress(String text) {
        int colon = text.lastIndexOf(':');
        try {
            String host = text.substring(0, Math.max(colon, 0));
            boolean bracketed = host.startsWith("[") && host.endsWith("]");
            InetAddress address = InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host);
            return new InetSocketAddress(address, Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not an address to listen on: \"" + text
                    + "\"; expected address:port like 127.0.0.1:2525 or [::1]:2525", e);
        }
    }
}
