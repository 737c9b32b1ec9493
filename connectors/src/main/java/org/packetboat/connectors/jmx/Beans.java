package org.packetboat.connectors.jmx;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.packetboat.connectors.jmx.routes.UserRoutesMXBean;
import org.packetboat.connectors.jmx.server.Asking;
import org.packetboat.connectors.jmx.server.ServerFacts;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.node.DomainStatus;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.node.RouteStatus;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.ledger.BatchSummary;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.choice.RouteState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the MBeans of this server registered: one for the server and the forwarder, and by
 * {@link #refresh}, one for each link, each route, each big send and each domain that has mail. Attributes are asked of
 * the node when they are read, so that watching costs nothing while nobody looks.
 */
public final class Beans implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Beans.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Node node;
    private final MailQueue queue;
    private final Tally tally;
    private final Set<String> links;
    private final Set<ObjectName> fixed = new HashSet<>();
    private final Set<ObjectName> changing = new HashSet<>();
    private Optional<Thread> refresher = Optional.empty();

    /** Registers what there is now. @param links by name; looked up at each refresh, so that it may grow */
    public Beans(Node node, MailQueue queue, Tally tally, Notifier notifier, ServerFacts facts, Set<String> links) {
        this.node = node;
        this.queue = queue;
        this.tally = tally;
        register(name("Server", "", ""), notifier.serving(new ServerBean(node, queue, tally, facts)), fixed);
        ForwarderMXBean forwarder = () -> Asking.answer(node.overview()::sessions).stream()
                .map(visit -> Rows.of(visit, facts.clock().instant())).toList();
        register(name("Forwarder", "", ""), bean(forwarder, ForwarderMXBean.class), fixed);
        this.links = links;
        refresh();
    }

    /** Registers what the server does with Kafka. */
    public void show(KafkaMXBean kafka) {
        register(name("Kafka", "", ""), bean(kafka, KafkaMXBean.class), fixed);
    }

    /** Registers the routes that users write. */
    public void show(UserRoutesMXBean routes) {
        register(name("UserRoutes", "", ""), bean(routes, UserRoutesMXBean.class), fixed);
    }

    /** Calls {@link #refresh} every two seconds from now on. */
    public void keepFresh() {
        refresher = Optional.of(Thread.ofVirtual().name("jmx-refresh").start(() -> {
            try {
                while (true) {
                    Thread.sleep(EVERY);
                    refreshOrSay();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private void refreshOrSay() {
        try {
            refresh();
        } catch (RuntimeException e) {
            LOG.warn("event=mbeans-not-refreshed reason=\"{}\"", e.getMessage());
        }
    }

    /** Brings the MBeans of links, routes and domains up to date. A link stays, with what it has done. */
    public synchronized void refresh() {
        for (String link : links) {
            ObjectName name = name("Link", "name", link);
            if (!fixed.contains(name)) register(name, bean(tally.link(link), LinkMXBean.class), fixed);
        }
        Set<ObjectName> wanted = new HashSet<>();
        for (Route route : node.policy().routes().routes()) {
            ObjectName name = name("Route", "site", route.site());
            wanted.add(name);
            if (!changing.contains(name)) register(name, bean(routeBean(route.site()), RouteMXBean.class), changing);
        }
        for (DomainQueue domain : queue.domains()) {
            if (domain.depth() == 0) continue;
            ObjectName name = name("Queue", "domain", domain.domain().name());
            wanted.add(name);
            if (!changing.contains(name)) register(name, bean(queueBean(domain), QueueMXBean.class), changing);
        }
        for (BatchSummary batch : queue.ledger().batches()) {
            ObjectName name = name("Batch", "name", batch.name());
            wanted.add(name);
            if (!changing.contains(name)) register(name, bean(batchBean(batch.name()), BatchMXBean.class), changing);
        }
        Set<ObjectName> gone = changing.stream().filter(n -> !wanted.contains(n)).collect(Collectors.toSet());
        gone.forEach(this::unregister);
        changing.removeAll(gone);
    }

    private RouteMXBean routeBean(String site) {
        return new RouteBean(() -> Asking.<Optional<RouteStatus>>answer(a -> node.overview().route(site, a)),
                () -> tally.site(site));
    }

    private QueueMXBean queueBean(DomainQueue domain) {
        Domain name = domain.domain();
        return new QueueBean(domain, () -> Asking.<DomainStatus>answer(a -> node.overview().domain(name, a)));
    }

    private BatchMXBean batchBean(String batch) {
        return new BatchBean(() -> queue.ledger().batch(batch));
    }

    private void register(ObjectName name, Object bean, Set<ObjectName> among) {
        try {
            server.registerMBean(bean, name);
            among.add(name);
        } catch (JMException e) {
            throw new IllegalStateException("cannot register " + name, e);
        }
    }

    private void unregister(ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            // somebody else took it away; that is what was wanted
        } catch (JMException e) {
            throw new IllegalStateException("cannot unregister " + name, e);
        }
    }

    private static <T> StandardMBean bean(T bean, Class<T> type) {
        return new StandardMBean(bean, type, true);
    }

    private static ObjectName name(String type, String key, String value) {
        try {
            return new ObjectName("org.packetboat:type=" + type
                    + (key.isEmpty() ? "" : "," + key + "=" + ObjectName.quote(value)));
        } catch (JMException e) {
            throw new IllegalArgumentException(value, e);
        }
    }

    @Override
    public void close() {
        refresher.ifPresent(Thread::interrupt);
        unregisterAll();
    }

    private synchronized void unregisterAll() {
        fixed.forEach(this::unregister);
        changing.forEach(this::unregister);
    }

    private record RouteBean(Supplier<Optional<RouteStatus>> status,
            Supplier<SiteTotals> carried) implements RouteMXBean {
        private <T> T row(Function<RouteRow, T> field, T none) {
            return status.get().map(s -> Rows.of(s, carried.get())).map(field).orElse(none);
        }

        @Override
        public String getState() {
            return row(RouteRow::state, "gone");
        }

        @Override
        public int getHops() {
            return row(RouteRow::hops, RouteState.UNAVAILABLE_HOPS);
        }

        @Override
        public String getOpens() {
            return row(RouteRow::opens, "");
        }

        @Override
        public String getCloses() {
            return row(RouteRow::closes, "");
        }

        @Override
        public long getDepth() {
            return row(RouteRow::depth, 0L);
        }

        @Override
        public boolean isInSession() {
            return row(RouteRow::inSession, false);
        }

        @Override
        public String getLastReply() {
            return row(RouteRow::lastReply, "");
        }

        @Override
        public long getMail() {
            return carried.get().mail();
        }

        @Override
        public long getWire() {
            return carried.get().wire();
        }

        @Override
        public double getRatio() {
            return carried.get().ratio();
        }
    }

    private record BatchBean(Supplier<Optional<BatchSummary>> summary) implements BatchMXBean {
        private long count(ToLongFunction<BatchSummary> what) {
            return summary.get().stream().mapToLong(what).sum();
        }

        @Override
        public String getStarted() {
            return Rows.text(summary.get().map(BatchSummary::started));
        }

        @Override
        public long getSites() {
            return count(BatchSummary::sites);
        }

        @Override
        public long getWaiting() {
            return count(BatchSummary::waiting);
        }

        @Override
        public long getDelivered() {
            return count(BatchSummary::delivered);
        }

        @Override
        public long getLate() {
            return count(BatchSummary::late);
        }

        @Override
        public long getFailed() {
            return count(BatchSummary::failed);
        }
    }

    private record QueueBean(DomainQueue domain, Supplier<DomainStatus> status) implements QueueMXBean {
        @Override
        public long getDepth() {
            return domain.depth();
        }

        @Override
        public long getBytes() {
            return domain.bytes();
        }

        @Override
        public String getOldest() {
            return Rows.text(status.get().oldest());
        }

        @Override
        public String getNextWindow() {
            return Rows.text(status.get().next());
        }

        @Override
        public String getExpectedArrival() {
            return Rows.text(status.get().arrival());
        }

        @Override
        public String getState() {
            return status.get().state();
        }

        @Override
        public String getLastReply() {
            return Rows.text(status.get().lastReply());
        }
    }
}
