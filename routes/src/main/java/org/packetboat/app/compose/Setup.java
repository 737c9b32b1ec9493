package org.packetboat.app.compose;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.packetboat.app.compose.check.Checks;
import org.packetboat.app.compose.check.CheckedMachine;
import org.packetboat.app.config.AliasesReader;
import org.packetboat.app.config.AliasesReading;
import org.packetboat.app.compose.routes.UserRoutes;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.provision.ProvisionedFile;
import org.packetboat.app.hub.HubRoutes;
import org.packetboat.connectors.batch.NativeCoders;
import org.packetboat.engine.intake.Names;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.engine.route.rule.DeliveryRules;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.schedules.file.Reading;
import org.packetboat.schedules.file.ScheduleReader;
import org.packetboat.schedules.file.Schedules;
import org.packetboat.schedules.file.link.LinkKinds;
import org.packetboat.schedules.yaml.Problem;

/**
 * All that a server is made from, read and found good: the configuration, with the schedules and aliases that it names.
 */
public record Setup(Configuration configuration, Schedules schedules, Names names) {
    /** What reading it all came to. */
    public sealed interface Result {
        record Good(Setup setup, List<Problem> warnings) implements Result {}

        record Bad(List<Problem> problems) implements Result {}
    }

    /** Reads the files that a configuration names, and what is provisioned in its data folder. */
    public static Result of(Configuration configuration, Instant now) {
        ProvisionedFile.Kept kept = configuration.provisionedFile().read();
        if (kept.problems().stream().anyMatch(Problem::isError)) return new Result.Bad(kept.problems());
        return of(configuration.with(kept.provisioned()), kept.problems(), now);
    }

    /** The same with what is provisioned in it. @param found what is wrong with that and does no harm */
    public static Result of(Configuration configuration, List<Problem> found, Instant now) {
        List<Problem> problems = new ArrayList<>(found);
        Optional<Names> names = names(configuration, problems);
        Reading reading = reader(configuration).read(configuration.scheduleFiles(), now);
        switch (reading) {
            case Reading.Good(Schedules schedules, List<Problem> warnings, var _) -> {
                problems.addAll(warnings);
                List<Problem> checked = Checks.atStart(configuration, schedules, now);
                problems.addAll(checked);
                if (checked.stream().noneMatch(Problem::isError) && names.isPresent())
                    return new Result.Good(new Setup(configuration, schedules, names.get()), problems);
            }
            case Reading.Bad(List<Problem> bad, var _) -> problems.addAll(bad);
        }
        return new Result.Bad(problems);
    }

    /**
     * What {@code packetboat check} tells besides: of this machine, of the route files, and of what is often missed.
     *
     * @param machine of which the configuration needs something
     */
    public List<Problem> check(CheckedMachine machine, Instant now) {
        List<Problem> problems = new ArrayList<>(UserRoutes.check(configuration));
        problems.addAll(Checks.before(configuration, schedules, machine, now));
        return problems;
    }

    private static Optional<Names> names(Configuration configuration, List<Problem> problems) {
        if (configuration.places().aliases().isEmpty()) return Optional.of(Names.NONE);
        return switch (new AliasesReader(configuration).read(configuration.places().aliases().get())) {
            case AliasesReading.Good(var aliases) -> Optional.of(aliases);
            case AliasesReading.Bad(var bad) -> {
                problems.addAll(bad);
                yield Optional.empty();
            }
        };
    }

    static ScheduleReader reader(Configuration configuration) {
        return new ScheduleReader(configuration.scheduleDefaults(), LinkKinds.ALL);
    }

    /** The routes of these schedules, as this machine has them. */
    RouteTable table(Schedules read) {
        return new HubRoutes(configuration.servers()).table(read.believing(Build.clock()));
    }

    /** The delivery rules of these schedules, as this machine has them. */
    static DeliveryRules rules(Schedules read) {
        return read.rules().believing(Build.clock());
    }

    /** The routes whose sites this machine's servers call themselves, pinned to none but these. */
    public List<Route> own() {
        return new HubRoutes(configuration.servers()).own(schedules);
    }

    /** What is in force once a server runs by it. */
    public Policy policy() {
        Configuration.Identity identity = configuration.identity();
        Configuration.Delivery delivery = configuration.delivery();
        return new Policy(identity.server().name(), Set.copyOf(configuration.localDomains()),
                configuration.localRoute(),
                table(schedules), names, delivery.holdUnroutable(), delivery.msdead(), delivery.delayNoticeAfter(),
                configuration.smtp().main().bounds().messageSize(), configuration.reporting(), Build.clock())
                .with(rules(schedules));
    }

    /** The codecs that this machine has for batches. */
    public static Coders coders() {
        return new NativeCoders();
    }
}
