package org.packetboat.connectors.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.node.RouteStatus;
import org.packetboat.connectors.watch.DeliveryTimes;
import org.packetboat.connectors.watch.QueuePictures;
import org.packetboat.connectors.watch.Tally;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.DomainStatus;
import org.packetboat.engine.intake.RuleCount;
import org.packetboat.engine.queue.ledger.BatchSummary;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.tariff.Money;

/** What Prometheus reads. */
class MetricsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");
    private static final Pattern NAME = Pattern.compile("packetboat_[a-z_]+");
    private static final Reply OK = new Reply(250, "2.0.0", "Ok");

    private static final RouteStatus METERED = LinkMetersTest.metered();
    private List<String> routed = List.of();
    private List<RuleCount> ruled = List.of(new RuleCount("large", 3, 1, 2, 0, "x"));
    private final Tally tally = new Tally();
    private final DeliveryTimes times = new DeliveryTimes();
    private final List<DomainStatus> waiting = new ArrayList<>();
    private final AtomicBoolean stuck = new AtomicBoolean();
    private final QueuePictures pictures = new QueuePictures(
            new QueuePictures.Listing<>(() -> waiting.stream().map(DomainStatus::domain).toList(), this::describe),
            new QueuePictures.Listing<>(() -> List.of(METERED.route()), (_, answer) -> answer.accept(List.of(METERED))),
            InstantSource.fixed(NOW));

    private void describe(List<Domain> some, Consumer<List<DomainStatus>> answer) {
        if (stuck.get()) return;
        TreeSet<Domain> wanted = new TreeSet<>(some);
        answer.accept(waiting.stream().filter(d -> wanted.contains(d.domain())).toList());
    }

    private ServerFigures figures(Optional<ServerFigures.Kafka> kafka) {
        ServerFigures.Process process = new ServerFigures.Process() {
            @Override
            public double secondsSinceStep() {
                return 1.5;
            }

            @Override
            public int problems() {
                return 2;
            }

            @Override
            public long logLinesDropped() {
                return 0;
            }

            @Override
            public long residentBytes() {
                return 98 << 20;
            }
        };
        ServerFigures.Disk disk = new ServerFigures.Disk() {
            @Override
            public long free() {
                return 5_000_000;
            }

            @Override
            public long reserve() {
                return 1000;
            }

            @Override
            public long syncs() {
                return 17;
            }
        };
        return new ServerFigures("hub.example.com", "1.2.3", process, disk,
                () -> List.of(new BatchSummary("monday", NOW, 10, 6, 1, 1)), () -> kafka, () -> routed,
                () -> List.of(new ServerFigures.Branch("denver", 90, 0, 48_000_000, 15, 61, 1),
                        new ServerFigures.Branch("mute", 90_000, 4, -1, -1, 0, 0)),
                () -> List.of(new ServerFigures.Machine("a", true, 7, 0, 0, 1),
                        new ServerFigures.Machine("b", false, 7, -1, 61, 2)),
                recipients(), List.of(new FakeFilter("rspamd"), new FakeFilter("opendkim")), () -> ruled,
                () -> List.of(new ServerFigures.Post("stick/denver", 1, 3, 17, 4000, 0)),
                () -> List.of(new ServerFigures.Provisions("logins", 12)),
                () -> List.of(new ServerFigures.UsageTopic("usage", 2, 40)));
    }

    private static ServerFigures.Recipients recipients() {
        return new ServerFigures.Recipients() {
            @Override
            public List<ServerFigures.RecipientList> lists() {
                return List.of(new ServerFigures.RecipientList("staff", 500, 1));
            }

            @Override
            public List<ServerFigures.RecipientPush> pushes() {
                return List.of(new ServerFigures.RecipientPush("staff@edge", 7, 1));
            }

            @Override
            public long unknown() {
                return 7;
            }

            @Override
            public long putOff() {
                return 2;
            }
        };
    }

    private Metrics metrics(int series) {
        return new Metrics(tally, times, pictures, figures(Optional.empty()), series);
    }

    private void waits(String domain, String site, long depth, Duration oldest) {
        waiting.add(new DomainStatus(new Domain(domain), Optional.of(site), "closed", 15, depth, 100 * depth,
                Optional.of(NOW.minus(oldest)), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty()));
    }

    private void tell(StatusEvent event) {
        tally.on(event);
        times.on(event);
    }

    private void delivered(String site) {
        EnvelopeId id = new EnvelopeId(new QueueId(7), 0);
        tell(new StatusEvent.Sending(NOW, id, Optional.empty(), site, 1, 100));
        tell(new StatusEvent.Delivered(NOW.plusSeconds(3), id, Optional.empty(), site,
                Address.parseLoosely("bob@a.example"), OK, Duration.ofHours(2)));
    }

    private static void assertHas(String scrape, String... lines) {
        List<String> all = scrape.lines().toList();
        for (String line : lines)
            assertTrue(all.contains(line), line + " is not in\n" + scrape);
    }

    @Test
    void whatWaitsIsShownForTheLargestAndTheRestTogether() {
        waits("a.example", "west", 5, Duration.ofHours(1));
        waits("b.example", "west", 1, Duration.ofHours(3));
        waits("c.example", "east", 3, Duration.ofMinutes(1));
        waits("d.example", "north", 2, Duration.ofMinutes(2));
        assertHas(metrics(2).scrape(), "packetboat_site_envelopes{site=\"west\"} 6.0",
                "packetboat_site_bytes{site=\"west\"} 600.0", "packetboat_site_oldest_seconds{site=\"west\"} 10800.0",
                "packetboat_site_envelopes{site=\"east\"} 3.0", "packetboat_site_envelopes{site=\"other\"} 2.0",
                "packetboat_site_oldest_seconds{site=\"other\"} 120.0",
                "packetboat_domain_envelopes{domain=\"a.example\"} 5.0",
                "packetboat_domain_envelopes{domain=\"other\"} 3.0", "packetboat_domains{state=\"closed\"} 4.0");
    }

    @Test
    void whatHasGoneIsShownNoMore() {
        waits("a.example", "west", 5, Duration.ofHours(1));
        Metrics metrics = metrics(2);
        metrics.scrape();
        waiting.clear();
        pictures.get(Duration.ZERO, Duration.ofMinutes(1));
        String scrape = metrics.scrape();
        assertFalse(scrape.contains("west"), scrape);
        assertHas(scrape, "packetboat_site_envelopes{site=\"other\"} 0.0");
    }

    @Test
    void whatHappenedIsCountedForEachSite() {
        delivered("west");
        tell(new StatusEvent.SessionEnded(NOW, "west", "line1", Duration.ofSeconds(90), 1, 100, "finished",
                SessionFigures.NONE.withMail(800, 0).withWire(200, 50)));
        tell(new StatusEvent.WindowClosed(NOW, "west"));
        tell(new StatusEvent.WindowClosed(NOW, "west"));
        tell(new StatusEvent.WindowMissed(NOW, "west", 1, Optional.empty()));
        assertHas(metrics(5).scrape(), "packetboat_attempts_total{site=\"west\"} 1.0",
                "packetboat_delivered_total{site=\"west\"} 1.0", "packetboat_deferred_total{site=\"west\"} 0.0",
                "packetboat_calls_total{direction=\"out\",site=\"west\"} 1.0",
                "packetboat_call_seconds_total{site=\"west\"} 90.0", "packetboat_wire_bytes_total{site=\"west\"} 250.0",
                "packetboat_mail_bytes_total{site=\"west\"} 800.0",
                "packetboat_windows_total{result=\"done\",site=\"west\"} 1.0",
                "packetboat_windows_total{result=\"missed\",site=\"west\"} 1.0");
    }

    @Test
    void whatCallsCostIsCountedForEachLinkAndCurrency() {
        Metrics metrics = metrics(5);
        assertFalse(metrics.scrape().contains("packetboat_call_cost"));
        for (String currency : List.of("EUR", "USD", "EUR"))
            tell(new StatusEvent.SessionEnded(NOW, "west", "line1", Duration.ofSeconds(90), 1, 100, "finished",
                    SessionFigures.NONE, Optional.of(new Money(currency, 250_000))));
        assertHas(metrics.scrape(), "packetboat_call_cost_total{currency=\"EUR\",link=\"line1\"} 0.5",
                "packetboat_call_cost_total{currency=\"USD\",link=\"line1\"} 0.25");
    }

    /** An alert on a growth would not see the first event of a series that begins at 1. */
    @Test
    void sitesOfRoutesBeginAtZeroIfThereIsRoomForAll() {
        routed = List.of("west", "east");
        Metrics metrics = metrics(2);
        assertHas(metrics.scrape(), "packetboat_windows_total{result=\"missed\",site=\"east\"} 0.0",
                "packetboat_windows_total{result=\"missed\",site=\"west\"} 0.0");
        assertFalse(metrics(1).scrape().contains("site=\"west\""));
        delivered("west");
        assertHas(metrics.scrape(), "packetboat_delivered_total{site=\"west\"} 1.0");
    }

    @Test
    void aSiteKeepsItsSeries() {
        Metrics metrics = metrics(1);
        delivered("west");
        metrics.scrape();
        delivered("east");
        delivered("north");
        assertHas(metrics.scrape(), "packetboat_delivered_total{site=\"west\"} 1.0",
                "packetboat_delivered_total{site=\"other\"} 2.0");
        delivered("west");
        assertHas(metrics.scrape(), "packetboat_delivered_total{site=\"west\"} 2.0",
                "packetboat_delivered_total{site=\"other\"} 2.0");
    }

    /** Micrometer alone would lose it. */
    @Test
    void whatIsCountedOutlivesACollectionOfGarbage() {
        Metrics metrics = metrics(1);
        delivered("west");
        metrics.scrape();
        System.gc();
        delivered("west");
        assertHas(metrics.scrape(), "packetboat_delivered_total{site=\"west\"} 2.0",
                "packetboat_heartbeat_age_seconds 1.5", "packetboat_sessions 0.0");
    }

    @Test
    void timesAreHistograms() {
        delivered("west");
        assertHas(metrics(1).scrape(), "# TYPE packetboat_queue_time_seconds histogram",
                "packetboat_queue_time_seconds_bucket{le=\"3600.0\"} 0",
                "packetboat_queue_time_seconds_bucket{le=\"14400.0\"} 1",
                "packetboat_queue_time_seconds_bucket{le=\"+Inf\"} 1", "packetboat_queue_time_seconds_count 1",
                "packetboat_queue_time_seconds_sum 7200.0", "packetboat_attempt_seconds_bucket{le=\"1.0\"} 0",
                "packetboat_attempt_seconds_bucket{le=\"5.0\"} 1");
    }

    @Test
    void theServerIsShown() {
        assertHas(metrics(1).scrape(), "packetboat_heartbeat_age_seconds 1.5", "packetboat_problems 2.0",
                "packetboat_disk_free_bytes 5000000.0", "packetboat_disk_reserve_bytes 1000.0",
                "packetboat_store_syncs_total 17.0", "packetboat_kafka_lag_records NaN",
                "packetboat_batch_envelopes{batch=\"monday\",state=\"late\"} 1.0", "packetboat_sessions 0.0");
        assertHas(new Metrics(tally, times, pictures, figures(Optional.of(new ServerFigures.Kafka(12, 3, 1))), 1)
                .scrape(), "packetboat_kafka_lag_records 12.0", "packetboat_kafka_dead_letters_total 1.0");
    }

    @Test
    void deliveryRulesAreCountedOnceTheyDidSomething() {
        Metrics metrics = metrics(1);
        assertHas(metrics.scrape(), "packetboat_rule_accepted_total{rule=\"large\"} 3.0",
                "packetboat_rule_held_total{rule=\"large\"} 1.0", "packetboat_rule_refused_total{rule=\"large\"} 2.0");
        ruled = List.of(new RuleCount("large", 4, 1, 2, 0, "x"), new RuleCount("one-too-many", 1, 0, 0, 0, ""));
        assertHas(metrics.scrape(), "packetboat_rule_accepted_total{rule=\"large\"} 4.0");
        assertFalse(metrics.scrape().contains("one-too-many"));
    }

    @Test
    void eachFilterHasSeries() {
        assertHas(metrics(1).scrape(), "packetboat_filter_messages_total{filter=\"rspamd\"} 3.0",
                "packetboat_filter_refused_total{filter=\"opendkim\"} 1.0",
                "packetboat_filter_put_off_total{filter=\"rspamd\"} 2.0",
                "packetboat_filter_discarded_total{filter=\"rspamd\"} 4.0",
                "packetboat_filter_troubles_total{filter=\"rspamd\"} 5.0",
                "packetboat_filter_down{filter=\"rspamd\"} 1.0", "# TYPE packetboat_filter_seconds histogram",
                "packetboat_filter_seconds_bucket{filter=\"opendkim\",le=\"5.0\"} 1",
                "packetboat_filter_seconds_sum{filter=\"rspamd\"} 2.0");
    }

    @Test
    void theMachinesOfAHubHaveSeries() {
        String text = metrics(2).scrape();
        assertHas(text, "packetboat_hub_owner{machine=\"a\"} 1.0", "packetboat_hub_owner{machine=\"b\"} 0.0",
                "packetboat_hub_lag_changes{machine=\"a\"} 0.0", "packetboat_hub_lag_seconds{machine=\"b\"} 61.0",
                "packetboat_hub_heard_age_seconds{machine=\"b\"} 2.0", "packetboat_hub_term{machine=\"a\"} 7.0");
        assertFalse(text.contains("packetboat_hub_lag_changes{machine=\"b\"}"), text);
    }

    @Test
    void whatABranchDidNotSayHasNoSeries() {
        String text = metrics(2).scrape();
        assertHas(text, "packetboat_fleet_envelopes{site=\"denver\"} 15.0",
                "packetboat_fleet_disk_free_bytes{site=\"denver\"} 4.8E7",
                "packetboat_fleet_heard_age_seconds{site=\"mute\"} 90000.0",
                "packetboat_fleet_silent_windows{site=\"mute\"} 4.0");
        assertFalse(text.contains("packetboat_fleet_envelopes{site=\"mute\"}"), text);
        assertFalse(text.contains("packetboat_fleet_disk_free_bytes{site=\"mute\"}"), text);
    }

    @Test
    void branchesBeyondTheSeriesHaveNone() {
        String text = metrics(1).scrape();
        assertHas(text, "packetboat_fleet_problems{site=\"denver\"} 1.0");
        assertFalse(text.contains("site=\"mute\""), text);
    }

    @Test
    void whileTheNodeIsStuckTheLastPictureIsShown() {
        waits("a.example", "west", 5, Duration.ofHours(1));
        Metrics metrics = metrics(2);
        metrics.scrape();
        stuck.set(true);
        waits("b.example", "west", 5, Duration.ofHours(1));
        assertHas(metrics.scrape(), "packetboat_site_envelopes{site=\"west\"} 5.0");
    }

    @Test
    void tenThousandSitesAreAFewHundredSeries() {
        for (int i = 0; i < 10_000; i++) {
            waits("d" + i + ".example", "s" + i, 1 + i % 7, Duration.ofMinutes(i));
            delivered("s" + i);
        }
        String scrape = metrics(100).scrape();
        assertTrue(scrape.lines().filter(l -> l.contains("site=\"") && !l.startsWith("packetboat_fleet_"))
                .count() <= 101 * 15, "too many series");
        assertEquals(10_000, value(scrape, "packetboat_delivered_total"));
        assertEquals(waiting.stream().mapToLong(DomainStatus::depth).sum(), value(scrape, "packetboat_site_envelopes"));
    }

    private static double value(String scrape, String name) {
        return scrape.lines().filter(l -> l.startsWith(name + "{")).mapToDouble(
                l -> Double.parseDouble(l.substring(l.lastIndexOf(' ')))).sum();
    }

    private static Set<String> named(Path file) throws IOException {
        return NAME.matcher(Files.readString(file)).results().map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Without what Prometheus adds to a histogram. */
    private Set<String> known() {
        tell(new StatusEvent.SessionEnded(NOW, "west", "line1", Duration.ZERO, 0, 0, "finished", SessionFigures.NONE,
                Optional.of(Money.none("EUR"))));
        return metrics(1).scrape().lines().filter(l -> l.startsWith("# TYPE packetboat_")).map(l -> l.split(" ")[2])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker/monitoring/alerts.yaml", "docker/monitoring/dashboard.json"})
    void whatIsShippedNamesMetricsThatThereAre(String file) throws IOException {
        Set<String> named = named(Path.of("..", file));
        assertFalse(named.isEmpty());
        Set<String> unknown = named.stream().map(n -> n.replaceFirst("_(bucket|sum|count)$", ""))
                .filter(n -> !known().contains(n)).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), unknown);
    }

    @Test
    void theDocumentNamesAllMetricsAndNoOthers() throws IOException {
        assertEquals(known(), named(Path.of("../docs/metrics.md")));
    }
}
