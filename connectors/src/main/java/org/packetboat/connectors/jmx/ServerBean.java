package org.packetboat.connectors.jmx;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.packetboat.connectors.jmx.row.AgeRows;
import org.packetboat.connectors.jmx.row.DataRow;
import org.packetboat.connectors.jmx.row.MadeCallRow;
import org.packetboat.connectors.jmx.row.OfferRow;
import org.packetboat.connectors.jmx.server.Asking;
import org.packetboat.connectors.jmx.server.Bounds;
import org.packetboat.connectors.jmx.server.DomainPages;
import org.packetboat.connectors.jmx.server.ServerFacts;
import org.packetboat.connectors.jmx.server.Submissions;
import org.packetboat.connectors.watch.QueuePicture;
import org.packetboat.connectors.watch.Tally;
import org.packetboat.engine.find.AgeTable;
import org.packetboat.engine.find.MailFilter;
import org.packetboat.engine.find.MailSearch;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.node.DomainStatus;
import org.packetboat.engine.node.ExpectedEnvelope;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.node.Operator;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.resend.Resend;
import org.packetboat.engine.site.SiteLoad;
import org.packetboat.engine.stage.StageCommand;
import org.packetboat.engine.status.ReaderStanding;
import org.packetboat.engine.why.Why;
import org.packetboat.engine.why.WhyText;

/** The operations of {@link ServerMXBean}. Listings ask the node each time, and wait for its answer. */
final class ServerBean extends ServerAttributes {
    private final Node node;
    private final MailQueue queue;
    private final Tally tally;
    private final ServerFacts facts;
    private final Submissions submissions;
    private final DomainPages pages;

    /** @param picture a recent one */
    ServerBean(Node node, MailQueue queue, Tally tally, ServerFacts facts, Supplier<QueuePicture> picture) {
        super(node, queue, tally, facts, picture);
        this.node = node;
        this.queue = queue;
        this.tally = tally;
        this.facts = facts;
        this.submissions = new Submissions(node.intake(), node.policy().server(), facts.clock());
        this.pages = new DomainPages(queue, some -> Asking.<List<DomainStatus>>answer(
                answer -> node.overview().someDomains(some, answer)));
    }

    @Override
    public List<DomainRow> listDomains() {
        return Asking.answer(node.overview()::domains).stream().map(Rows::of).toList();
    }

    @Override
    public DomainPage listSomeDomains(Map<String, String> filter, String after, int most) {
        DomainPages.Page page = pages.page(filter, after, most, facts.clock().instant());
        return new DomainPage(queue.domains().stream().filter(d -> d.depth() > 0).count(),
                page.found().stream().map(Rows::of).toList(), page.next());
    }

    @Override
    public AgeRows listAges(Map<String, String> filter, String by, List<Long> ages, int most) {
        AgeTable.By group = Stream.of(AgeTable.By.values()).filter(b -> b.name().equalsIgnoreCase(by)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("by: found \"" + by
                        + "\"; expected one of domain, site, sender"));
        MailFilter which = filter.isEmpty() ? MailFilter.ALL : MailFilter.of(filter);
        List<Duration> ends = ages.stream().map(Duration::ofSeconds).toList();
        return AgeRows.of(Asking.<AgeTable>answer(
                answer -> node.overview().ages(which, group, ends, Bounds.rows(most), answer)));
    }

    @Override
    public DomainRow describeDomain(String domain) {
        Domain name = new Domain(domain);
        return Rows.of(Asking.<DomainStatus>answer(
                answer -> node.overview().domain(name, answer)));
    }

    @Override
    public List<EnvelopeRow> listEnvelopes(String domain, int most) {
        Domain name = new Domain(domain);
        return rows(answer -> node.overview().envelopes(name, Bounds.rows(most), answer));
    }

    @Override
    public List<EnvelopeRow> listMessage(String queueId) {
        QueueId id = QueueId.parse(queueId);
        return rows(answer -> node.overview().message(id, answer));
    }

    @Override
    public List<EnvelopeRow> listDead(int most) {
        return Asking.<List<Envelope>>answer(answer -> node.overview().dead(Bounds.rows(most), answer)).stream()
                .map(e -> Rows.of(new ExpectedEnvelope(e, Optional.empty(), Optional.empty()))).toList();
    }

