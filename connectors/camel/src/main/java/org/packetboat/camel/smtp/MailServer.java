package org.packetboat.camel.smtp;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.peer.EightBit;
import org.packetboat.engine.peer.PeerLimits;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.PeerTrust;
import org.packetboat.engine.peer.Tls;
import org.packetboat.protocols.smtp.client.ClientProfile;
import org.packetboat.protocols.smtp.client.ClientService;
import org.packetboat.protocols.smtp.client.Pace;
import org.packetboat.protocols.smtp.client.Timeouts;
import org.packetboat.protocols.smtp.sasl.SaslLogin;

/**
 * The server that mail is submitted to.
 *
 * @param host        a name or an address
 * @param port        of SMTP
 * @param name        our own name for EHLO
 * @param tls         whether the connection is encrypted; with {@code MAY} nobody's certificate is looked at
 * @param trust       what TLS trusts; empty for what the Java machine trusts
 * @param login       what we log in with
 * @param connections how many at a time, at most; at least 1
 * @param idle        how long one is kept that has nothing to do
 */
public record MailServer(String host, int port, String name, Tls tls, Optional<SSLContext> trust,
        Optional<SaslLogin> login, int connections, Duration idle) {
    private static final long FAST = 1_000_000;

    ClientProfile profile() {
        PeerPolicy policy = new PeerPolicy(tls, Optional.empty(), Set.of(), EightBit.REFUSE,
                PeerLimits.USUAL, PeerTrust.USUAL);
        return new ClientProfile(name, false, policy, Timeouts.STANDARD, Pace.of(FAST), false, login, Optional.empty(),
                ClientService.none()).reasking();
    }

    /** What a failure of our own is called. */
    static Reply trouble(String status, String text) {
        return new Reply(451, status, text);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
