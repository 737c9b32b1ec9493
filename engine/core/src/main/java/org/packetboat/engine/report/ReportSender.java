package org.packetboat.engine.report;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.packetboat.engine.inbox.Inbox;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.queue.relay.RelayBook;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.settle.InFlight;

/**
 * Sends what is to be told to other servers: a mail for each server, with all that waits for it, one after the other.
 * Where a connection costs nothing it goes by itself. Else it is put into the queue only while a session with a site on
 * the way to that server is under way, and taken out again if that ends before it went: it is never a reason for a
 * call. Its lines are forgotten only once it has left the queue, so that at worst they are told twice. Used by the node
 * only.
 */
public final class ReportSender {
    /** So long lines are gathered, at most, where a line is up that may be hung up. */
    private static final Duration IN_SESSION = Duration.ofMillis(500);
    /** The same where a connection is made for them. */
    private static final Duration BY_ITSELF = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofDays(30);
    private static final int MOST_LINES = 1000;
    private static final int MOST_BYTES = 48 * 1024;

    private final Context context;
    private final MailQueue queue;
    private final RelayBook relays;
    private final Ways ways;
    private final Map<String, Waiting> servers = new HashMap<>();
    private final Map<QueueId, String> sent = new HashMap<>();
    private boolean begun;
    private Instant last = Instant.EPOCH;

    /**
     * What it works with.
     *
     * @param queue    where reports go into
     * @param inFlight what sessions carry now
     * @param policy   the one in force
     */
    public record Context(MailQueue queue, Inbox inbox, InFlight inFlight, Supplier<Policy> policy) {}

    /**
     * Where reports may go now.
     *
     * @param inSession whether a session with the site of a route is under way
     * @param alwaysUp  whether the link of a route is up without a call
     */
    public record Ways(Predicate<Route> inSession, Predicate<Route> alwaysUp) {}

    /** What is to be told to a server. */
    private static final class Waiting {
        private Instant since;
        private Optional<RelayBook.Sent> report = Optional.empty();
        /** Whether that goes only in a session that is under way anyway. */
        private boolean along;
        private boolean busy;

        Waiting(Instant since) {
            this.since = since;
        }
    }

    /** How a report goes. */
    private enum Going {
        BY_ITSELF, ALONG, NOT_NOW, NEVER
    }

    ReportSender(Context context, Ways ways) {
        this.context = context;
        this.queue = context.queue();
        this.relays = queue.relays();
        this.ways = ways;
    }

    /** Something of a message changed: perhaps it was a report, and has left the queue. */
    void isOver(QueueId message) {
        Optional.ofNullable(sent.get(message)).map(servers::get).filter(w -> !w.busy)
                .filter(w -> w.report.filter(r -> queue.envelope(r.id()).isEmpty()).isPresent())
                .ifPresent(waiting -> over(sent.get(message), waiting));
    }

