package org.packetboat.connectors.jmx;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import org.packetboat.connectors.jmx.backup.BackupMXBean;
import org.packetboat.connectors.jmx.described.DescribedBean;
import org.packetboat.connectors.jmx.disks.DisksMXBean;
import org.packetboat.connectors.jmx.fleet.FleetMXBean;
import org.packetboat.connectors.jmx.filters.FiltersMXBean;
import org.packetboat.connectors.jmx.provision.ProvisionMXBean;
import org.packetboat.connectors.jmx.recipients.RecipientsMXBean;
import org.packetboat.connectors.jmx.report.ReportMXBean;
import org.packetboat.connectors.jmx.routes.UserRoutesMXBean;
import org.packetboat.connectors.jmx.rules.RulesMXBean;
import org.packetboat.connectors.jmx.usage.UsageMXBean;
import org.packetboat.connectors.jmx.server.Asking;
import org.packetboat.connectors.jmx.server.Bounds;
import org.packetboat.connectors.jmx.server.ServerFacts;
import org.packetboat.connectors.jmx.server.ShownDomains;
import org.packetboat.connectors.watch.LinkTally;
import org.packetboat.connectors.watch.QueuePicture;
import org.packetboat.connectors.watch.QueuePictures;
import org.packetboat.connectors.watch.Tally;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.node.ExpectedEnvelope;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.ledger.BatchSummary;
import org.packetboat.engine.queue.ledger.StagedSend;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.tariff.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the MBeans of this server registered: one for the server and the forwarder, and by {@link #refresh}, one for
 * each link, each route, each big send and each domain that has mail, {@value #MOST_QUEUES} of these at most. What
 * they tell is a picture of at most a second ago, which is made when somebody reads: watching costs nothing while
 * nobody looks, and who reads ten thousand MBeans asks the node once.
 */
public final class Beans implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Beans.class);
    private static final int MOST_QUEUES = 10_000;
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration EVERY = Duration.ofSeconds(2);

    /** The emitter of beans that send no notifications. */
    private static final NotificationBroadcasterSupport NOBODY = new NotificationBroadcasterSupport();

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Node node;
    private final MailQueue queue;
    private final Tally tally;
    private final QueuePictures pictures;
    private final Set<String> links;
    private final ServerBean bean;
    private final Set<ObjectName> fixed = new HashSet<>();
    private final Set<ObjectName> changing = new HashSet<>();
    private final Set<ObjectName> queues = new HashSet<>();
    private final ShownDomains shown = new ShownDomains(MOST_QUEUES);
    private Optional<Thread> refresher = Optional.empty();

    /** Registers what there is now. @param links by name; looked up at each refresh, so that it may grow */
    public Beans(Node node, MailQueue queue, Tally tally, QueuePictures pictures, Notifier notifier, ServerFacts facts,
            Set<String> links) {
        this.pictures = pictures;
        this.node = node;
        this.queue = queue;
        this.tally = tally;
        bean = new ServerBean(node, queue, tally, facts, this::picture);
        register(name("Server", "", ""), notifier.serving(bean), fixed);
        ForwarderMXBean forwarder = () -> Asking.answer(node.overview()::sessions).stream()
                .map(visit -> Rows.of(visit, facts.clock().instant())).toList();
        register(name("Forwarder", "", ""), bean(forwarder, ForwarderMXBean.class), fixed);
        this.links = links;
        refresh();
    }

    /** The server's own bean, for those of this process who ask what consoles ask. */
    public ServerMXBean server() {
        return bean;
    }

    /** Registers what the server does with Kafka. */
    public void show(KafkaMXBean kafka) {
        register(name("Kafka", "", ""), bean(kafka, KafkaMXBean.class), fixed);
    }

    /** Registers the routes that users write. */
    public void show(UserRoutesMXBean routes) {
        register(name("UserRoutes", "", ""), bean(routes, UserRoutesMXBean.class), fixed);
    }

    /** Registers what tells of nights. */
    public void show(ReportMXBean reports) {
        register(name("Report", "", ""), bean(reports, ReportMXBean.class), fixed);
    }

    /** Shows the branches, too. */
    public void show(FleetMXBean fleet) {
        register(name("Fleet", "", ""), bean(fleet, FleetMXBean.class), fixed);
    }

    /** Shows lists of recipients, too. */
    public void show(RecipientsMXBean recipients) {
        register(name("Recipients", "", ""), bean(recipients, RecipientsMXBean.class), fixed);
    }

    /** Shows filters, too. */
    public void show(FiltersMXBean filters) {
        register(name("Filters", "", ""), bean(filters, FiltersMXBean.class), fixed);
    }

    /** Shows usage records, too. */
    public void show(UsageMXBean usage) {
        register(name("Usage", "", ""), bean(usage, UsageMXBean.class), fixed);
    }

    /** Shows delivery rules, too. */
    public void show(RulesMXBean rules) {
        register(name("Rules", "", ""), bean(rules, RulesMXBean.class), fixed);
    }

    /** Shows disks, too. */
    public void show(DisksMXBean disks) {
        register(name("Disks", "", ""), bean(disks, DisksMXBean.class), fixed);
    }

    /** Shows what is provisioned, too. */
    public void show(ProvisionMXBean provisioning) {
        register(name("Provision", "", ""), bean(provisioning, ProvisionMXBean.class), fixed);
    }

    /** Shows backups, too. */
    public void show(BackupMXBean backups) {
        register(name("Backup", "", ""), bean(backups, BackupMXBean.class), fixed);
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
            if (!fixed.contains(name)) register(name, bean(new LinkBean(tally.link(link)), LinkMXBean.class), fixed);
        }
        Set<ObjectName> wanted = new HashSet<>();
        for (Route route : node.policy().routes().routes()) {
            ObjectName name = name("Route", "site", route.site());
            wanted.add(name);
            if (!changing.contains(name)) register(name, bean(routeBean(route.site()), RouteMXBean.class), changing);
        }
        for (BatchSummary batch : queue.ledger().batches()) {
            ObjectName name = name("Batch", "name", batch.name());
            wanted.add(name);
            if (!changing.contains(name)) register(name, bean(batchBean(batch.name()), BatchMXBean.class), changing);
        }
        Set<ObjectName> gone = changing.stream().filter(n -> !wanted.contains(n)).collect(Collectors.toSet());
        gone.forEach(this::unregister);
        changing.removeAll(gone);
        refreshQueues();
    }

    private void refreshQueues() {
        Stream<DomainQueue> withMail = queue.domains().stream().filter(domain -> domain.depth() > 0);
        ShownDomains.Changes changes = shown.next(withMail.map(DomainQueue::domain)::iterator);
        for (Domain domain : changes.gone()) {
            unregister(queueName(domain));
            queues.remove(queueName(domain));
        }
        for (Domain domain : changes.come())
            register(queueName(domain), bean(queueBean(queue.domain(domain)), QueueMXBean.class), queues);
    }

    private static ObjectName queueName(Domain domain) {
        return name("Queue", "domain", domain.name());
    }

    private RouteMXBean routeBean(String site) {
        return new RouteBean(() -> picture().route(site), () -> tally.counts(site));
    }

    private QueueMXBean queueBean(DomainQueue domain) {
        return new QueueBean(domain, () -> picture().domain(domain.domain().name()),
                most -> Asking.<List<ExpectedEnvelope>>answer(
                        answer -> node.overview().envelopes(domain.domain(), Bounds.rows(most), answer)));
    }

    private BatchMXBean batchBean(String batch) {
        return new BatchBean(() -> queue.ledger().batch(batch), () -> queue.ledger().staged().named(batch).stream()
                .map(StagedSend::said).reduce("", (_, last) -> last), () -> BatchSiteRow.of(node, batch));
    }

    /** Shared by all MBeans that are read at about the same time. */
    private QueuePicture picture() {
        return pictures.get(FRESH, PATIENCE);
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

    private static <T> DescribedBean bean(T bean, Class<T> type) {
        return DescribedBean.of(bean, type, NOBODY);
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
        queues.forEach(this::unregister);
    }

    /** What a link has done, as it was counted. */
    private record LinkBean(LinkTally tally) implements LinkMXBean {
        @Override
        public String getSite() {
            return tally.site();
        }

        @Override
        public long getSessions() {
            return tally.sessions();
        }

        @Override
        public long getEnvelopes() {
            return tally.envelopes();
        }

        @Override
        public long getBytes() {
            return tally.bytes();
        }

        @Override
        public List<String> getCost() {
            return tally.cost().stream().map(Money::toString).toList();
        }

        @Override
        public String getLastEnding() {
            return tally.lastEnding();
        }

        @Override
        public String getLastFigures() {
            return tally.lastFigures();
        }
    }
}
