package org.packetboat.connectors.smtp.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.packetboat.connectors.smtp.tls.TlsFiles;
import org.packetboat.engine.mail.Domain;
import org.packetboat.protocols.smtp.server.SmtpPolicy;
import org.packetboat.protocols.smtp.syntax.Network;
import org.packetboat.protocols.smtp.syntax.SmtpLimits;
import org.packetboat.protocols.smtp.syntax.Tolerances;

/**
 * What the SMTP server is to be.
 *
 * @param listen     where it listens; port 0 takes any free one
 * @param serverName how it introduces itself, and the domain of a bare {@code <postmaster>}
 * @param relayFrom  networks whose clients may send to anywhere, not just to local domains
 * @param submitFrom networks whose clients write mail: its head is put right, if they may relay
 * @param tls        its TLS identity; without one STARTTLS is not offered
 * @param accounts   file of who may log in, see {@link Accounts}; needs {@code tls}, for a password never goes in clear
 * @param limits     how much it puts up with
 * @param tolerances what it bears of clients that speak SMTP badly
 */
public record SmtpServerSettings(InetSocketAddress listen, Domain serverName, List<Network> relayFrom,
        List<Network> submitFrom, Optional<TlsFiles> tls, Optional<Path> accounts, SmtpLimits limits,
        Tolerances tolerances) {
    /** @throws IllegalArgumentException if the parts do not go together */
    public SmtpServerSettings {
        relayFrom = List.copyOf(relayFrom);
        submitFrom = List.copyOf(submitFrom);
        if (listen.isUnresolved()) {
            throw new IllegalArgumentException("smtp listen address \"" + listen.getHostString() + "\" is not known");
        }
        if (accounts.isPresent() && tls.isEmpty()) {
            throw new IllegalArgumentException("smtp accounts " + accounts.get()
                    + " need tls: passwords are only taken over an encrypted connection");
        }
    }

    /** A server without TLS and accounts. */
    public static SmtpServerSettings plain(InetSocketAddress listen, Domain serverName, List<Network> relayFrom) {
        return new SmtpServerSettings(listen, serverName, relayFrom, List.of(), Optional.empty(), Optional.empty(),
                SmtpLimits.STANDARD, Tolerances.USUAL);
    }

    /** The same server with other limits. */
    public SmtpServerSettings withLimits(SmtpLimits others) {
        return new SmtpServerSettings(listen, serverName, relayFrom, submitFrom, tls, accounts, others, tolerances);
    }

    /** The same server with TLS. */
    public SmtpServerSettings withTls(TlsFiles files) {
        return new SmtpServerSettings(listen, serverName, relayFrom, submitFrom, Optional.of(files), accounts, limits,
                tolerances);
    }

    /** The same server with a file of accounts. */
    public SmtpServerSettings withAccounts(Path file) {
        return new SmtpServerSettings(listen, serverName, relayFrom, submitFrom, tls, Optional.of(file), limits,
                tolerances);
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

    /** What its sessions need of this. */
    SmtpPolicy policy() {
        return new SmtpPolicy(serverName, relayFrom, submitFrom, limits, tolerances);
    }
}
