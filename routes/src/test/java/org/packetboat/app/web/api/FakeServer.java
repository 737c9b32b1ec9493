package org.packetboat.app.web.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.packetboat.connectors.jmx.BatchRow;
import org.packetboat.connectors.jmx.BatchSiteRow;
import org.packetboat.connectors.jmx.DeadLineRow;
import org.packetboat.connectors.jmx.DomainRow;
import org.packetboat.connectors.jmx.EnvelopeRow;
import org.packetboat.connectors.jmx.EventReaderRow;
import org.packetboat.connectors.jmx.LoadRow;
import org.packetboat.connectors.jmx.RouteRow;
import org.packetboat.connectors.jmx.ServerMXBean;
import org.packetboat.connectors.jmx.SessionRow;
import org.packetboat.connectors.jmx.memory.ProcessSize;
import org.packetboat.connectors.jmx.row.DataRow;
import org.packetboat.connectors.jmx.row.DomainItem;
import org.packetboat.connectors.jmx.row.SiteItem;
import org.packetboat.engine.mail.QueueId;

/** A server that answers from lists, and notes what it is told to do. */
public final class FakeServer implements ServerMXBean {
    public final List<DomainItem> domains = new ArrayList<>();
    public final List<SiteItem> sites = new ArrayList<>();
    public final List<SessionRow> sessions = new ArrayList<>();
    public final List<EnvelopeRow> envelopes = new ArrayList<>();
    public final List<BatchRow> batches = new ArrayList<>();
    public final List<BatchSiteRow> batch = new ArrayList<>();
    public final List<String> problems = new ArrayList<>();
    public final List<DataRow> data = new ArrayList<>();
    final List<String> holds = new ArrayList<>();
    final List<DeadLineRow> dead = new ArrayList<>();
    final List<String> done = new ArrayList<>();
    public Optional<RuntimeException> refusal = Optional.empty();
    /** Nothing is taken for this recipient. */
    public String refused = "";
    /** By what it is asked for. */
    final Map<String, List<String>> history = new HashMap<>();
    String text = "";
    /** What was handed over, by key, and to whom. */
    public final Map<String, byte[]> submitted = new LinkedHashMap<>();
    /** Who was started when. */
    public String started = "2026-11-27T12:00:00Z";

    /** Commands, questions to the history and to the planner are answered once this is open. */
    volatile CountDownLatch gate = new CountDownLatch(0);
    /** One permit for each of them that has come to the gate. */
    final Semaphore atGate = new Semaphore(0);

