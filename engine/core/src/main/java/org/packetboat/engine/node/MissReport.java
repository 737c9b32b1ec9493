package org.packetboat.engine.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.packetboat.engine.accept.OperatorMail;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.queue.ledger.BatchSummary;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.StoreException;

/**
 * Tells at the close of windows which sites a big send has missed, and at once which no route serves: an event for each
 * site and big send and, where an operator wants it, one mail for all of one moment. Used by the node only.
 */
final class MissReport {
    /** No more of a domain's mail is looked at: a queue that long is known to be waiting. */
    private static final int LOOKED_AT = 1000;
    private static final Reply NO_ROUTE = new Reply(451, "4.4.4", "No route serves this domain");

    private final MailQueue queue;
    private final OperatorMail mail;
    private final Noted noted;
    private final List<StatusEvent.BatchMissed> missed = new ArrayList<>();

    /** Hears of each window that closes. */
    interface Noted {
        /** @param had whether an envelope could have gone by it */
        void closed(List<Domain> domains, Instant now, Predicate<Envelope> had);
    }

    MissReport(MailQueue queue, OperatorMail mail, Noted noted) {
        this.queue = queue;
        this.mail = mail;
        this.noted = noted;
    }

    /**
     * A site's window has closed, and mail of these domains still waits for it.
     *
     * @param had whether an envelope could have gone by it
     */
    void closed(String site, List<Domain> domains, Optional<Reply> lastReply, Instant now, Predicate<Envelope> had) {
        noted.closed(domains, now, had);
        Map<String, Integer> waiting = new TreeMap<>();
        for (Domain domain : domains) {
            new Waiting(queue, domain).stream().limit(LOOKED_AT).filter(e -> !e.notBefore().isAfter(now)).filter(had)
                    .filter(e -> !queue.ledger().staged().isStopped(e.id()))
                    .flatMap(e -> e.message().batch().stream()).forEach(name -> waiting.merge(name, 1, Integer::sum));
        }
        waiting.forEach((name, count) -> missed.add(new StatusEvent.BatchMissed(now, name, site, count, lastReply)));
    }

    /** No route serves these domains, and mail waits for them: no window of theirs will ever close. */
    void unrouted(List<Domain> domains, Instant now) {
        domains.forEach(domain -> closed(domain.name(), List.of(domain), Optional.of(NO_ROUTE), now, _ -> true));
    }

    /** Tells of what has closed since this was last called. */
    void send(Instant now) {
        if (missed.isEmpty()) return;
        List<StatusEvent.BatchMissed> told = List.copyOf(missed);
        missed.clear();
        QueueBatch batch = queue.change();
        told.forEach(batch::tell);
        try {
            mail(batch, told, now);
        } catch (StoreException full) {
            told.forEach(queue::tell);
            return;
        }
        batch.commit(failure -> {
            if (failure.isPresent()) told.forEach(queue::tell); // at least the log has it
        });
    }

    private void mail(QueueBatch batch, List<StatusEvent.BatchMissed> told, Instant now) {
        long sites = told.stream().map(StatusEvent.BatchMissed::site).distinct().count();
        List<String> names = told.stream().map(StatusEvent.BatchMissed::name).distinct().toList();
        StringBuilder text = new StringBuilder(
                "These sites had not everything of a big send when their windows closed, "
                        + "or no route serves them.\r\n");
        names.forEach(name -> text.append("\r\n").append(summary(name)).append("\r\n").append(lines(name, told)));
        mail.add(batch, sites + (sites == 1 ? " site" : " sites") + " missed by a big send", text.toString(), now);
    }

    private String summary(String name) {
        Optional<BatchSummary> known = queue.ledger().batch(name);
        return name + known.map(b -> ": " + b.delivered() + " of " + b.sites() + " delivered, " + b.failed()
                + " failed, " + b.waiting() + " on their way"
                + (b.relayed() > 0 ? ", " + b.relayed() + " relayed" : "")).orElse("");
    }

    private static String lines(String name, List<StatusEvent.BatchMissed> told) {
        StringBuilder lines = new StringBuilder();
        told.stream().filter(m -> m.name().equals(name)).forEach(m -> lines.append("  ").append(m.site()).append(": ")
                .append(m.envelopes()).append(" waiting").append(m.lastReply().map(r -> "; " + r).orElse(""))
                .append("\r\n"));
        return lines.toString();
    }
}
