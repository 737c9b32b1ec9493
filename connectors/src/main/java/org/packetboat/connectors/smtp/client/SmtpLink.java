package org.packetboat.connectors.smtp.client;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.packetboat.connectors.smtp.tls.ClientTls;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Supply;
import org.packetboat.protocols.smtp.client.Timeouts;
import org.packetboat.protocols.smtp.text.TextFitting;

/**
 * The way out over IP: SMTP to a named host or to a domain's mail exchangers, LMTP to a named host. All sessions share
 * one thread.
 *
 * @param name       our name, for EHLO
 * @param ourselves  how this server is known: mail is never sent to it
 * @param timeouts   how long to wait for whom
 * @param tls        how connections are encrypted
 * @param network    thread and sockets
 * @param exchangers where a route without a host finds its hosts
 * @param hosts      where the address of a route's host is found
 * @param order      which of a site's hosts are tried first
 * @param fitting    makes messages fit for servers that take less than is in them
 * @param fetches    whose mail for us is fetched in the same session
 * @param random     shares the load among exchangers of equal preference
 * @param clock      the time
 * @param from       our addresses that connections are made from; none to leave that to the system
 */
public record SmtpLink(String name, Ourselves ourselves, Timeouts timeouts, ClientTls tls, ClientNetwork network,
        MailExchangers exchangers, HostAddresses hosts, HostOrder order, TextFitting fitting, Fetches fetches,
        RandomGenerator random, Supplier<Instant> clock, List<InetAddress> from)
        implements
            Link {
    public SmtpLink {
        from = List.copyOf(from);
    }

    /** The same from these addresses of ours, such as those of one interface; from any if there are none. */
    public SmtpLink bound(List<InetAddress> addresses) {
        return new SmtpLink(name, ourselves, timeouts, tls, network, exchangers, hosts, order, fitting, fetches, random,
                clock, addresses);
    }

    OwnAddresses own() {
        return new OwnAddresses(from);
    }

    /** Tries a site's hosts by preference alone, changes no text and fetches nothing. */
    public SmtpLink(String name, Set<String> ourselves, Timeouts timeouts, ClientTls tls, ClientNetwork network,
            MailExchangers exchangers, HostAddresses hosts, RandomGenerator random, Supplier<Instant> clock,
            List<InetAddress> from) {
        this(name, new Ourselves(ourselves, ""), timeouts, tls, network, exchangers, hosts,
                HostOrder.byPreference(random),
                TextFitting.NONE, Fetches.NONE, random, clock, from);
    }

    @Override
    public boolean isLine() {
        return false;
    }

    /** A connection that waits costs nothing. */
    @Override
    public boolean parks() {
        return true;
    }

    /** @throws IllegalArgumentException if the route is not reached over IP */
    @Override
    public Session open(Call call, Supply supply) {
        SmtpCall opened = new SmtpCall(this, call, supply);
        opened.begin();
        return opened;
    }
}
