package org.packetboat.engine.resend;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.inbox.Answer;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.queue.relay.RelayedMail;
import org.packetboat.engine.queue.settled.SettledBook;
import org.packetboat.engine.queue.settled.SettledLine;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.settle.InFlight;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.StoreException;

/**
 * Sends again what a site had taken since a time, as far as it is kept. It goes under the ids and names it had, so
 * that a Packetboat which has it all the same knows it again. Some envelopes are one batch, the next once that is
 * durable; what is in a batch is marked as sent again, so that neither a crash in between nor asking twice sends it a
 * second time. Used by the node only.
 */
public final class Resending {
    private static final int AT_ONCE = 200;

    private final MailQueue queue;
    private final SettledBook book;
    private final Consumer<Inbox.Task> inbox;
    private final Consumer<Inbox.Task> later;
    private final InFlight inFlight;
    private final Supplier<Policy> policy;

    /** @param later runs a task in a later step of the node */
    public Resending(MailQueue queue, Consumer<Inbox.Task> inbox, Consumer<Inbox.Task> later, InFlight inFlight,
            Supplier<Policy> policy) {
        this.queue = queue;
        this.book = queue.settled();
        this.inbox = inbox;
        this.later = later;
        this.inFlight = inFlight;
        this.policy = policy;
    }

    /** Does it, and says in a sentence what was done. */
    public void start(Resend what, Consumer<String> answer) {
        inbox.accept(now -> {
            if (policy.get().reporting().settled().isOn()) new Run(what, answer, now).go(now);
            else answer.accept("nothing is kept: keep-settled is not configured; nothing changed");
        });
    }

    /** One command, from the first line to the last. */
    private final class Run {
        private final Resend what;
        private final Consumer<String> answer;
        private final Instant since;
        private final Instant until;
        private Optional<SettledLine> after = Optional.empty();
        private long deliveries;
        private long bytes;
        private long before;
        private long busy;

        Run(Resend what, Consumer<String> answer, Instant now) {
            this.what = what;
            this.answer = answer;
            this.since = queue.clock().toAge(what.since());
            this.until = queue.clock().now(now).plusMillis(1);
        }

        /** A look at some lines in each step, so that mail is not kept waiting. */
        void go(Instant now) {
            QueueBatch batch = queue.change();
            try {
                List<SettledLine> some = since.isBefore(until) ? book.lines(since, until, after, AT_ONCE) : List.of();
                if (some.isEmpty()) {
                    answer.accept(said(Optional.empty()));
                    return;
                }
                List<EnvelopeId> touched = look(batch, some, now);
                after = Optional.of(some.getLast());
                if (touched.isEmpty()) later.accept(this::go);
                else commit(batch, touched);
            } catch (RuntimeException e) {
                batch.abandon();
                Answer.failed(answer, e);
            }
        }

        /** @return what is sent again by the batch */
        private List<EnvelopeId> look(QueueBatch batch, List<SettledLine> some, Instant now) {
            Map<EnvelopeId, List<SettledLine>> byId = some.stream().filter(this::isMeant)
                    .collect(Collectors.groupingBy(SettledLine::id, LinkedHashMap::new, Collectors.toList()));
            List<EnvelopeId> touched = new ArrayList<>();
            byId.forEach((id, lines) -> {
                if (look(batch, id, lines, now)) touched.add(id);
            });
            return touched;
        }

        private boolean isMeant(SettledLine line) {
            if (!line.site().equals(what.site())) return false;
            boolean was = line.wasResentSince(since) && !what.again();
            if (was) before++;
            return !was;
        }

