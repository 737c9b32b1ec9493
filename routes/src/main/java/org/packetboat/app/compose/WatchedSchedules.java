package org.packetboat.app.compose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.concurrent.atomic.AtomicReference;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.planning.Planning;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.route.Route;
import org.packetboat.schedules.file.Reading;
import org.packetboat.schedules.file.ScheduleReader;
import org.packetboat.schedules.file.Schedules;
import org.packetboat.schedules.file.Source;
import org.packetboat.schedules.file.SourceFiles;
import org.packetboat.schedules.wake.WindowWaker;
import org.packetboat.schedules.watch.FileSetWatch;
import org.packetboat.schedules.watch.FileWatchThread;
import org.packetboat.schedules.yaml.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schedule files, watched. A good change replaces links, routes and alarms as a whole; a bad one is refused, logged
 * and told to whoever asks for {@link #problems}.
 */
final class WatchedSchedules {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedSchedules.class);

    private final Setup setup;
    private final Node node;
    private final Planning planning;
    private final Transports transports;
    private final WindowWaker waker;
    private final FileSetWatch<Schedules> watch;
    private final AtomicReference<List<String>> problems = new AtomicReference<>(List.of());

    WatchedSchedules(Setup setup, Core core, Transports transports, WindowWaker waker) {
        this.setup = setup;
        this.node = core.node();
        this.planning = core.watched().planning();
        this.transports = transports;
        this.waker = waker;
        ScheduleReader reader = Setup.reader(setup.configuration());
        this.watch = new FileSetWatch<>(new SourceFiles(setup.configuration().places().schedules(), () -> sites(core)),
                (sources, found, besides) -> read(reader.read(sources, found, core.clock().instant()), besides));
    }

    /** Of those, what is in force counts, not what somebody may have done to their file. */
    private static Optional<Source> sites(Core core) {
        Configuration now = core.provisioned().configuration();
        return now.provisioned().sites(now.provisionedFile().file());
    }

    private static Optional<Schedules> read(Reading reading, Consumer<Source.Beside> besides) {
        reading.besides().forEach(besides);
        return switch (reading) {
            case Reading.Good(Schedules schedules, List<Problem> _, var _) -> Optional.of(schedules);
            case Reading.Bad _ -> Optional.empty();
        };
    }

    /** Takes in what the files say now, and every change from then on. */
    void start(Parts parts) throws IOException {
        List<Path> places = setup.configuration().places().schedules();
        synchronized (watch) {
            watch.look(this::use, this::refused); // a file may have changed since the server read it
        }
        if (!places.isEmpty()) parts.add(FileWatchThread.start("schedule-watch", this::look, places));
    }

    /** Takes in what has changed in files and in what is provisioned. */
    void look() {
        synchronized (watch) {
            watch.look(this::replaced, this::told);
        }
    }

    /** Why the files as they are now are not in force. */
    List<String> problems() {
        return problems.get();
    }

    private void replaced(Schedules schedules) {
        use(schedules);
        LOG.info("event=schedules-replaced routes={}", schedules.routes().size());
    }

    private void use(Schedules schedules) {
        problems.set(List.of());
        try {
            transports.use(schedules);
        } catch (IOException e) {
            LOG.error("event=link-failed reason=\"{}\"", e.getMessage());
        }
        node.change(policy -> policy.with(setup.table(schedules)).with(Setup.rules(schedules)));
        transports.changed();
        planning.anew();
        try {
            waker.watch(schedules.routes().stream().map(Route::window).toList());
        } catch (IllegalStateException e) {
            LOG.warn("event=alarm-failed reason=\"{}\"; windows are still kept, by the node's own wait",
                    e.getMessage());
        }
    }

    /** Warnings were told when the server read the files. */
    private void refused(List<Problem> found) {
        if (found.stream().anyMatch(Problem::isError)) told(found);
    }

    private void told(List<Problem> found) {
        boolean refused = found.stream().anyMatch(Problem::isError);
        if (refused) problems.set(found.stream().map(Problem::toString).toList());
        found.forEach(p -> LOG.warn("event=schedules-{} problem=\"{}\"", refused ? "refused" : "warning", p));
    }
}
