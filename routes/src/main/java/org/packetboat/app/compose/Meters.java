package org.packetboat.app.compose;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.packetboat.app.compose.web.WebParts;
import org.packetboat.connectors.disk.DiskState;
import org.packetboat.connectors.jmx.memory.ProcessFigures;
import org.packetboat.connectors.jmx.provision.ProvisionCounts;
import org.packetboat.app.config.settings.UsageKeeping;
import org.packetboat.app.web.HealthCheck;
import org.packetboat.connectors.jmx.cluster.ClusterMXBean;
import org.packetboat.connectors.metrics.Metrics;
import org.packetboat.connectors.metrics.ServerFigures;
import org.packetboat.connectors.milter.MilterCounts;
import org.packetboat.connectors.watch.Durations;
import org.packetboat.connectors.watch.QueuePictures;
import org.packetboat.engine.route.Route;

/**
 * What is told of a running server by HTTP: metrics and health.
 *
 * @param problems what is wrong now, as {@code status} lists it
 * @param kafka    empty where nothing is done with Kafka
 * @param drop     what is wrong with the drop folder
 * @param machine  the server's part in a hub; empty if it has none
 * @param filters  how it goes with each that looks at mail
 * @param disks    how disks stand that carry mail
 * @param provisioned how much is provisioned
 */
record Meters(Core core, ProcessVitals vitals, Supplier<List<String>> problems, Supplier<Optional<KafkaView>> kafka,
        Supplier<List<String>> drop, Optional<ClusterMXBean> machine, List<MilterCounts> filters,
        Supplier<List<DiskState>> disks, Supplier<ProvisionCounts> provisioned) {
    /** @param series how many sites, and how many domains, have metrics of their own */
    WebParts pages(String version, QueuePictures pictures, int series) {
        HealthCheck node = new HealthCheck("node", () -> ProcessVitals.stuck(vitals.sinceStep().get()));
        HealthCheck disk = new HealthCheck("disk", () -> first(core.problems()));
        HealthCheck fromKafka = new HealthCheck("kafka", () -> first(
                kafka.get().map(KafkaView::problems).orElse(List.of())));
        HealthCheck dropFolder = new HealthCheck("drop", () -> first(drop.get()));
        return new WebParts(List.of(node), List.of(node, disk, fromKafka, dropFolder),
                () -> new Metrics(core.watched().tally(), core.watched().times(), pictures, figures(version), series));
    }

    private static Optional<String> first(List<String> problems) {
        return problems.stream().findFirst();
    }

    private ServerFigures figures(String version) {
        ServerFigures.Process process = new ServerFigures.Process() {
            @Override
            public double secondsSinceStep() {
                return vitals.sinceStep().get().toMillis() / 1000.0;
            }

            @Override
            public int problems() {
                return problems.get().size();
            }

            @Override
            public long logLinesDropped() {
                return vitals.logLinesDropped();
            }

            @Override
            public long residentBytes() {
                return ProcessFigures.resident();
            }
        };
        ServerFigures.Disk disk = new ServerFigures.Disk() {
            @Override
            public long free() {
                return core.reserve().free();
            }

            @Override
            public long reserve() {
                return core.reserve().wanted();
            }

            @Override
            public long kept() {
                return core.queue().settled().lines();
            }

            @Override
            public long keptBytes() {
                return core.queue().settled().bytes();
            }

            @Override
            public long syncs() {
                return core.place().syncs().getAsLong();
            }
        };
        return new ServerFigures(core.configuration().identity().server().name(), version, process, disk,
                () -> core.queue().ledger().batches(), () -> kafka.get().flatMap(KafkaView::intake)
                        .map(_ -> figures(kafka.get().orElseThrow())),
                () -> core.node().policy().routes().routes().stream().map(Route::site).collect(Collectors.toSet()),
                () -> core.fleet().figures(), this::machines, core.recipients(),
                filters.stream().<ServerFigures.Filter>map(FilterFigures::new).toList(),
                core.node().intake()::ruled, () -> disks.get().stream().map(Meters::post).toList(),
                this::provisions, this::usage);
    }

    private List<ServerFigures.UsageTopic> usage() {
        return core.configuration().usage().flatMap(UsageKeeping::topic).flatMap(topic -> kafka.get()
                .map(view -> new ServerFigures.UsageTopic(topic.name(), view.getUsageLag(), view.getUsageTold())))
                .stream().toList();
    }

    private List<ServerFigures.Provisions> provisions() {
        ProvisionCounts counts = provisioned.get();
        return List.of(new ServerFigures.Provisions("logins", counts.logins()),
                new ServerFigures.Provisions("domains", counts.domains()),
                new ServerFigures.Provisions("sites", counts.sites()),
                new ServerFigures.Provisions("changes", counts.changes()),
                new ServerFigures.Provisions("refused", counts.refused()));
    }

    private static ServerFigures.Post post(DiskState state) {
        return new ServerFigures.Post(state.link() + "/" + state.node(), state.disk().isPresent() ? 1 : 0,
                state.awaited(), state.mails(), state.files(), state.trouble().isPresent() ? 1 : 0);
    }

    /** A filter's counts as metrics want them. */
    private record FilterFigures(MilterCounts counts) implements ServerFigures.Filter {
        @Override
        public String name() {
            return counts.filter().name();
        }

        @Override
        public long messages() {
            return counts.messages();
        }

        @Override
        public long refused() {
            return counts.refusals();
        }

        @Override
        public long putOff() {
            return counts.delays();
        }

        @Override
        public long discarded() {
            return counts.vanished();
        }

        @Override
        public long troubles() {
            return counts.troubles();
        }

        @Override
        public boolean isDown() {
            return counts.down().isPresent();
        }

        @Override
        public Durations took() {
            return counts.took();
        }
    }

    private List<ServerFigures.Machine> machines() {
        Instant now = core.clock().instant();
        return machine.stream().flatMap(own -> own.getMachines().stream())
                .map(m -> new ServerFigures.Machine(m.machine(), m.owner(), m.term(), m.lag(), m.lagSeconds(),
                        Math.max(0, Duration.between(Instant.parse(m.heard()), now).toSeconds())))
                .toList();
    }

    private static ServerFigures.Kafka figures(KafkaView view) {
        return new ServerFigures.Kafka(view.getLag(), view.getTaken(), view.getDeadLetters());
    }
}