        /** @return whether it is sent again by the batch */
        private boolean look(QueueBatch batch, EnvelopeId id, List<SettledLine> lines, Instant now) {
            if (inFlight.contains(id)) {
                busy++;
                return false;
            }
            Optional<Envelope> waiting = queue.envelope(id);
            if (waiting.isPresent() && lines.stream().anyMatch(SettledLine::wasResent)) {
                before++;
                return false;
            }
            List<Envelope> taken = lines.stream().flatMap(line -> book.envelope(line).stream()).toList();
            if (taken.isEmpty()) return false;
            count(taken.getFirst());
            if (!what.dryRun()) resend(batch, taken, waiting, lines, now);
            return !what.dryRun();
        }

        private void count(Envelope envelope) {
            deliveries++;
            bytes += envelope.message().size();
        }

        private void commit(QueueBatch batch, List<EnvelopeId> touched) {
            touched.forEach(inFlight::add);
            batch.commit(failure -> inbox.accept(then -> {
                inFlight.letGo(touched, queue);
                if (failure.isEmpty()) go(then);
                else answer.accept(said(failure));
            }));
        }

        private String said(Optional<StoreException> failure) {
            String which = what.site() + " has taken since " + what.since();
            String said = deliveries == 0
                    ? nothing(which)
                    : (what.dryRun() ? "would send again " : "sends again ") + deliveries
                            + (deliveries == 1 ? " delivery" : " deliveries") + ", " + bytes + " bytes, that " + which;
            if (before > 0) said += "; " + before + " more had been sent again since then (--again sends them, too)";
            if (busy > 0) said += "; left alone " + busy + " that are being sent now: ask again when they are through";
            Optional<Instant> from = book.from().filter(since::isBefore).map(queue.clock()::toWall);
            if (from.isPresent())
                said += "; what was taken before " + from.get().truncatedTo(ChronoUnit.SECONDS) + " is not kept";
            return said + failure.map(_ -> "; then the disk did not take more: ask again").orElse("");
        }

        private String nothing(String which) {
            return before + busy > 0 || isSite(what.site())
                    ? "nothing is left to send again of what " + which
                    : "no route has the site " + what.site() + "; nothing changed";
        }
    }

    private boolean isSite(String name) {
        Policy inForce = policy.get();
        return inForce.outlet().site().equals(name)
                || inForce.routes().routes().stream().anyMatch(route -> route.site().equals(name));
    }

    private void resend(QueueBatch batch, List<Envelope> taken, Optional<Envelope> waiting, List<SettledLine> lines,
            Instant now) {
        Envelope any = taken.getFirst();
        Set<String> there = waiting.stream().flatMap(e -> e.recipients().stream()).map(r -> r.address().toString())
                .collect(Collectors.toSet());
        List<Recipient> again = taken.stream().flatMap(e -> e.recipients().stream())
                .filter(r -> there.add(r.address().toString())).map(Resending::untold).toList();
        Envelope fresh = any.timed(Optional.empty(), any.life(), any.expires())
                .requeued(now, policy.get().end(any.destination(), now)).held(false);
        Envelope whole = waiting.map(e -> e.remaining(Stream.concat(e.recipients().stream(), again.stream()).toList()))
                .orElseGet(() -> fresh.remaining(again));
        List<RelayedMail> relayed = again.stream().flatMap(r -> queue.relays().relayed(any.id(), r.address()).stream())
                .toList();
        batch.relay(b -> lines.forEach(line -> book.resent(b, line, queue.clock().now(now))));
        batch.relay(b -> relayed.forEach(mail -> queue.relays().settled(b, mail)));
        batch.resend(whole, again.size() - relayed.size(), relayed.size());
        batch.tell(new StatusEvent.Handled(now, any.id(), any.message().batch(), "resent"));
    }

    /** Its sender knows that it was delivered, and is told no second time; only if it fails now. */
    private static Recipient untold(Recipient r) {
        if (!r.wants(Notify.SUCCESS)) return r;
        EnumSet<Notify> wanted = EnumSet.copyOf(r.wanted());
        wanted.remove(Notify.SUCCESS);
        return wanted.isEmpty() ? r.silent() : new Recipient(r.address(), wanted, r.original());
    }
}
