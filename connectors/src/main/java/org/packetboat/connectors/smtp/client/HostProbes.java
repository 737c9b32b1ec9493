package org.packetboat.connectors.smtp.client;

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
import org.packetboat.engine.route.Reach;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.SiteHost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the hosts of sites that have several, while their routes are open: each is connected to and has to greet.
 * Tells when all hosts of a site are down, and when one is up again; tells sessions which hosts to try: those that are
 * up, by preference, equals in turns. What was known of a host is forgotten when its route closes. Runs on the network's
 * thread.
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

    private final ClientNetwork network;
    private final HostAddresses addresses;
    private final Supplier<List<Route>> open;
    private final BiConsumer<String, Optional<Reply>> health;
    private final Map<SiteHost, Watched> hosts = new ConcurrentHashMap<>();
    private final Set<String> down = new HashSet<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final ScheduledFuture<?> looks;

    /**
     * @param open   the routes that are open now; those whose sites have several hosts count
     * @param health told of a site whose hosts are all down, with what the last said, and empty when one is up again
     */
    public HostProbes(ClientNetwork network, HostAddresses addresses, Supplier<List<Route>> open,
            BiConsumer<String, Optional<Reply>> health) {
        this.network = network;
        this.addresses = addresses;
        this.open = open;
        this.health = health;
        this.looks = network.loop().scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            Map<String, Reach.Hosts> sites = new HashMap<>();
            open.get().forEach(route -> {
                if (route.reach() instanceof Reach.Hosts reach) sites.put(route.site(), reach);
            });
            look(sites);
        } catch (RuntimeException e) {
            LOG.error("event=bug where=probes", e);
        }
    }

    private void look(Map<String, Reach.Hosts> sites) {
        Set<SiteHost> known = new HashSet<>();
        sites.values().forEach(site -> site.hosts().forEach(host -> {
            known.add(host);
            hosts.computeIfAbsent(host, _ -> new Watched(site.probe()));
        }));
        hosts.keySet().retainAll(known);
        hosts.forEach((host, watched) -> {
            if (System.nanoTime() - watched.due >= 0) probe(host, watched);
        });
        sites.forEach((site, reach) -> judge(site, reach.hosts()));
        List.copyOf(down).stream().filter(site -> !sites.containsKey(site)).forEach(this::isUp);
    }

    private void judge(String site, List<SiteHost> all) {
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

    private void probe(SiteHost host, Watched watched) {
        watched.due = System.nanoTime() + watched.rule.every().toNanos();
        Consumer<Optional<Reply>> answer = trouble -> probed(host, watched, trouble);
        Optional<InetAddress> literal = AddressLiteral.read(host.host());
        if (literal.isPresent()) {
            connect(new InetSocketAddress(literal.get(), host.port()), watched.rule, answer);
            return;
        }
        addresses.addresses(host.host()).whenCompleteAsync((found, failure) -> {
            if (failure == null && found instanceof Lookup.Found<InetAddress>(List<InetAddress> all) && !all.isEmpty())
                connect(new InetSocketAddress(all.getFirst(), host.port()), watched.rule, answer);
            else
                answer.accept(Optional.of(new Reply(451, "4.4.4", "there is no host " + host.host())));
        }, network.loop());
    }

    private void connect(InetSocketAddress address, Probe rule, Consumer<Optional<Reply>> answer) {
        int millis = (int) Math.min(rule.timeout().toMillis(), Integer.MAX_VALUE);
        Greeting greeting = new Greeting(millis, answer);
        network.connection().handler(greeting).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis).connect(address)
                .addListener(done -> {
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
    public List<SiteHost> of(List<SiteHost> all) {
        List<SiteHost> usable = all.stream().filter(host -> !hosts.containsKey(host) || hosts.get(host).up).toList();
        TreeMap<Integer, List<SiteHost>> ranks = new TreeMap<>();
        (usable.isEmpty() ? all : usable)
                .forEach(host -> ranks.computeIfAbsent(host.preference(), _ -> new ArrayList<>()).add(host));
        int first = turn.getAndIncrement();
        ranks.values().forEach(equals -> Collections.rotate(equals, -(first & Integer.MAX_VALUE) % equals.size()));
        return ranks.values().stream().flatMap(List::stream).toList();
    }

    @Override
    public void close() {
        looks.cancel(false);
    }
}
