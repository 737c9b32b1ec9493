package org.packetboat.engine.node;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.packetboat.engine.accept.Envelopes;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.queue.ledger.BatchSummary;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.StoreException;

/**
 * Tells at the close of windows which sites a big send has missed, and at once which no route serves: an event for each
 * site and big send and, where an operator wants it, one mail for all of one moment. Used by the node only.
 */
final class MissReport {
    /** No more of a domain's mail is looked at: a queue that long is known to be waiting. */
    private static final int LOOKED_AT = 1000;
    private static final DateTimeFormatter DATE = DateTimeFormatter
            .ofPattern("EEE, d MMM yyyy HH:mm:ss '+0000'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Reply NO_ROUTE = new Reply(451, "4.4.4", "No route serves this domain");

    private final MailQueue queue;
    private final Supplier<Policy> policy;
    private final BiConsumer<List<Domain>, Instant> noted;
    private final List<StatusEvent.BatchMissed> missed = new ArrayList<>();

    /** @param noted hears of the domains of each window that closes */
    MissReport(MailQueue queue, Supplier<Policy> policy, BiConsumer<List<Domain>, Instant> noted) {
        this.queue = queue;
        this.policy = policy;
        this.noted = noted;
    }

    /** A site's window has closed, and mail of these domains still waits for it. */
    void closed(String site, List<Domain> domains, Optional<Reply> lastReply, Instant now) {
        noted.accept(domains, now);
        Map<String, Integer> waiting = new TreeMap<>();
        for (Domain domain : domains) {
            new Waiting(queue, domain).stream().limit(LOOKED_AT).filter(e -> !e.notBefore().isAfter(now))
                    .filter(e -> !queue.ledger().staged().isStopped(e.id()))
                    .flatMap(e -> e.message().batch().stream()).forEach(name -> waiting.merge(name, 1, Integer::sum));
        }
        waiting.forEach((name, count) -> missed.add(new StatusEvent.BatchMissed(now, name, site, count, lastReply)));
    }

    /** No route serves these domains, and mail waits for them: no window of theirs will ever close. */
    void unrouted(List<Domain> domains, Instant now) {
        domains.forEach(domain -> closed(domain.name(), List.of(domain), Optional.of(NO_ROUTE), now));
    }

    /** Tells of what has closed since this was last called. */
    void send(Instant now) {
        if (missed.isEmpty()) return;
        List<StatusEvent.BatchMissed> told = List.copyOf(missed);
        missed.clear();
        QueueBatch batch = queue.change();
        told.forEach(batch::tell);
        try {
            policy.get().reporting().operator().ifPresent(operator -> mail(batch, operator, told, now));
        } catch (StoreException full) {
            told.forEach(queue::tell);
            return;
        }
        batch.commit(failure -> {
            if (failure.isPresent()) told.forEach(queue::tell); // at least the log has it
        });
    }

    private void mail(QueueBatch batch, Address operator, List<StatusEvent.BatchMissed> told, Instant now) {
        QueueId id = queue.newId();
        byte[] bytes = text(id, operator, told, now).getBytes(StandardCharsets.UTF_8);
        Recipient recipient = new Recipient(operator, EnumSet.of(Notify.NEVER), Optional.empty());
        Submission submission = Submission.plain(Optional.empty(), List.of(recipient), "report")
                .withInternational(operator.isInternational());
        Message message = Envelopes.message(submission, id, bytes.length, now);
        List<Envelope> envelopes = Envelopes.divide(submission, message, policy.get());
        if (!envelopes.isEmpty()) batch.bytes(id, bytes);
        envelopes.forEach(batch::add);
    }

    private String text(QueueId id, Address operator, List<StatusEvent.BatchMissed> told, Instant now) {
        String server = policy.get().server();
        long sites = told.stream().map(StatusEvent.BatchMissed::site).distinct().count();
        List<String> names = told.stream().map(StatusEvent.BatchMissed::name).distinct().toList();
        StringBuilder text = new StringBuilder();
        text.append("Date: ").append(DATE.format(now)).append("\r\nFrom: Packetboat <MAILER-DAEMON@").append(server)
                .append(">\r\nTo: <").append(operator).append(">\r\nSubject: ").append(sites)
                .append(sites == 1 ? " site" : " sites").append(" missed by a big send")
                .append("\r\nMessage-ID: <").append(id).append('.').append(now.toEpochMilli()).append('@')
                .append(server).append(">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n")
                .append("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n")
                .append("These sites had not everything of a big send when their windows closed, or no route serves "
                        + "them.\r\n");
        names.forEach(name -> text.append("\r\n").append(summary(name)).append("\r\n").append(lines(name, told)));
        return text.toString();
    }

    private String summary(String name) {
        Optional<BatchSummary> known = queue.ledger().batch(name);
        return name + known.map(b -> ": " + b.delivered() + " of " + b.sites() + " delivered, " + b.failed()
                + " failed, " + b.waiting() + " on their way").orElse("");
    }

    private static String lines(String name, List<StatusEvent.BatchMissed> told) {
        StringBuilder lines = new StringBuilder();
        told.stream().filter(m -> m.name().equals(name)).forEach(m -> lines.append("  ").append(m.site()).append(": ")
                .append(m.envelopes()).append(" waiting").append(m.lastReply().map(r -> "; " + r).orElse(""))
                .append("\r\n"));
        return lines.toString();
    }
}
