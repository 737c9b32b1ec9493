package org.packetboat.engine.accept;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.queue.relay.NamedMail;
import org.packetboat.engine.queue.relay.RelayBook;
import org.packetboat.engine.queue.relay.StatusLine;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.trace.StatusReport;

/**
 * Takes in what other Packetboats report ({@link StatusReport}), and remembers of which mail they want to hear. What a
 * report says of mail that this server handed on is written down, and seen to by the node; what it says of other
 * servers' mail is passed on towards them. What concerns nobody is passed over: it came twice, or too late, or never
 * belonged here. A report that the disk has not taken is refused for now, and comes again.
 */
final class ReportIntake {
    private static final Pattern OWN = Pattern.compile("([0-9A-Z]{6,13})\\.(\\d{1,9})\\.(\\d{1,15})@.*");
    /** In bytes; no report is longer. */
    private static final int LONGEST = 64 * 1024;

    private final MailQueue queue;
    private final RelayBook relays;
    private final Supplier<Policy> policy;

    ReportIntake(MailQueue queue, Supplier<Policy> policy) {
        this.queue = queue;
        this.relays = queue.relays();
        this.policy = policy;
    }

    /** Whether it is a report, from somebody who is believed: only then it has a name. */
    static boolean isReport(Submission submission) {
        return submission.name().isPresent()
                && submission.recipients().stream().map(Recipient::address).allMatch(StatusReport::isFor);
    }

    /** Remembers to tell the first server of mail that came from another Packetboat. */
    void remember(QueueBatch batch, Submission submission, QueueId id) {
        Optional<String> first = submission.name().flatMap(StatusLine::server)
                .filter(server -> !server.equalsIgnoreCase(policy.get().server()));
        if (first.isEmpty()) return;
        List<Address> recipients = submission.recipients().stream().map(Recipient::address).toList();
        batch.relay(changes -> relays.named(changes, id, new NamedMail(submission.name().get(), recipients)));
    }

    /** Takes one in. */
    void take(Body report, Instant now, Consumer<Optional<StoreException>> answer) {
        QueueBatch batch = queue.change();
        List<QueueId> about = lines(report).stream().flatMap(line -> take(batch, line).stream()).distinct().toList();
        batch.commit(failure -> {
            if (failure.isEmpty()) about.forEach(relays::look);
            answer.accept(failure);
        });
    }

    private static List<StatusLine> lines(Body report) {
        int size = (int) Math.min(report.size(), LONGEST);
        String text = new String(report.read(0, size), StandardCharsets.UTF_8);
        return text.lines().dropWhile(line -> !line.isEmpty()).flatMap(line -> StatusLine.parse(line).stream())
                .toList();
    }

    /** @return the message of ours that a line is about */
    private Optional<QueueId> take(QueueBatch batch, StatusLine line) {
        Optional<EnvelopeId> ours = own(line).or(() -> passedThrough(line));
        ours.ifPresentOrElse(id -> batch.relay(changes -> relays.heard(changes, id, line)), () -> passOn(batch, line));
        return ours.map(EnvelopeId::message);
    }

    /** An envelope that first came in here: its name has its id, and the time at which it came. */
    private Optional<EnvelopeId> own(StatusLine line) {
        Matcher name = OWN.matcher(line.name());
        if (!name.matches()) return Optional.empty();
        Instant arrived = Instant.ofEpochMilli(Long.parseLong(name.group(3)));
        try {
            EnvelopeId id = new EnvelopeId(QueueId.parse(name.group(1)), Integer.parseInt(name.group(2)));
            boolean ours = relays.relayed(id, line.recipient()).filter(m -> m.arrived().equals(arrived)).isPresent()
                    || queue.envelope(id).filter(e -> e.message().arrived().equals(arrived))
                            .filter(e -> isFor(e, line.recipient())).isPresent();
            return Optional.of(id).filter(_ -> ours);
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** An envelope of mail that came in under this name, and was handed on. */
    private Optional<EnvelopeId> passedThrough(StatusLine line) {
        Optional<QueueId> message = queue.keys().get(Submission.keyOf(line.name(), line.recipient())).last();
        return message.flatMap(id -> relays.relayed(id).stream().filter(m -> m.recipient().equals(line.recipient()))
                .map(m -> m.id()).findFirst()
                .or(() -> queue.envelopes(id).stream().filter(e -> isFor(e, line.recipient())).map(Envelope::id)
                        .findFirst()));
    }

    private static boolean isFor(Envelope envelope, Address recipient) {
        return envelope.recipients().stream().anyMatch(r -> r.address().equals(recipient));
    }

    private void passOn(QueueBatch batch, StatusLine line) {
        Optional<String> server = line.server().filter(name -> line.hops() < StatusLine.MOST_HOPS && leadsOn(name));
        server.ifPresent(name -> batch.relay(
                changes -> relays.report(changes, name, queue.newId().number(), line.passedOn())));
        server.ifPresent(_ -> batch.onDurable(relays::reportWaits));
    }

    private boolean leadsOn(String server) {
        Policy now = policy.get();
        try {
            Domain domain = new Domain(server);
            return !server.equalsIgnoreCase(now.server()) && !now.local().contains(domain)
                    && !now.candidates(domain).isEmpty();
        } catch (IllegalArgumentException noDomain) {
            return false;
        }
    }
}
