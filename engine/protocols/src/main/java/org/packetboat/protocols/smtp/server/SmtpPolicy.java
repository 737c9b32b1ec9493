package org.packetboat.protocols.smtp.server;

import java.net.InetAddress;
import java.util.List;
import org.packetboat.engine.mail.Domain;
import org.packetboat.protocols.smtp.syntax.Network;
import org.packetboat.protocols.smtp.syntax.SmtpLimits;
import org.packetboat.protocols.smtp.syntax.Tolerances;

/**
 * Who a server is and what it allows.
 *
 * @param serverName how it introduces itself, and the domain of a bare {@code <postmaster>}
 * @param relayFrom  networks whose clients may send to anywhere, not just to local domains
 * @param submitFrom networks whose clients write mail: what its head lacks is added, if they may relay
 * @param limits     how much it puts up with
 * @param tolerances what it bears of clients that speak SMTP badly
 * @param rules      how the listener speaks that a client has come to
 */
public record SmtpPolicy(Domain serverName, List<Network> relayFrom, List<Network> submitFrom, SmtpLimits limits,
        Tolerances tolerances, ListenerRules rules) {
    public SmtpPolicy {
        relayFrom = List.copyOf(relayFrom);
        submitFrom = List.copyOf(submitFrom);
    }

    /** One that bears what is usual, and changes nothing. */
    public SmtpPolicy(Domain serverName, List<Network> relayFrom, SmtpLimits limits) {
        this(serverName, relayFrom, List.of(), limits, Tolerances.USUAL, ListenerRules.USUAL);
    }

    /** The same by other rules. */
    public SmtpPolicy with(ListenerRules others) {
        return new SmtpPolicy(serverName, relayFrom, submitFrom, limits, tolerances, others);
    }

    /** Whether a client at this address writes mail. */
    public boolean submitsFrom(InetAddress client) {
        return submitFrom.stream().anyMatch(network -> network.contains(client));
    }

    /** Whether a client at this address may send to anywhere. */
    public boolean relaysFrom(InetAddress client) {
        return relayFrom.stream().anyMatch(network -> network.contains(client));
    }
}
