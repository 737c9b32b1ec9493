package org.packetboat.app.config.settings;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.packetboat.protocols.smtp.syntax.Tolerances;

/**
 * How mail is taken in by SMTP.
 *
 * @param listen         where to listen; loopback unless told otherwise
 * @param relayFrom      networks, in CIDR notation, whose clients may send to anywhere a route leads
 * @param submitFrom     networks, in CIDR notation, whose clients write mail: its head is put right, if they may relay
 * @param tls            the server's identity for STARTTLS; without one STARTTLS is not offered
 * @param authFile       who may log in, a file of salted hashes; only with tls
 * @param maxMessageSize the largest message taken, in bytes
 * @param maxRecipients  of one message, at least 100 (RFC 5321 section 4.5.3.1.8)
 * @param maxFromStrangers the same for clients that may not relay
 * @param maxConnections open at a time
 * @param perClient      connections that one address may have open at a time
 * @param idleTimeout    how long a client may take for a command, and be silent for within a message
 * @param tolerances     what is borne of clients that speak SMTP badly
 */
public record SmtpIntake(InetSocketAddress listen, List<String> relayFrom, List<String> submitFrom,
        Optional<TlsIdentity> tls,
        Optional<Path> authFile, long maxMessageSize, int maxRecipients, int maxFromStrangers,
        int maxConnections, int perClient, Duration idleTimeout, Tolerances tolerances) {
    public SmtpIntake {
        relayFrom = List.copyOf(relayFrom);
        submitFrom = List.copyOf(submitFrom);
    }

    /**
     * The server's own certificate, followed by those that lead to its root, and its private key; both PEM files.
     */
    public record TlsIdentity(Path certificate, Path key) {}
}
