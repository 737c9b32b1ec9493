package org.packetboat.camel.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.camel.PacketboatComponent;
import org.packetboat.camel.inbound.InboundDesk;
import org.packetboat.schedules.file.Source;
import org.packetboat.schedules.file.SourceFiles;
import org.packetboat.schedules.watch.FileWatchThread;
import org.packetboat.schedules.yaml.Problem;
import org.packetboat.schedules.yaml.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the routes of route files running as the files say. Each file is taken for itself: one that is broken is
 * refused with log lines, and what it held before runs on, as all others do. A file that is gone takes its routes
 * along.
 */
public final class RouteFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);

    /** About a minute. */
    private static final int LOOKS_UNTIL_RETRY = 30;

    private final SourceFiles places;
    private final RouteLibraries libraries;
    private final RouteCheck check;
    private final RouteFaults faults;
    private final RunningRoutes running;
    private final InboundDesk desk;
    private final List<Path> folders;
    private Map<String, Source> last = Map.of();
    private long looks;
    private volatile List<String> problems = List.of();
    private Optional<FileWatchThread> thread = Optional.empty();

    /**
     * None of them runs until it is started.
     *
     * @param component makes the component that joins a context to the server
     * @param desk      is closed while routes change
     * @param clock     says when exchanges end
     */
    public RouteFiles(RouteSettings settings, Supplier<PacketboatComponent> component, InboundDesk desk,
            InstantSource clock) {
        RouteContexts contexts = new RouteContexts(settings);
        this.places = new SourceFiles(settings.places());
        this.check = new RouteCheck(contexts);
        this.faults = new RouteFaults(contexts::fit);
        this.libraries = contexts.libraries();
        this.running = new RunningRoutes(contexts, component, clock);
        this.desk = desk;
        this.folders = settings.places();
    }

    /**
     * Starts the routes, and takes in every change from then on; returns at once.
     *
     * @throws IOException if the system gives no watch service
     */
    public void start() throws IOException {
        thread = Optional.of(FileWatchThread.start("route-files", this::look, folders));
    }

    /** What is wrong with the files now. */
    public List<String> problems() {
        return problems;
    }

    /** How each route is doing. From any thread. */
    public List<RouteStanding> standings() {
        return running.standings();
    }

    private synchronized void look() {
        boolean other = lookForLibraries();
        List<Problem> jars = libraries.problems();
        Problems unreadable = new Problems();
        Map<String, Source> now = new HashMap<>();
        places.read(unreadable).forEach(file -> now.put(file.name(), file));
        boolean told = jars.stream().allMatch(jar -> problems.contains(jar.toString()));
        if (looks++ > 0 && !other && told && isSame(now) && !isTimeToRetry()) return;
        last = now;
        try {
            change(now, new ArrayList<>(unreadable.list()), jars);
        } finally {
            desk.open();
        }
    }

    /** Routes that run with other classes than before are made anew, all of them. */
    private boolean lookForLibraries() {
        if (!libraries.look()) return false;
        LOG.info("event=route-libraries-changed jars={}", libraries.names());
        desk.close();
        running.close();
        return true;
    }

    /** What a refused file was in want of, such as a secret's file, may be there by now. */
    private boolean isTimeToRetry() {
        return !problems.isEmpty() && looks % LOOKS_UNTIL_RETRY == 0;
    }

    private boolean isSame(Map<String, Source> now) {
        return now.keySet().equals(last.keySet()) && now.values().stream().allMatch(f -> isSame(f, last));
    }

    private static boolean isSame(Source file, Map<String, Source> files) {
        return files.containsKey(file.name())
                && Arrays.equals(file.content(), files.get(file.name()).content());
    }

    private void change(Map<String, Source> now, List<Problem> found, List<Problem> jars) {
        List<String> unreadable = found.stream().map(p -> p.place().file()).toList();
        List<String> gone = running.files().keySet().stream()
                .filter(file -> !now.containsKey(file) && !unreadable.contains(file)).sorted().toList();
        List<Source> stay = new ArrayList<>();
        running.files().values().stream().filter(f -> !gone.contains(f.name())).forEach(stay::add);
        List<Source> changed = now.values().stream().filter(f -> !isSame(f, running.files()))
                .sorted(Comparator.comparing(Source::name)).toList();
        List<Source> good = good(stay, changed, found);
        if (!gone.isEmpty() || !good.isEmpty()) desk.close();
        gone.forEach(this::remove);
        good.forEach(file -> load(file, found));
        found.addAll(jars);
        List<String> told = problems;
        problems = found.stream().map(Problem::toString).toList();
        problems.stream().filter(p -> !told.contains(p))
                .forEach(p -> LOG.error("event=route-file-refused problem=\"{}\"", p));
    }

    /** Those of the changed files that can be run with all that stays. */
    private List<Source> good(List<Source> stay, List<Source> changed, List<Problem> found) {
        List<Source> together = with(stay, changed);
        if (changed.isEmpty() || check.fault(together).isEmpty()) return changed;
        List<Source> good = new ArrayList<>();
        for (Source file : changed) {
            good.add(file);
            check.fault(with(stay, good)).ifPresent(problem -> {
                good.removeLast();
                found.add(problem);
            });
        }
        return good;
    }

    private static List<Source> with(List<Source> stay, List<Source> changed) {
        List<Source> all = new ArrayList<>(stay);
        all.removeIf(old -> changed.stream().anyMatch(f -> f.name().equals(old.name())));
        all.addAll(changed);
        return all;
    }

    private void remove(String file) {
        try {
            running.remove(file);
            LOG.info("event=route-file-removed file={}", file);
        } catch (Exception | LinkageError e) {
            LOG.error("event=route-file-removed file={} trouble=\"{}\"", file, e.toString());
        }
    }

    private void load(Source file, List<Problem> found) {
        try {
            LOG.info("event=route-file-loaded file={} routes={}", file.name(), String.join(",", running.load(file)));
        } catch (Exception | LinkageError e) {
            found.add(faults.ofMaking(Map.of(), file.name(), e));
        }
    }

    /** Lets what routes have under way come to an end; local mail that routes did not get waits for the next start. */
    @Override
    public void close() throws IOException {
        desk.shut();
        if (thread.isPresent()) thread.get().close();
        synchronized (this) {
            running.close();
        }
    }
}
