package org.packetboat.app;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.packetboat.connectors.smtp.client.ClientNetwork;
import org.packetboat.connectors.smtp.client.ClientTls;
import org.packetboat.connectors.smtp.client.DnsMailExchangers;
import org.packetboat.connectors.smtp.client.SmtpLink;
import org.packetboat.connectors.smtp.client.SystemHosts;
import org.packetboat.connectors.smtp.client.Timeouts;
import org.packetboat.connectors.system.SystemClock;

/** The way out over IP, with the thread and the name service it needs. */
final class SmtpWay implements AutoCloseable {
    private final ClientNetwork network = new ClientNetwork();
    private final DnsMailExchangers exchangers = new DnsMailExchangers(network);
    private final SmtpLink link;

    /** @param server our name in the world */
    SmtpWay(String server, SystemClock clock) throws GeneralSecurityException {
        link = new SmtpLink(server, Set.of(server), Timeouts.STANDARD, new ClientTls(), network, exchangers,
                new SystemHosts(), new SecureRandom(), clock::instant, List.of());
    }

    SmtpLink link() {
        return link;
    }

    @Override
    public void close() {
        exchangers.close();
        network.close();
    }
}
