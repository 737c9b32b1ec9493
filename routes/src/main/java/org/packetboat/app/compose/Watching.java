package org.packetboat.app.compose;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.packetboat.app.config.Configuration;
import org.packetboat.camel.files.RouteFiles;
import org.packetboat.connectors.jmx.Beans;
import org.packetboat.connectors.jmx.ServerFacts;
import org.packetboat.engine.route.Route;
import org.packetboat.schedules.file.Reading;
import org.packetboat.schedules.file.Schedules;
import org.packetboat.schedules.file.SourceFiles;
import org.packetboat.schedules.wake.WindowWaker;
import org.packetboat.schedules.watch.ScheduleWatch;
import org.packetboat.schedules.watch.FileWatchThread;
import org.packetboat.schedules.yaml.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What completes a server once it runs: MBeans, the alarm clock for windows, mail from Kafka, users' routes,
 * and an eye on the schedule and aliases files. A good change replaces what is in force as a whole; a bad one is
 * refused, logged and shown over JMX.
 */
public final class Watching implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watching.class);

    private final Parts parts = new Parts();
    private final AtomicReference<List<String>> scheduleProblems = new AtomicReference<>(List.of());
    private final Server server;
    private final WindowWaker waker;
    private volatile Optional<RouteFiles> routes = Optional.empty();

    /** @param shutdown stops the server; returns at once */
    public Watching(Server server, String version, Runnable shutdown) throws IOException {
        this.server = server;
        Configuration configuration = server.setup().configuration();
        ServerFacts facts = new ServerFacts(version, Instant.now(),
                List.of("smtp " + AddressText.of(server.listening())), configuration.data().toString(),
                this::problems, shutdown, server.clock());
        parts.add(new Beans(server.node(), server.queue(), server.tally(), server.notifier(), facts,
                server.links().keySet())).keepFresh();
        waker = parts.add(new WindowWaker(server.clock(), server::wake));
        watchSchedules(configuration);
        configuration.aliases().ifPresent(file -> parts.add(new AliasesWatch(file, configuration,
                names -> server.node().change(policy -> policy.with(names)))));
        configuration.router().ifPresent(router -> parts.add(Routing.start(server, router)));
        configuration.kafka().ifPresent(kafka -> KafkaParts.start(kafka, configuration, server.node(),
                server.queue().events(), server.clock(), parts));
        if (!configuration.routes().isEmpty()) routes = Optional.of(parts.add(UserRoutes.start(server)));
    }

    private List<String> problems() {
        List<String> all = new ArrayList<>(scheduleProblems.get());
        routes.ifPresent(files -> all.addAll(files.problems()));
        return all;
    }

    private void watchSchedules(Configuration configuration) throws IOException {
        List<Path> places = configuration.schedules();
        if (places.isEmpty()) return;
        ScheduleWatch watch = new ScheduleWatch(new SourceFiles(places), Setup.reader(configuration), server.clock(),
                this::good, this::bad);
        switch (watch.first()) { // a file may have changed since the server read it
            case Reading.Good(Schedules schedules, List<Problem> _) -> use(schedules);
            case Reading.Bad(List<Problem> problems) -> bad(problems);
        }
        parts.add(new FileWatchThread("schedule-watch", watch::look, places));
    }

    private void good(Schedules schedules) {
        use(schedules);
        LOG.info("event=schedules-replaced routes={}", schedules.routes().size());
    }

    private void use(Schedules schedules) {
        scheduleProblems.set(List.of());
        try {
            server.offer(schedules);
        } catch (IOException e) {
            LOG.error("event=link-failed reason=\"{}\"", e.getMessage());
        }
        server.node().change(policy -> policy.with(server.setup().table(schedules)));
        try {
            waker.watch(schedules.routes().stream().map(Route::window).toList());
        } catch (IllegalStateException e) {
            LOG.warn("event=alarm-failed reason=\"{}\"; windows are still kept, by the node's own wait",
                    e.getMessage());
        }
    }

    private void bad(List<Problem> problems) {
        boolean refused = problems.stream().anyMatch(Problem::isError);
        if (refused) scheduleProblems.set(problems.stream().map(Problem::toString).toList());
        problems.forEach(p -> LOG.warn("event=schedules-{} problem=\"{}\"", refused ? "refused" : "warning", p));
    }

    @Override
    public void close() {
        parts.close();
    }
}
