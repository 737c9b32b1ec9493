package org.packetboat.connectors.jmx;

import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.packetboat.connectors.jmx.row.DomainItem;
import org.packetboat.connectors.jmx.row.SiteItem;
import org.packetboat.connectors.jmx.memory.ProcessSize;
import org.packetboat.connectors.jmx.server.ServerFacts;
import org.packetboat.connectors.watch.QueuePicture;
import org.packetboat.connectors.watch.Tally;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;

/**
 * The attributes of {@link ServerMXBean}. Counters are read as they are, large listings from a recent picture; an
 * attribute that an operation lists, too, asks the node like that operation.
 */
abstract class ServerAttributes implements ServerMXBean {
    private final Node node;
    private final MailQueue queue;
    private final Tally tally;
    private final ServerFacts facts;
    private final Supplier<QueuePicture> picture;

    /** @param picture a recent one */
    ServerAttributes(Node node, MailQueue queue, Tally tally, ServerFacts facts, Supplier<QueuePicture> picture) {
        this.node = node;
        this.queue = queue;
        this.tally = tally;
        this.facts = facts;
        this.picture = picture;
    }

    @Override
    public String getName() {
        return node.policy().server();
    }

    @Override
    public String getVersion() {
        return facts.version();
    }

    @Override
    public String getStarted() {
        return facts.started().toString();
    }

    @Override
    public List<String> getListening() {
        return facts.listening().get();
    }

    @Override
    public String getDataFolder() {
        return facts.dataFolder();
    }

    @Override
    public long getDepth() {
        return queue.domains().stream().mapToLong(DomainQueue::depth).sum();
    }

    @Override
    public long getBytes() {
        return queue.domains().stream().mapToLong(DomainQueue::bytes).sum();
    }

    @Override
    public long getAccepted() {
        return tally.accepted();
    }

    @Override
    public long getDelivered() {
        return tally.delivered();
    }

    @Override
    public long getRelayed() {
        return tally.relayed();
    }

    @Override
    public long getDeferred() {
        return tally.deferred();
    }

    @Override
    public long getRefused() {
        return tally.refused();
    }

    @Override
    public long getExpired() {
        return tally.expired();
    }

    @Override
    public long getSecondsSinceStep() {
        return facts.vitals().secondsSinceStep();
    }

    @Override
    public long getLogLinesDropped() {
        return facts.vitals().logLinesDropped();
    }

    @Override
    public ProcessSize getProcess() {
        return facts.vitals().size();
    }

    @Override
    public List<String> getScheduleProblems() {
        return facts.scheduleProblems().get();
    }

    @Override
    public long getStartedMillis() {
        return facts.started().toEpochMilli();
    }

    @Override
    public List<DomainItem> getDomains() {
        return picture.get().domains().values().stream().map(DomainItem::of)
                .sorted(Comparator.comparing(DomainItem::domain)).toList();
    }

    @Override
    public List<SiteItem> getSites() {
        return picture.get().routes().values().stream().map(r -> SiteItem.of(r, tally.counts(r.route().site())))
                .sorted(Comparator.comparing(SiteItem::site)).toList();
    }

    @Override
    public List<String> getHolds() {
        return queue.holds().stream().map(rule -> rule.equals(MailQueue.EVERYTHING) ? "ALL" : rule).sorted().toList();
    }
}
