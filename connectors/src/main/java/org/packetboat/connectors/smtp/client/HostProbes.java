package org.packetboat.connectors.smtp.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.packetboat.connectors.smtp.tls.ClientTls;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.SiteHost;
import org.packetboat.protocols.smtp.hosts.HostWatch;
import org.packetboat.protocols.smtp.hosts.HostWatch.Action;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link HostWatch}: connects to the hosts that it wants to know about, each of which has to greet, and tells
 * the node of sites whose hosts are all down. Runs on the network's thread; the order of hosts may be asked for from
 * any.
 */
public final class HostProbes implements HostOrder, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostProbes.class);
    private static final long LOOK_MILLIS = 250;
    private static final long NEXT_OPENING_MILLIS = 1000;
    private static final long NO_SUCH_SITE_MILLIS = 30_000;
    /** A node that is busy has its other routes some seconds later. */
    private static final int EAGER_LOOKS = 30;

    /**
     * A route that is open.
     *
     * @param from our addresses that its hosts are connected to from; none to leave that to the system
     * @param busy whether mail is on its line now
     */
    public record Open(Route route, List<InetAddress> from, boolean busy) {
        private Optional<HostWatch.OpenSite> site() {
            return route.transport().several().map(hosts -> new HostWatch.OpenSite(route.site(), hosts, from, busy));
        }
    }

    /** What there is to look after. */
    @FunctionalInterface
    public interface Routes {
        /** Those that are open now; those whose sites have several hosts count. */
        List<Open> open();

        /** Whether there is a site of several hosts at all. */
        default boolean areThere() {
            return true;
        }
    }

    private final ClientNetwork network;
    private final HostAddresses addresses;
    private final ClientTls tls;
    private final Routes routes;
    private final BiConsumer<String, Optional<Reply>> health;
    private final HostWatch watch = new HostWatch();
    private Optional<ScheduledFuture<?>> looks = Optional.empty();
    private int eager;
    private boolean asked;
    private boolean closed;

    /**
     * @param tls    for hosts that speak it from the first byte on
     * @param routes whose hosts are looked after
     * @param health told of a site whose hosts are all down, with what the last said, and empty when one is up again
     */
    public HostProbes(ClientNetwork network, HostAddresses addresses, ClientTls tls, Routes routes,
            BiConsumer<String, Optional<Reply>> health) {
        this.network = network;
        this.addresses = addresses;
        this.tls = tls;
        this.routes = routes;
        this.health = health;
    }

    /** Looks after the hosts from now on. */
    public HostProbes start() {
        lookIn(LOOK_MILLIS);
        return this;
    }

    /** Looks soon, and once a second for a while: to be told when there are to be other routes. */
    public synchronized void lookSoon() {
        asked = true;
        eager = EAGER_LOOKS;
        lookIn(LOOK_MILLIS);
    }

    private synchronized void lookIn(long millis) {
        looks.ifPresent(future -> future.cancel(false));
        looks = closed
                ? Optional.empty()
                : Optional.of(network.loop().schedule(this::look, millis, TimeUnit.MILLISECONDS));
    }

    private synchronized void begun() {
        asked = false;
    }

    private synchronized void looked(boolean found) {
        if (!found && eager > 0) eager--;
        boolean mayOpen = eager > 0 || routes.areThere();
        if (!asked) lookIn(found ? LOOK_MILLIS : mayOpen ? NEXT_OPENING_MILLIS : NO_SUCH_SITE_MILLIS);
    }

    private void look() {
        boolean found = true;
        begun();
        try {
            Map<String, HostWatch.OpenSite> sites = new HashMap<>();
            routes.open().forEach(route -> route.site().ifPresent(site -> sites.put(site.name(), site)));
            locked(() -> watch.look(sites.values(), System.nanoTime())).forEach(this::act);
            found = !sites.isEmpty();
        } catch (RuntimeException e) {
            LOG.error("event=bug where=probes", e);
        }
        looked(found);
    }

    private synchronized <T> T locked(Supplier<T> step) {
        return step.get();
    }

    private void act(Action action) {
        switch (action) {
            case Action.Look look -> probe(look);
            case Action.AllDown(String site, Reply last) -> {
                LOG.info("site={} event=all-hosts-down reply=\"{}\"", site, last);
                health.accept(site, Optional.of(last));
            }
            case Action.UpAgain(String site) -> {
                LOG.info("site={} event=host-up-again", site);
                health.accept(site, Optional.empty());
            }
        }
    }

    private void probe(Action.Look look) {
        String host = look.spot().host().host();
        Optional<InetAddress> literal = AddressLiteral.read(host);
        if (literal.isPresent()) connect(look, literal.get());
        else addresses.addresses(host).whenCompleteAsync((found, failure) -> {
            Optional<InetAddress> address = failure == null && found instanceof Lookup.Found<InetAddress>(var all)
                    ? all.stream().filter(own(look)::reach).findFirst()
                    : Optional.empty();
            if (address.isPresent()) connect(look, address.get());
            else probed(look, Optional.of(new Reply(451, "4.4.4", "there is no host " + host)));
        }, network.loop());
    }

    private static OwnAddresses own(Action.Look look) {
        return new OwnAddresses(look.spot().from());
    }

    private void connect(Action.Look look, InetAddress address) {
        int millis = (int) Math.min(look.rule().timeout().toMillis(), Integer.MAX_VALUE);
        Consumer<Optional<Reply>> answer = trouble -> probed(look, trouble);
        Greeting greeting = new Greeting(millis, answer);
        Bootstrap connection = network.connection().handler(handler(look, greeting, Duration.ofMillis(millis)))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis);
        own(look).towards(address).ifPresent(ours -> connection.localAddress(ours, 0));
        connection.connect(new InetSocketAddress(address, look.spot().host().port())).addListener(done -> {
            if (!done.isSuccess()) greeting.failed(String.valueOf(done.cause().getMessage()));
        });
    }

    private ChannelHandler handler(Action.Look look, Greeting greeting, Duration patience) {
        Optional<PeerPolicy> secured = look.health().secured();
        if (secured.isEmpty()) return greeting;
        SiteHost host = look.spot().host();
        try {
            return new Secured(tls.handler(secured.get().with(Tls.MAY), host.host(), host.port(), patience), greeting);
        } catch (IOException e) {
            // The session will say so: a host is not down for that.
            return greeting;
        }
    }

    /** TLS before anything is said. Who it is does not matter: nothing is told but QUIT. */
    private static final class Secured extends ChannelInitializer<Channel> {
        private final ChannelHandler[] handlers;

        Secured(ChannelHandler... handlers) {
            this.handlers = handlers;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(handlers);
        }
    }

    private void probed(Action.Look look, Optional<Reply> trouble) {
        locked(() -> watch.probed(look, trouble)).ifPresent(up -> LOG.info("event=host-{} host={} reply=\"{}\"",
                up ? "up" : "down", look.spot().host(), trouble.map(Reply::toString).orElse("220")));
    }

    @Override
    public List<SiteHost> of(List<SiteHost> all, List<InetAddress> from) {
        return locked(() -> watch.order(all, from));
    }

    @Override
    public synchronized void close() {
        closed = true;
        looks.ifPresent(future -> future.cancel(false));
    }
}
