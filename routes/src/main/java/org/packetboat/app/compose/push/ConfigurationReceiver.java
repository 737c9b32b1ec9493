package org.packetboat.app.compose.push;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.app.compose.Setup;
import org.packetboat.app.compose.routes.UserRoutes;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.ConfigurationReader;
import org.packetboat.app.config.ConfigurationReading;
import org.packetboat.app.config.MachineName;
import org.packetboat.app.config.settings.FleetSettings;
import org.packetboat.connectors.seal.PublicKeys;
import org.packetboat.connectors.seal.ServerKeys;
import org.packetboat.connectors.seal.ServerSeal;
import org.packetboat.engine.link.Outcome;
import org.packetboat.schedules.yaml.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes configurations from the hub: what is sealed by it for us and newer than all before is written down, read as a
 * start would read it, and put in force or refused. What came before, or an older one, is taken and passed over. If the
 * disk does not take it, it waits in the queue.
 */
final class ConfigurationReceiver implements FleetMailbox.Reader {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationReceiver.class);

    private final Configuration configuration;
    private final ServerKeys keys;
    private final PublicKeys hub;
    private final ConfigurationVersions versions;
    private final InstantSource clock;
    private final Changed changed;

    /** Hears of changes. */
    interface Changed {
        /** There is something to answer. */
        void answer();

        /** Another configuration is in force from the next start on. */
        void restart();
    }

    ConfigurationReceiver(Configuration configuration, ServerKeys keys, PublicKeys hub, ConfigurationVersions versions,
            InstantSource clock, Changed changed) {
        this.configuration = configuration;
        this.keys = keys;
        this.hub = hub;
        this.versions = versions;
        this.clock = clock;
        this.changed = changed;
    }

    @Override
    public Outcome take(PushMail mail) {
        Optional<byte[]> opened = ServerSeal.open(keys, hub, PushMail.CONFIGURATION, mail.sealed());
        if (opened.isEmpty()) return FleetMailbox.NOT_SEALED;
        try {
            synchronized (versions) {
                take(PushedConfiguration.read(opened.get()));
            }
            return FleetMailbox.TAKEN;
        } catch (IllegalArgumentException e) {
            return FleetMailbox.refused("5.6.0", "This configuration can't be used: " + e.getMessage());
        } catch (IOException e) {
            LOG.warn("event=push-not-written reason=\"{}\"", e.toString());
            return FleetMailbox.later("The configuration can't be written now: " + e.getMessage());
        }
    }

    private void take(PushedConfiguration pushed) throws IOException {
        long newest = versions.state().newest();
        if (pushed.number() <= newest) {
            LOG.info("event=push-passed-over number={} newest={}", pushed.number(), newest);
            return;
        }
        versions.write(pushed.number(), pushed.files());
        List<String> problems = problems(pushed.number());
        if (problems.isEmpty()) versions.begin(pushed);
        else versions.refuse(pushed, problems);
        if (problems.isEmpty()) LOG.info("event=push-begun number={}", pushed.number());
        else LOG.warn("event=push-refused number={} reason=\"{}\"", pushed.number(), problems.getFirst());
        changed.answer();
        if (problems.isEmpty()) changed.restart();
    }

    /** What keeps a server from starting with it, and what would shut the hub out for ever. */
    private List<String> problems(long number) {
        return switch (new ConfigurationReader(() -> MachineName.here().get()).in(configuration.places().data())
                .read(versions.folder(number).resolve("packetboat.yaml"))) {
            case ConfigurationReading.Bad(List<Problem> problems) -> texts(problems, number);
            case ConfigurationReading.Good(Configuration next, var _) -> {
                List<String> all = new ArrayList<>(mismatches(next));
                Instant now = clock.instant();
                List<Problem> found = new ArrayList<>(switch (Setup.of(next, now)) {
                    case Setup.Result.Bad(List<Problem> bad) -> bad;
                    case Setup.Result.Good _ -> List.<Problem>of();
                });
                found.addAll(UserRoutes.check(next));
                all.addAll(texts(found, number));
                yield all;
            }
        };
    }

    private List<String> mismatches(Configuration next) {
        List<String> all = new ArrayList<>();
        FleetSettings fleet = next.fleet();
        if (fleet.push().configuredBy().isEmpty())
            all.add("packetboat.yaml: no fleet.configured-by: no other configuration could ever be pushed");
        if (!next.places().data().toAbsolutePath().normalize()
                .equals(configuration.places().data().toAbsolutePath().normalize()))
            all.add("packetboat.yaml: data is " + next.places().data() + "; expected "
                    + configuration.places().data().toAbsolutePath().normalize() + ", where the queue is");
        return all;
    }

    /** Paths as the hub knows them. */
    private List<String> texts(List<Problem> problems, long number) {
        String here = versions.folder(number) + "/";
        return problems.stream().filter(Problem::isError).map(problem -> problem.toString().replace(here, "")).toList();
    }
}