    void passGate() {
        atGate.release();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String did(String what, String target) {
        passGate();
        return does(what, target);
    }

    private synchronized String does(String what, String target) {
        refusal.ifPresent(no -> {
            throw no;
        });
        done.add(what + " " + target);
        return what + " " + target + " done";
    }

    @Override
    public List<DataRow> listData() {
        return List.copyOf(data);
    }

    @Override
    public String getName() {
        return "hub.example.com";
    }

    @Override
    public String getVersion() {
        return "0.1.0-test";
    }

    @Override
    public String getStarted() {
        return started;
    }

    @Override
    public List<String> getListening() {
        return List.of("smtp 127.0.0.1:2525");
    }

    @Override
    public String getDataFolder() {
        return "/var/lib/packetboat";
    }

    @Override
    public long getDepth() {
        return domains.stream().mapToLong(DomainItem::depth).sum();
    }

    @Override
    public long getBytes() {
        return domains.stream().mapToLong(DomainItem::bytes).sum();
    }

    @Override
    public long getAccepted() {
        return 412;
    }

    @Override
    public long getDelivered() {
        return 390;
    }

    @Override
    public long getRelayed() {
        return 0;
    }

    @Override
    public long getDeferred() {
        return 7;
    }

    @Override
    public long getRefused() {
        return 1;
    }

    @Override
    public long getExpired() {
        return 0;
    }

    @Override
    public long getSecondsSinceStep() {
        return 1;
    }

    @Override
    public ProcessSize getProcess() {
        return new ProcessSize(98 << 20, 20 << 20, 96 << 20, 1L << 30, 31, 80, 1024);
    }

    @Override
    public long getLogLinesDropped() {
        return 0;
    }

    @Override
    public List<String> getScheduleProblems() {
        return List.copyOf(problems);
    }

    @Override
    public List<String> getHolds() {
        return List.copyOf(holds);
    }

    @Override
    public List<DomainRow> listDomains() {
        return List.of();
    }

    @Override
    public DomainRow describeDomain(String domain) {
        throw new IllegalArgumentException(domain);
    }

    @Override
    public List<EnvelopeRow> listEnvelopes(String domain, int most) {
        return envelopes.stream().filter(e -> e.domain().equals(domain)).limit(most).toList();
    }

    @Override
    public List<EnvelopeRow> listMessage(String queueId) {
        QueueId.parse(queueId);
        return envelopes.stream().filter(e -> e.id().startsWith(queueId + ".")).toList();
    }

    @Override
    public List<EnvelopeRow> listDead(int most) {
        return List.of();
    }

    @Override
    public String read(String queueId, int most) {
        return text.substring(0, Math.min(most, text.length()));
    }

    @Override
    public List<RouteRow> listRoutes() {
        return List.of();
    }

    @Override
    public List<SessionRow> listSessions() {
        return List.copyOf(sessions);
    }

    @Override
    public List<LoadRow> listLoads() {
        return List.of();
    }

    @Override
    public List<DeadLineRow> listDeadLines() {
        return List.copyOf(dead);
    }

    @Override
    public String submit(String sender, List<String> recipients, byte[] message, String key) {
        refusal.ifPresent(no -> {
            throw no;
        });
        if (recipients.contains(refused)) throw new IllegalStateException("550 5.1.2 no route");
        submitted.putIfAbsent(key, message);
        return "1PNWX" + List.copyOf(submitted.keySet()).indexOf(key);
    }

    @Override
    public String submit(String sender, List<String> recipients, byte[] message, String key, String name,
            String deliverBy, String notBefore, int priority) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String submit(String sender, List<String> recipients, byte[] message, String key, String name,
            String deliverBy, String notBefore, int priority, String stages) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> listMissed(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String steerBatch(String name, String command) {
        return did("send-" + command, name);
    }

    @Override
    public List<BatchRow> listBatches() {
        return List.copyOf(batches);
    }

    @Override
    public List<BatchSiteRow> listBatch(String name) {
        return batches.stream().anyMatch(b -> b.name().equals(name)) ? List.copyOf(batch) : List.of();
    }

    @Override
    public List<EventReaderRow> listEventReaders() {
        return List.of(new EventReaderRow("kafka", true, 3, "2026-11-29T23:00:00Z", 812));
    }

    @Override
    public FoundMail find(Map<String, String> filter, int most) {
        return new FoundMail(0, 0, List.of());
    }

    @Override
    public String change(Map<String, String> filter, String action) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] readPart(String queueId, long from, int most) {
        return new byte[0];
    }

    @Override
    public List<String> why(String what, int most, String zone) {
        return List.of();
    }

    @Override
    public String trace(String what, int most, String zone) {
        return "Nothing is known of " + what + ".";
    }

    @Override
    public List<String> traceEvents(String what, int most) {
        passGate();
        return history.getOrDefault(what, List.of());
    }

    @Override
    public String forgetEventReader(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String hold(String target) {
        return did("hold", target);
    }

    @Override
    public String release(String target) {
        return did("release", target);
    }

    @Override
    public String requeue(String target) {
        return did("requeue", target);
    }

    @Override
    public String request(String id) {
        return did("request", id);
    }

    @Override
    public String resend(String site, String since, boolean again, boolean dryRun) {
        return did("resend", site + " since " + since + (again ? " again" : "") + (dryRun ? " dry" : ""));
    }

    @Override
    public long getKept() {
        return 0;
    }

    @Override
    public long getKeptBytes() {
        return 0;
    }

    @Override
    public String flush(String target) {
        return did("flush", target);
    }

    @Override
    public String abort(String site) {
        return did("abort", site);
    }

    @Override
    public String expire(String target) {
        return did("expire", target);
    }

    @Override
    public String delete(String target) {
        return did("delete", target);
    }

    @Override
    public void shutdown() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long getStartedMillis() {
        return 0;
    }

    @Override
    public List<DomainItem> getDomains() {
        return List.copyOf(domains);
    }

    @Override
    public List<SiteItem> getSites() {
        return List.copyOf(sites);
    }
}
