package org.packetboat.connectors.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.packetboat.connectors.watch.DeliveryTimes;
import org.packetboat.connectors.watch.QueuePicture;
import org.packetboat.connectors.watch.QueuePictures;
import org.packetboat.connectors.watch.Tally;
import org.packetboat.engine.queue.ledger.BatchSummary;

/**
 * All metrics, as Prometheus reads them. They are what the server has counted anyway, and a picture of the queue that
 * is at most {@link #FRESH} old. If the node is stuck, the picture before is shown after {@link #PATIENCE}, and
 * {@code packetboat_picture_age_seconds} and {@code packetboat_heartbeat_age_seconds} say so.
 */
public final class Metrics {
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST_BATCHES = 20;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Tally tally;
    private final QueuePictures pictures;
    private final ServerFigures figures;
    private final SiteMeters sites;
    private final LinkMeters links;
    private final QueueMeters queues;
    private final MultiGauge batches;
    private final FleetMeters fleet;
    private final HubMeters hub;
    private final RowGauges<ServerFigures.RecipientList> lists;
    private final RowGauges<ServerFigures.RecipientPush> pushes;
    private final RuleMeters rules;
    private final RowGauges<ServerFigures.Post> disks;
    private final RowGauges<ServerFigures.Provisions> provisions;
    private final RowGauges<ServerFigures.UsageTopic> usage;

    /** @param series how many sites, and how many domains, may have series of their own */
    public Metrics(Tally tally, DeliveryTimes times, QueuePictures pictures, ServerFigures figures, int series) {
        this.tally = tally;
        this.pictures = pictures;
        this.figures = figures;
        sites = new SiteMeters(registry, tally, series, figures.routed());
        links = new LinkMeters(registry, tally, series);
        queues = new QueueMeters(registry, series);
        batches = MultiGauge.builder("packetboat.batch.envelopes").description("Envelopes of a big send, by state.")
                .register(registry);
        fleet = new FleetMeters(registry, series);
        hub = new HubMeters(registry);
        lists = new RowGauges<>(registry, "list", ServerFigures.RecipientList::list, series)
                .with("packetboat.recipients", "Recipients of a list.", ServerFigures.RecipientList::rows)
                .with("packetboat.recipients.problems", "1 if a list is not as its source is.",
                        ServerFigures.RecipientList::problems);
        pushes = new RowGauges<>(registry, "push", ServerFigures.RecipientPush::push, series)
                .with("packetboat.recipients.push.rows", "Rows of a list that the last push sent.",
                        ServerFigures.RecipientPush::rows)
                .with("packetboat.recipients.push.problems", "1 if the last push of a list was refused.",
                        ServerFigures.RecipientPush::problems);
        rules = new RuleMeters(registry, series);
        usage = new RowGauges<>(registry, "topic", ServerFigures.UsageTopic::topic, series)
                .with("packetboat.usage.waiting.days", "Days that are over whose usage Kafka was not told yet.",
                        ServerFigures.UsageTopic::waiting)
                .with("packetboat.usage.told.records", "Usage records that Kafka was told since the start.",
                        ServerFigures.UsageTopic::told);
        provisions = new RowGauges<>(registry, "what", ServerFigures.Provisions::what, series)
                .with("packetboat.provisioned", "Logins, domains and sites that are provisioned, and changes of them "
                        + "put in force or refused since the start.", ServerFigures.Provisions::number);
        disks = new RowGauges<>(registry, "post", ServerFigures.Post::post, series)
                .with("packetboat.post.disk", "1 if a disk is plugged in.", ServerFigures.Post::plugged)
                .with("packetboat.post.awaited.files", "Files on disks not answered.", ServerFigures.Post::awaited)
                .with("packetboat.post.received.messages", "Messages taken in from disks.",
                        ServerFigures.Post::received)
                .with("packetboat.post.bytes", "Bytes of files written to disks and read.", ServerFigures.Post::bytes)
                .with("packetboat.post.trouble", "1 if the last disk failed.", ServerFigures.Post::troubles);
        counters();
        gauges();
        kafka();
        registry.getPrometheusRegistry().register(new DurationHistogram("packetboat_queue_time_seconds",
                "From acceptance to delivery, for each recipient.", times.queued()));
        registry.getPrometheusRegistry().register(new DurationHistogram("packetboat_attempt_seconds",
                "From handing an envelope to a session to its outcome.", times.attempts()));
        if (!figures.filters().isEmpty()) FilterMeters.register(registry, figures.filters());
        ofTheProcess(registry);
    }