    Instant wake() {
        return servers.entrySet().stream().filter(e -> !e.getValue().busy && e.getValue().report.isEmpty())
                .map(e -> due(going(e.getKey(), last), e.getValue())).min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    private static Instant due(Going going, Waiting waiting) {
        return switch (going) {
            case BY_ITSELF -> waiting.since.plus(BY_ITSELF);
            case ALONG -> waiting.since.plus(IN_SESSION);
            case NEVER -> waiting.since;
            case NOT_NOW -> Instant.MAX;
        };
    }

    void step(Instant now) {
        last = now;
        if (!begun) begin(now);
        if (relays.takeReportWaits()) relays.servers().forEach(s -> servers.computeIfAbsent(s, _ -> new Waiting(now)));
        for (String server : List.copyOf(servers.keySet()))
            serve(server, servers.get(server), now);
    }

    private void begin(Instant now) {
        begun = true;
        for (RelayBook.Sent report : relays.sent()) {
            Waiting waiting = servers.computeIfAbsent(report.server(), _ -> new Waiting(now));
            waiting.report = Optional.of(report);
            sent.put(report.id().message(), report.server());
            Optional<Envelope> envelope = queue.envelope(report.id());
            waiting.along = envelope.filter(Envelope::goesAlong).isPresent();
            if (envelope.isEmpty()) over(report.server(), waiting);
        }
    }

    private void serve(String server, Waiting waiting, Instant now) {
        if (waiting.busy) return;
        if (waiting.since.isAfter(now)) waiting.since = now;
        Going going = going(server, now);
        if (waiting.report.isPresent()) {
            if (waiting.along && going != Going.ALONG) takeBack(server, waiting);
        } else if (!due(going, waiting).isAfter(now)) {
            if (going == Going.NEVER) forget(server, waiting);
            else send(server, waiting, going == Going.ALONG, now);
        }
    }

    private Going going(String server, Instant now) {
        Optional<Domain> domain = domain(server);
        Policy policy = context.policy().get();
        if (domain.isEmpty() || policy.local().contains(domain.get())) return Going.NEVER;
        List<Route> routes = policy.candidates(domain.get());
        if (routes.isEmpty()) return Going.NEVER;
        if (routes.stream().anyMatch(route -> costsNothing(route, now))) return Going.BY_ITSELF;
        return routes.stream().anyMatch(ways.inSession()) ? Going.ALONG : Going.NOT_NOW;
    }

    private boolean costsNothing(Route route, Instant now) {
        return !(route.transport() instanceof Transport.Uucp) && !(route.transport() instanceof Transport.DialUp)
                && ways.alwaysUp().test(route) && route.window().isOpen(now);
    }

    private static Optional<Domain> domain(String server) {
        try {
            return Optional.of(new Domain(server));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** No way leads there. */
    private void forget(String server, Waiting waiting) {
        List<RelayBook.Numbered> lines = relays.reports(server, MOST_LINES);
        QueueBatch batch = queue.change().relay(changes -> relays.forgetReports(changes, server, lines));
        commit(server, waiting, batch, Optional.empty());
    }

    private void send(String server, Waiting waiting, boolean along, Instant now) {
        List<RelayBook.Numbered> all = relays.reports(server, MOST_LINES);
        List<RelayBook.Numbered> old = all.stream().filter(l -> l.line().at().plus(PATIENCE).isBefore(now)).toList();
        List<RelayBook.Numbered> lines = new ArrayList<>(all);
        lines.removeAll(old);
        waiting.along = along;
        QueueBatch batch = queue.change().relay(changes -> relays.forgetReports(changes, server, old));
        Optional<RelayBook.Sent> report = lines.isEmpty()
                ? Optional.empty()
                : Optional.of(put(batch, server, lines, along, now));
        commit(server, waiting, batch, report);
    }

    private RelayBook.Sent put(QueueBatch batch, String server, List<RelayBook.Numbered> lines, boolean along,
            Instant now) {
        StringBuilder text = new StringBuilder("Packetboat-Status: 1\r\n\r\n");
        long last = 0;
        for (RelayBook.Numbered line : lines) {
            String told = line.line() + "\r\n";
            if (text.length() + told.length() > MOST_BYTES) break;
            text.append(told);
            last = line.number();
        }
        ReportMail mail = new ReportMail(context.policy().get(), domain(server).orElseThrow());
        Envelope envelope = mail.envelope(queue.newId(), text.toString().getBytes(StandardCharsets.UTF_8), now);
        RelayBook.Sent report = new RelayBook.Sent(server, envelope.id(), last);
        batch.bytes(envelope.message().id(), text.toString().getBytes(StandardCharsets.UTF_8))
                .add(along ? envelope.goingAlong() : envelope).relay(changes -> relays.sent(changes, report));
        return report;
    }

    /** The session ended before it went. Until it is out of the queue no other session may take it. */
    private void takeBack(String server, Waiting waiting) {
        RelayBook.Sent report = waiting.report.orElseThrow();
        if (context.inFlight().contains(report.id())) return;
        Optional<Envelope> envelope = queue.envelope(report.id());
        if (envelope.isEmpty()) return;
        QueueBatch batch = queue.change().remove(envelope.get()).relay(changes -> relays.over(changes, report));
        context.inFlight().add(report.id());
        commit(server, waiting, batch, Optional.empty());
    }

    /** It has left the queue: its lines are told, or nobody wants them. */
    private void over(String server, Waiting waiting) {
        RelayBook.Sent report = waiting.report.orElseThrow();
        List<RelayBook.Numbered> told = relays.reports(server, MOST_LINES).stream()
                .filter(line -> line.number() <= report.last()).toList();
        QueueBatch batch = queue.change().relay(changes -> {
            relays.forgetReports(changes, server, told);
            relays.over(changes, report);
        });
        commit(server, waiting, batch, Optional.empty());
    }

    /** Until it is durable nothing else is done for that server. */
    private void commit(String server, Waiting waiting, QueueBatch batch, Optional<RelayBook.Sent> report) {
        waiting.busy = true;
        batch.commit(failure -> context.inbox().post(now -> {
            waiting.busy = false;
            waiting.since = now;
            waiting.report.ifPresent(before -> context.inFlight().remove(before.id()));
            if (failure.isPresent()) return;
            waiting.report.ifPresent(before -> sent.remove(before.id().message()));
            waiting.report = report;
            report.ifPresent(r -> sent.put(r.id().message(), server));
            report.ifPresent(r -> relays.look(r.id().message()));
            if (report.isEmpty() && relays.reports(server, 1).isEmpty()) servers.remove(server);
        }));
    }
}
