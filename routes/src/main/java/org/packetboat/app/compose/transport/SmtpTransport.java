package org.packetboat.app.compose.transport;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.packetboat.app.config.settings.DnsServers;
import org.packetboat.connectors.mime.MimeFitting;
import org.packetboat.connectors.smtp.client.ClientNetwork;
import org.packetboat.connectors.smtp.client.DnsMailExchangers;
import org.packetboat.connectors.smtp.client.DnsSettings;
import org.packetboat.connectors.smtp.client.Fetches;
import org.packetboat.connectors.smtp.client.HostProbes;
import org.packetboat.connectors.smtp.client.Ourselves;
import org.packetboat.connectors.smtp.client.SmtpLink;
import org.packetboat.connectors.smtp.client.SystemHosts;
import org.packetboat.connectors.system.SystemClock;
import org.packetboat.connectors.smtp.tls.ClientTls;
import org.packetboat.engine.fleet.BranchReports;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.Tls;
import org.packetboat.protocols.smtp.client.ClientProfile;
import org.packetboat.protocols.smtp.client.ClientService;
import org.packetboat.protocols.smtp.client.Pace;
import org.packetboat.protocols.smtp.client.PeerMemory;
import org.packetboat.protocols.smtp.client.SmtpClientSession;
import org.packetboat.protocols.smtp.client.Timeouts;

/** The way out over IP, with the thread and the name service it needs. */
public final class SmtpTransport implements AutoCloseable {
    /** The line's rate is the caller's affair; this fills it in pieces of a second at 1 MB/s. */
    private static final long CALLER_RATE = 1_000_000;

    private final ClientNetwork network = new ClientNetwork();
    private final DnsMailExchangers exchangers;
    private final HostProbes probes;
    private final SmtpLink link;

    /**
     * @param server  our name in the world
     * @param place   what our server tells of its queue
     * @param reports how we are, for each site
     * @param dns     the name servers to ask; empty: the system's
     * @param fetches whose mail for us is fetched in a session with them
     * @param open    the routes that are open now: the hosts of sites that have several are looked after
     * @param health  told of a site whose hosts are all down, and, with nothing, when one is up again
     */
    public SmtpTransport(String server, String place, BranchReports reports, Optional<DnsServers> dns,
            SystemClock clock, Fetches fetches, HostProbes.Routes routes,
            BiConsumer<String, Optional<Reply>> health) throws GeneralSecurityException {
        exchangers = new DnsMailExchangers(network,
                dns.map(d -> new DnsSettings(d.servers(), d.timeout(), d.attempts())));
        ClientTls tls = new ClientTls();
        probes = new HostProbes(network, new SystemHosts(), tls, routes, health);
        link = new SmtpLink(server, new Ourselves(Set.of(server), place, reports::toTell), Timeouts.STANDARD, tls,
                network, exchangers,
                new SystemHosts(), probes, new MimeFitting(), fetches, new SecureRandom(), clock::instant, List.of());
    }

    /** Looks after hosts from now on. */
    public void start() {
        probes.start();
    }

    /** Routes are other ones. */
    public void changed() {
        probes.lookSoon();
    }

    /** What is spoken with a caller who has turned his connection round (RFC 2645), given his host. */
    public static Function<String, LinkSession> turned(String server) {
        ClientService service = new ClientService(new MimeFitting(), new PeerMemory(), (_, _) -> {});
        ClientProfile profile = new ClientProfile(server, false, new PeerPolicy(Tls.OFF), Timeouts.STANDARD,
                Pace.of(CALLER_RATE), false, Optional.empty(), Optional.empty(), service);
        return host -> new SmtpClientSession(profile, Optional.of(host), () -> {});
    }

    public SmtpLink link() {
        return link;
    }

    @Override
    public void close() {
        probes.close();
        exchangers.close();
        network.close();
    }
}