    private void counters() {
        count("packetboat.accepted.messages", "Messages accepted.", Tally::accepted);
        count("packetboat.accepted.bytes", "Bytes of messages accepted.", Tally::acceptedBytes);
        count("packetboat.expired", "Recipients given up because time ran out.", Tally::expired);
        count("packetboat.overdue", "Envelopes not delivered by the time wanted.", Tally::overdue);
        count("packetboat.dead.notices", "Notices that could not be delivered.", Tally::died);
        count("packetboat.troubles", "Things the operator was told to look at.", Tally::troubles);
        FunctionCounter.builder("packetboat.store.syncs", figures, f -> f.disk().syncs())
                .description("Syncs of the queue's store.").register(registry);
        FunctionCounter.builder("packetboat.recipients.unknown", figures, f -> f.recipients().unknown())
                .description("Recipients that strangers named and that do not exist.").register(registry);
        FunctionCounter.builder("packetboat.recipients.put.off", figures, f -> f.recipients().putOff())
                .description("Recipients put off unseen, since their client named too many who do not exist.")
                .register(registry);
        FunctionCounter.builder("packetboat.log.lines.dropped", figures, f -> f.process().logLinesDropped())
                .description("Log lines that nobody read.").register(registry);
    }

    private void count(String name, String help, ToDoubleFunction<Tally> what) {
        FunctionCounter.builder(name, tally, what).description(help).register(registry);
    }

    private void gauges() {
        gauge("packetboat.heartbeat.age.seconds", "How long ago the node's last step ended.",
                f -> f.process().secondsSinceStep());
        gauge("packetboat.problems", "Problems that packetboat status lists now.", f -> f.process().problems());
        gauge("packetboat.resident.bytes", "Memory that the process holds, outside of the heap, too.",
                f -> f.process().residentBytes());
        gauge("packetboat.disk.free.bytes", "Bytes free on the disk of the queue.", f -> f.disk().free());
        gauge("packetboat.kept.deliveries", "Deliveries kept to be sent again.", f -> f.disk().kept());
        gauge("packetboat.kept.bytes", "Bytes of the messages kept.", f -> f.disk().keptBytes());
        gauge("packetboat.disk.reserve.bytes", "With fewer bytes free no mail is taken in.", f -> f.disk().reserve());
        Gauge.builder("packetboat.sessions", tally, Tally::sessionsUnderWay).description("Sessions under way.")
                .register(registry);
        Gauge.builder("packetboat.picture.age.seconds", pictures, p -> p.age().toMillis() / 1000.0)
                .description("How old the figures of sites and domains are.").register(registry);
        Gauge.builder("packetboat.info", () -> 1).description("Name and version of this server.")
                .tags("server", figures.name(), "version", figures.version()).register(registry);
    }

    private void gauge(String name, String help, ToDoubleFunction<ServerFigures> what) {
        Gauge.builder(name, figures, what).description(help).register(registry);
    }

    /** There from the start on, so that an alert on it can be tried; not a number where no mail comes from Kafka. */
    private void kafka() {
        gauge("packetboat.kafka.lag.records", "Records that wait in Kafka.",
                f -> f.kafka().get().filter(k -> k.lag() >= 0).map(k -> (double) k.lag()).orElse(Double.NaN));
        FunctionCounter.builder("packetboat.kafka.taken", figures, f -> count(f, ServerFigures.Kafka::taken))
                .description("Records of Kafka seen to.").register(registry);
        FunctionCounter
                .builder("packetboat.kafka.dead.letters", figures, f -> count(f, ServerFigures.Kafka::deadLetters))
                .description("Records of Kafka put aside.").register(registry);
    }

    private static double count(ServerFigures figures, ToDoubleFunction<ServerFigures.Kafka> what) {
        Optional<ServerFigures.Kafka> kafka = figures.kafka().get();
        return kafka.isEmpty() ? 0 : what.applyAsDouble(kafka.get());
    }

    private static void ofTheProcess(MeterRegistry registry) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** All metrics in Prometheus' text format 0.0.4. Several at a time see the same. */
    public synchronized String scrape() {
        sites.update();
        QueuePicture picture = pictures.get(FRESH, PATIENCE);
        links.update(picture);
        queues.update(picture);
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        figures.batches().get().stream().limit(MOST_BATCHES).forEach(b -> rows(b, rows));
        batches.register(rows, true);
        fleet.update(figures.fleet().get());
        hub.update(figures.machines().get());
        lists.update(figures.recipients().lists());
        pushes.update(figures.recipients().pushes());
        rules.update(figures.rules().get());
        disks.update(figures.disks().get());
        provisions.update(figures.provisions().get());
        usage.update(figures.usage().get());
        return registry.scrape();
    }

    private static void rows(BatchSummary batch, List<MultiGauge.Row<?>> rows) {
        Tags of = Tags.of("batch", batch.name());
        rows.add(MultiGauge.Row.of(of.and("state", "waiting"), batch.waiting()));
        rows.add(MultiGauge.Row.of(of.and("state", "delivered"), batch.delivered()));
        rows.add(MultiGauge.Row.of(of.and("state", "late"), batch.late()));
        rows.add(MultiGauge.Row.of(of.and("state", "relayed"), batch.relayed()));
        rows.add(MultiGauge.Row.of(of.and("state", "failed"), batch.failed()));
    }
}