    private List<EnvelopeRow> rows(Consumer<Consumer<List<ExpectedEnvelope>>> question) {
        return Asking.answer(question).stream().map(Rows::of).toList();
    }

    @Override
    public String read(String queueId, int most) {
        QueueId id = QueueId.parse(queueId);
        byte[] bytes = Asking.<byte[]>answer(answer -> node.overview().text(id, Bounds.bytes(most), answer));
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public List<RouteRow> listRoutes() {
        return Asking.answer(node.overview()::routes).stream()
                .map(status -> Rows.of(status, tally.site(status.route().site()))).toList();
    }

    @Override
    public List<SessionRow> listSessions() {
        return Asking.answer(node.overview()::sessions).stream()
                .map(visit -> Rows.of(visit, facts.clock().instant())).toList();
    }

    @Override
    public List<LoadRow> listLoads() {
        return Asking.answer(node.overview()::loads).stream()
                .map(load -> new LoadRow(load.name(), load.bytes(), load.mails(), Rows.by(load),
                        Rows.bound(load.from()),
                        Rows.bound(ends(load)), load.able().stream().sorted().toList(),
                        Rows.text(load.below()), load.data().stream().map(DataRow::of).toList(),
                        load.failing()))
                .toList();
    }

    /** The first of a queue stands for it: those behind it came later. */
    private Instant ends(SiteLoad load) {
        return load.domains().keySet().stream()
                .flatMap(domain -> Asking
                        .<List<ExpectedEnvelope>>answer(answer -> node.overview().envelopes(domain, 1, answer))
                        .stream())
                .map(e -> e.envelope().expires()).min(Instant::compareTo).orElse(Instant.MAX);
    }

    @Override
    public List<MadeCallRow> listMadeCalls() {
        return Asking.answer(node.overview()::calls).stream().map(MadeCallRow::of).toList();
    }

    @Override
    public List<DataRow> listData() {
        return Asking.answer(node.overview()::data).stream().map(DataRow::of).toList();
    }

    @Override
    public List<OfferRow> listOffers() {
        return Asking.answer(node.overview()::offered).entrySet().stream().map(OfferRow::of).toList();
    }

    @Override
    public List<DeadLineRow> listDeadLines() {
        return Asking.answer(node.overview()::deadLines).stream()
                .map(line -> new DeadLineRow(line.server(), line.link(), line.until().toString())).toList();
    }

    @Override
    public String submit(String sender, List<String> recipients, byte[] message, String key) {
        return submissions.submit(sender, recipients, message, key, SubmissionOptions.NONE).toString();
    }

    @Override
    public String submit(String sender, List<String> recipients, byte[] message, String key, String batch,
            String deliverBy, String notBefore, int priority) {
        return submissions.submit(sender, recipients, message, key,
                Submissions.options(batch, deliverBy, notBefore, priority, "")).toString();
    }

    @Override
    public String submit(String sender, List<String> recipients, byte[] message, String key, String batch,
            String deliverBy, String notBefore, int priority, String stages) {
        return submissions.submit(sender, recipients, message, key,
                Submissions.options(batch, deliverBy, notBefore, priority, stages)).toString();
    }

    @Override
    public List<String> listMissed(String name) {
        return queue.ledger().entries(name).stream().filter(line -> !line.isOpen())
                .flatMap(line -> line.missed().stream()).map(Address::toString).distinct().toList();
    }

    @Override
    public String steerBatch(String name, String command) {
        StageCommand what = StageCommand.of(command);
        return Asking.answer(answer -> node.operator().steer(name, what, answer));
    }

    @Override
    public List<BatchRow> listBatches() {
        return queue.ledger().batches().stream()
                .map(b -> Rows.of(b, queue.ledger().staged().named(b.name()))).toList();
    }

    @Override
    public List<BatchSiteRow> listBatch(String name) {
        return BatchSiteRow.of(node, name);
    }

    @Override
    public List<EventReaderRow> listEventReaders() {
        return queue.events().readers().stream().map(Rows::of).toList();
    }

    @Override
    public String forgetEventReader(String name) {
        ReaderStanding reader = queue.events().readers().stream().filter(r -> r.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no event reader is called " + name));
        queue.events().forget(name);
        return "event reader " + name + " forgotten, with " + reader.behind() + " events it has not had";
    }

    @Override
    public String hold(String target) {
        return command(target, node.operator()::hold);
    }

    @Override
    public String release(String target) {
        return command(target, node.operator()::release);
    }

    @Override
    public String requeue(String target) {
        return command(target, node.operator()::requeue);
    }

    @Override
    public String request(String id) {
        QueueId message = QueueId.parse(id);
        return Asking.answer(answer -> node.operator().request(message, answer));
    }

    @Override
    public String resend(String site, String since, boolean again, boolean dryRun) {
        Resend what = new Resend(site, Instant.parse(since), again, dryRun);
        return Asking.answer(answer -> node.operator().resend(what, answer));
    }

    @Override
    public long getKept() {
        return queue.settled().lines();
    }

    @Override
    public long getKeptBytes() {
        return queue.settled().bytes();
    }

    @Override
    public String flush(String target) {
        return command(target, node.operator()::flush);
    }

    @Override
    public String abort(String site) {
        return Asking.answer(answer -> node.operator().abort(site, answer));
    }

    @Override
    public String expire(String target) {
        return command(target, node.operator()::expire);
    }

    @Override
    public String delete(String target) {
        return command(target, node.operator()::delete);
    }

    private String command(String text, BiConsumer<Target, Consumer<String>> command) {
        Target target = target(text);
        node.operator().mustBeKnown(target);
        return Asking.answer(answer -> command.accept(target, answer));
    }

    private Target target(String text) {
        return Target.parse(text, domain -> queue.domain(domain).depth() > 0
                || node.policy().local().contains(domain) || queue.holds().contains(domain.name()));
    }

    @Override
    public FoundMail find(Map<String, String> filter, int most) {
        MailFilter which = MailFilter.of(filter);
        MailSearch.Found found = Asking.answer(answer -> node.overview().find(which, Bounds.rows(most), answer));
        return new FoundMail(found.looked(), found.found(), found.envelopes().stream()
                .map(e -> Rows.of(new ExpectedEnvelope(e, Optional.empty(), Optional.empty()))).toList());
    }

    @Override
    public List<String> findIds(Map<String, String> filter, int most) {
        MailFilter which = MailFilter.of(filter);
        return Asking.<List<EnvelopeId>>answer(answer -> node.overview().findIds(which, Bounds.rows(most), answer))
                .stream().map(EnvelopeId::toString).toList();
    }

    @Override
    public String change(Map<String, String> filter, String action) {
        return changeFound(filter, action).said();
    }

    @Override
    public ChangedMail changeFound(Map<String, String> filter, String action) {
        MailFilter which = MailFilter.of(filter);
        Operator.Act act = Stream.of(Operator.Act.values()).filter(a -> a.name().equalsIgnoreCase(action)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("found \"" + action
                        + "\"; expected one of hold, release, requeue, expire, delete"));
        Operator.Done done = Asking.answer(answer -> node.operator().change(which, act, answer));
        return new ChangedMail(done.changed(), done.whole(), done.said());
    }

    @Override
    public byte[] readPart(String queueId, long from, int most) {
        QueueId id = QueueId.parse(queueId);
        return Asking.answer(answer -> node.overview().part(id, Bounds.from(from), Bounds.bytes(most), answer));
    }

    @Override
    public List<String> why(String what, int most, String zone) {
        WhyText text = new WhyText(ZoneId.of(zone));
        return this.<List<Why>>ofMail(what, (to, answer) -> node.overview().why(to, Bounds.rows(most), answer),
                (target, answer) -> node.overview().why(target, Bounds.rows(most), answer)).stream().map(text::sentence)
                .toList();
    }

    private <T> T ofMail(String what, BiConsumer<Address, Consumer<T>> ofAddress,
            BiConsumer<Target, Consumer<T>> ofTarget) {
        if (what.contains("@")) {
            Address to = Address.parseLoosely(what);
            return Asking.answer(answer -> ofAddress.accept(to, answer));
        }
        Target target = target(what);
        return Asking.answer(answer -> ofTarget.accept(target, answer));
    }

    @Override
    public String trace(String what, int most, String zone) {
        return facts.traces().text(what, Bounds.rows(most), zone);
    }

    @Override
    public List<String> traceEvents(String what, int most) {
        return facts.traces().json(what, Bounds.rows(most));
    }

    @Override
    public void shutdown() {
        facts.shutdown().run();
    }
}
