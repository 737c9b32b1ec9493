package org.packetboat.connectors.smtp.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Probe;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.SiteHost;
import org.packetboat.engine.route.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the hosts of sites that have several, while their routes are open: each is connected to and has to greet.
 * Tells when all hosts of a site are down, and when one is up again; tells sessions which hosts to try: those that are
 * up, by preference, equals in turns. What was known of a host is forgotten when its route closes. Runs on the
 * network's thread.
 */
public final class HostProbes implements HostOrder, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostProbes.class);
    private static final long LOOK_MILLIS = 250;

    /** A host with the last of its probes. */
    private static final class Watched {
        private final HostHealth health;
        private final Probe rule;
        private long due = System.nanoTime();
        private volatile boolean up = true;

        Watched(Probe rule) {
            this.health = new HostHealth(rule);
            this.rule = rule;
        }
    }

    /**
     * A route that is open.
     *
     * @param from our addresses that its hosts are connected to from; none to leave that to the system
     * @param busy whether mail is on its line now: behind that, a greeting may come too late, so nobody is looked at
     */
    public record Open(Route route, List<InetAddress> from, boolean busy) {
        private Transport.Hosts hosts() {
            return route.transport().several().orElseThrow();
        }

        private List<Spot> spots() {
            return hosts().hosts().stream().map(host -> new Spot(host, new OwnAddresses(from))).toList();
        }
    }

    /** A host as it is seen from here: the same may be up over one line and down over another. */
    private record Spot(SiteHost host, OwnAddresses own) {}

    private final ClientNetwork network;
    private final HostAddresses addresses;
    private final Supplier<List<Open>> open;
    private final BiConsumer<String, Optional<Reply>> health;
    private final Map<Spot, Watched> hosts = new ConcurrentHashMap<>();
    private final Set<String> down = new HashSet<>();
    private final AtomicInteger turn = new AtomicInteger();
    private Optional<ScheduledFuture<?>> looks = Optional.empty();

    /**
     * @param open   the routes that are open now; those whose sites have several hosts count
     * @param health told of a site whose hosts are all down, with what the last said, and empty when one is up again
     */
    public HostProbes(ClientNetwork network, HostAddresses addresses, Supplier<List<Open>> open,
            BiConsumer<String, Optional<Reply>> health) {
        this.network = network;
        this.addresses = addresses;
        this.open = open;
        this.health = health;
    }

    /** Looks after the hosts from now on. */
    public HostProbes start() {
        looks = Optional.of(network.loop().scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS,
                TimeUnit.MILLISECONDS));
        return this;
    }

    private void look() {
        try {
            Map<String, Open> sites = new HashMap<>();
            open.get().forEach(o -> o.route().transport().several().ifPresent(_ -> sites.put(o.route().site(), o)));
            look(sites);
        } catch (RuntimeException e) {
            LOG.error("event=bug where=probes", e);
        }
    }

    private void look(Map<String, Open> sites) {
        Set<Spot> known = new HashSet<>();
        Set<Spot> spared = new HashSet<>();
        sites.values().forEach(site -> site.spots().forEach(spot -> {
            known.add(spot);
            if (site.busy()) spared.add(spot);
            hosts.computeIfAbsent(spot, _ -> new Watched(site.hosts().probe()));
        }));
        hosts.keySet().retainAll(known);
        hosts.forEach((spot, watched) -> {
            if (System.nanoTime() - watched.due >= 0 && !spared.contains(spot)) probe(spot, watched);
        });
        sites.forEach((site, state) -> judge(site, state.spots()));
        List.copyOf(down).stream().filter(site -> !sites.containsKey(site)).forEach(this::isUp);
    }

    private void judge(String site, List<Spot> all) {
        boolean allDown = all.stream().map(hosts::get).noneMatch(watched -> watched.up);
        if (!allDown) isUp(site);
        else if (down.add(site)) {
            Reply last = hosts.get(all.getLast()).health.last();
            LOG.info("site={} event=all-hosts-down reply=\"{}\"", site, last);
            health.accept(site, Optional.of(last));
        }
    }

    private void isUp(String site) {
        if (!down.remove(site)) return;
        LOG.info("site={} event=host-up-again", site);
        health.accept(site, Optional.empty());
    }

    private void probe(Spot spot, Watched watched) {
        SiteHost host = spot.host();
        watched.due = System.nanoTime() + watched.rule.every().toNanos();
        Consumer<Optional<Reply>> answer = trouble -> probed(host, watched, trouble);
        Optional<InetAddress> literal = AddressLiteral.read(host.host());
        if (literal.isPresent()) {
            connect(spot, literal.get(), watched.rule, answer);
            return;
        }
        addresses.addresses(host.host()).whenCompleteAsync((found, failure) -> {
            Optional<InetAddress> address = failure == null && found instanceof Lookup.Found<InetAddress>(var all)
                    ? all.stream().filter(spot.own()::reach).findFirst()
                    : Optional.empty();
            if (address.isPresent()) connect(spot, address.get(), watched.rule, answer);
            else answer.accept(Optional.of(new Reply(451, "4.4.4", "there is no host " + host.host())));
        }, network.loop());
    }

    private void connect(Spot spot, InetAddress address, Probe rule, Consumer<Optional<Reply>> answer) {
        int millis = (int) Math.min(rule.timeout().toMillis(), Integer.MAX_VALUE);
        Greeting greeting = new Greeting(millis, answer);
        Bootstrap connection = network.connection().handler(greeting)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis);
        spot.own().towards(address).ifPresent(ours -> connection.localAddress(ours, 0));
        connection.connect(new InetSocketAddress(address, spot.host().port())).addListener(done -> {
            if (!done.isSuccess()) greeting.failed(String.valueOf(done.cause().getMessage()));
        });
    }

    private static void probed(SiteHost host, Watched watched, Optional<Reply> trouble) {
        if (!watched.health.probed(trouble)) return;
        watched.up = watched.health.isUp();
        LOG.info("event=host-{} host={} reply=\"{}\"", watched.up ? "up" : "down", host,
                trouble.map(Reply::toString).orElse("220"));
    }

    /** {@inheritDoc} If all are down, all are tried. */
    @Override
    public List<SiteHost> of(List<SiteHost> all, List<InetAddress> from) {
        List<SiteHost> usable = all.stream().filter(host -> isUsable(new Spot(host, new OwnAddresses(from)))).toList();
        TreeMap<Integer, List<SiteHost>> ranks = new TreeMap<>();
        (usable.isEmpty() ? all : usable)
                .forEach(host -> ranks.computeIfAbsent(host.preference(), _ -> new ArrayList<>()).add(host));
        int first = turn.getAndIncrement();
        ranks.values().forEach(equals -> Collections.rotate(equals, -(first & Integer.MAX_VALUE) % equals.size()));
        return ranks.values().stream().flatMap(List::stream).toList();
    }

    private boolean isUsable(Spot spot) {
        Watched watched = hosts.get(spot);
        return watched == null || watched.up;
    }

    @Override
    public void close() {
        looks.ifPresent(future -> future.cancel(false));
    }
}
