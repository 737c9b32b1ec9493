package org.packetboat.app.web.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.packetboat.app.web.board.Troubleshooting;
import org.packetboat.app.web.board.BoardSource;
import org.packetboat.app.web.board.HealthFacts;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.connectors.http.WebRequest;
import org.packetboat.connectors.jmx.DeadLineRow;
import org.packetboat.connectors.jmx.EventReaderRow;
import org.packetboat.connectors.jmx.ServerMXBean;

/** How the server is doing. */
record HealthPages(BoardSource source) {
    private static final long STUCK_SECONDS = 30;
    private static final Duration SOON = Duration.ofDays(30);
    private static final int MOST = 200;

    /** @param advice what to do; empty if nobody knows */
    record Problem(String what, String advice) {}

    /**
     * How it is doing.
     *
     * @param disk  free bytes, and how many must be free for mail to be taken in
     * @param kafka none or one
     * @param hub   none, or one where brokers keep the queue: who owns it, and how far each machine is
     */
    record Health(String now, List<Problem> problems, HealthFacts.Disk disk, HealthFacts.Memory memory,
            long secondsSinceStep, List<HealthFacts.Kafka> kafka, List<HealthFacts.Certificate> certificates,
            List<HealthFacts.LinkFacts> links, List<DeadLineRow> deadLines, List<EventReaderRow> readers,
            List<String> holds, Server server, List<HealthFacts.Hub> hub) {}

    /** Counts are since the start. */
    record Server(String name, String version, String started, List<String> listening, String data, long accepted,
            long delivered, long deferred, long refused, long expired, long logLinesDropped) {
        static Server of(ServerMXBean s) {
            return new Server(s.getName(), s.getVersion(), s.getStarted(), s.getListening(), s.getDataFolder(),
                    s.getAccepted(), s.getDelivered(), s.getDeferred(), s.getRefused(), s.getExpired(),
                    s.getLogLinesDropped());
        }
    }

    /** What would have to wait for a node that is stuck is left out then. */
    WebAnswer health(WebRequest request) {
        ServerMXBean server = source.server();
        HealthFacts facts = source.health();
        List<DeadLineRow> dead = facts.secondsSinceStep() > STUCK_SECONDS ? List.of() : server.listDeadLines();
        return JsonAnswers.ok(new Health(source.now().toString(), problems(server, facts, dead), facts.disk(),
                facts.memory(), facts.secondsSinceStep(), facts.kafka().stream().toList(), facts.certificates(),
                facts.links().stream().limit(MOST).toList(), dead, server.listEventReaders(), server.getHolds(),
                Server.of(server), facts.hub().stream().toList()));
    }

    private List<Problem> problems(ServerMXBean server, HealthFacts facts, List<DeadLineRow> dead) {
        List<String> all = new ArrayList<>(server.getScheduleProblems());
        if (facts.disk().free() < facts.disk().reserve()) {
            all.add(facts.disk().free() + " bytes are free on the disk of the queue, less than "
                    + facts.disk().reserve() + " (queue-minfree): no mail is taken in until there is room");
        }
        facts.certificates().stream().filter(this::ends).forEach(c -> all.add(c.until().isEmpty()
                ? "the certificate " + c.file() + " can't be read"
                : "the certificate " + c.file() + " ends at " + c.until()));
        Stream.concat(dead.stream().map(d -> "line " + d.link() + " of " + d.server()
                + " is believed dead; it is tried again at " + d.until()),
                server.getHolds().stream().map(h -> "mail for " + h + " is held by an operator")).forEach(all::add);
        return all.stream().map(what -> new Problem(what, Troubleshooting.about(what).orElse(""))).toList();
    }

    private boolean ends(HealthFacts.Certificate certificate) {
        return certificate.until().isEmpty()
                || Instant.parse(certificate.until()).isBefore(source.now().plus(SOON));
    }
}
