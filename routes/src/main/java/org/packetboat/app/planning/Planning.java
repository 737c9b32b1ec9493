package org.packetboat.app.planning;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.packetboat.engine.calls.MadeCall;
import org.packetboat.engine.forward.BusyServer;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.site.SiteLoad;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;
import org.packetboat.schedules.history.History;
import org.packetboat.schedules.night.Arrivals;
import org.packetboat.schedules.night.Expected;
import org.packetboat.schedules.night.NightState;
import org.packetboat.schedules.night.Replanning;
import org.packetboat.schedules.plan.answer.Schedule;
import org.packetboat.schedules.plan.question.PlanServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans the night anew, on a thread of its own, when there is a reason to ({@link Replanning}). Keeps what sessions
 * have shown in {@code history.tsv} in the data folder. If it fails, the node goes on by the plan before, and
 * without one by least slack.
 */
public final class Planning implements Watcher, AutoCloseable {
    /** Where what sessions have shown is kept. */
    private static final String FILE = "history.tsv";
    /** The node answers at once, unless it is drowned in work. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Planning.class);

    private final Path file;
    private final Replanning replanning;
    private final Semaphore due = new Semaphore(0);
    private volatile boolean closed;
    private volatile Optional<Planned> latest = Optional.empty();
    private volatile Consumer<Planned> told = _ -> {};
    private volatile boolean seen;
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    /**
     * The plan in force.
     *
     * @param at when it was made
     */
    public record Planned(Instant at, Schedule schedule) {}

    /** Statistics that can't be read are no reason not to start: it begins without any. */
    public Planning(Path data) {
        this.file = data.resolve(FILE);
        this.replanning = new Replanning(Expected.by(history(data)));
    }

    /** What earlier sessions of the server with this data folder have shown; nothing, if that can't be read. */
    public static History history(Path data) {
        try {
            return History.read(data.resolve(FILE));
        } catch (IOException e) {
            LOG.warn("event=history-not-read folder={} reason=\"{}\"; nominal rates are used", data, e.getMessage());
            return new History();
        }
    }

    /** @param servers those of this machine, as they are then */
    public Planning start(Node node, Supplier<List<PlanServer>> servers, InstantSource clock) {
        node.reckonBy(replanning.pace());
        anew();
        thread = Thread.ofVirtual().name("planning").start(() -> run(node, servers, clock));
        return this;
    }

    /** Something has changed that no event tells of, such as the schedule: it is time to plan. */
    public void anew() {
        due.release();
    }

    /** Called by the node: notes what was seen, and that it is time to plan. */
    @Override
    public void on(StatusEvent event) {
        if (replanning.on(event)) due.release();
        if (event instanceof StatusEvent.SessionEnded) seen = true;
    }

    private void run(Node node, Supplier<List<PlanServer>> servers, InstantSource clock) {
        try {
            while (!closed) {
                due.acquire();
                Thread.sleep(Replanning.SETTLING);
                due.drainPermits();
                int planned = plan(node, servers, clock);
                keep();
                Thread.sleep(Replanning.rest(planned));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return for how many sites; as if for one if it failed */
    private int plan(Node node, Supplier<List<PlanServer>> servers, InstantSource clock)
            throws InterruptedException {
        CompletableFuture<List<SiteLoad>> asked = new CompletableFuture<>();
        CompletableFuture<List<BusyServer>> sessions = new CompletableFuture<>();
        CompletableFuture<List<MadeCall>> made = new CompletableFuture<>();
        node.overview().loads(asked::complete);
        node.overview().busy(sessions::complete);
        node.overview().calls(made::complete);
        try {
            List<SiteLoad> loads = answer(asked);
            NightState state = new NightState(loads, answer(sessions), answer(made));
            Instant now = clock.instant();
            Optional<Schedule> schedule = replanning.schedule(state, servers.get(), now);
            latest = schedule.map(plan -> new Planned(now, plan));
            latest.ifPresent(told);
            node.follow(Replanning.timetable(schedule, loads, now));
            node.expect(Arrivals.expected(loads, schedule, replanning.pace(), now));
            if (Replanning.isProvisional(loads)) anew();
            return loads.size();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.warn("event=plan-failed reason=\"{}\"; what was planned before stays in force", e.toString());
            return 1;
        }
    }

    private static <T> T answer(CompletableFuture<T> asked)
            throws InterruptedException, ExecutionException, TimeoutException {
        return asked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** The plan in force; none if nothing waits, or nothing has been planned yet. */
    public Optional<Planned> latest() {
        return latest;
    }

    /** From now on somebody hears of each plan that is made. It must be quick. */
    public void tell(Consumer<Planned> listener) {
        told = listener;
    }

    /** What plans reckon with. */
    public Expected expected() {
        return replanning.expected();
    }

    private void keep() {
        if (!seen) return;
        seen = false;
        try {
            replanning.history().write(file);
        } catch (IOException e) {
            LOG.warn("event=history-not-kept file={} reason=\"{}\"", file, e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        keep();
    }
}
