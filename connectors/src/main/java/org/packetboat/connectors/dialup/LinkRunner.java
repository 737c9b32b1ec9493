package org.packetboat.connectors.dialup;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Route;
import org.packetboat.protocols.dialup.LinkState;
import org.packetboat.protocols.dialup.Raised;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a {@link LinkState}: has the link raised and lowered as it says, and looks at it now and then. */
final class LinkRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkRunner.class);
    private static final long SHORTEST_LOOK = 20;
    private static final long LONGEST_LOOK = 1000;
    private static final Duration LAST_SESSIONS = Duration.ofSeconds(10);

    private final String name;
    private final Switch gear;
    private final InstantSource clock;
    private final ScheduledExecutorService watch;
    private final LinkState<Contact> state;

    LinkRunner(String name, Switch gear, Duration timeout, InstantSource clock) {
        this.name = name;
        this.gear = gear;
        this.clock = clock;
        this.state = new LinkState<>(timeout);
        this.watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("link-" + name).factory());
        long period = Math.clamp(timeout.toMillis() / 10, SHORTEST_LOOK, LONGEST_LOOK);
        watch.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    /** Has the link up for a session, bringing it up if need be. Each one taken must be given back. */
    Raised take(Contact contact, Call call) throws InterruptedException {
        return switch (answer(contact, call)) {
            case LinkState.Answer.Wait _ -> throw new IllegalStateException("it has been waited for");
            case LinkState.Answer.Use(Raised.Up up) -> up;
            case LinkState.Answer.Refuse(Reply why) -> new Raised.Failed(why);
            case LinkState.Answer.Raise(int attempt, boolean lowerFirst) -> {
                if (lowerFirst) lower("wanted for another site");
                yield raise(contact, call, attempt);
            }
        };
    }

    private synchronized LinkState.Answer answer(Contact contact, Call call) throws InterruptedException {
        while (true) {
            var answer = state.wanted(contact, gear.target(call), call.closes(), clock.instant());
            if (!(answer instanceof LinkState.Answer.Wait)) return answer;
            wait();
        }
    }

    private Raised raise(Contact contact, Call call, int attempt) throws InterruptedException {
        LOG.info("event=link-opening link={} site={} target=\"{}\"", name, call.site(), gear.target(call));
        Instant began = clock.instant();
        Raised raised = new Raised.Failed(new Reply(451, "4.3.0", "bringing up the link was broken off"));
        try {
            raised = gear.raise(call, why -> lost(attempt, why));
        } finally {
            raised = settle(contact, raised);
        }
        switch (raised) {
            case Raised.Up(var from, var peer) -> LOG.info("event=link-up link={} seconds={} from={} peer={}", name,
                    Duration.between(began, clock.instant()).toSeconds(), from,
                    peer.map(Object::toString).orElse("none"));
            case Raised.Failed(Reply reply) -> LOG.warn("event=link-failed link={} reply=\"{}\"", name, reply);
        }
        return raised;
    }

    private Raised settle(Contact contact, Raised came) {
        Raised raised = changed(now -> state.raised(contact, came, now));
        if (came instanceof Raised.Up && raised instanceof Raised.Failed) lowerFor("lost as it came up");
        return raised;
    }

    /** A session does something. */
    synchronized void used() {
        state.used(clock.instant());
    }

    /** Somebody who has connected to us over the link does something. */
    synchronized void heardAt(InetAddress ours) {
        state.heardAt(ours, clock.instant());
    }

    /** A session is over. */
    void giveBack(Contact contact) {
        synchronized (this) {
            state.over(contact, clock.instant());
        }
        look();
    }

    private void lost(int attempt, Reply why) {
        changed(_ -> state.lost(attempt, why)).ifPresent(drop -> {
            LOG.warn("event=link-lost link={} reply=\"{}\"", name, why);
            drop(drop);
            lowerFor("lost");
        });
    }

    private void look() {
        try {
            drop(changed(state::idle));
            changed(state::due).ifPresent(this::lowerFor);
        } catch (RuntimeException | Error broken) { // which the executor would keep to itself, and look no more
            LOG.error("event=link-trouble link={}", name, broken);
        }
    }

    private static void drop(LinkState.Drop<Contact> drop) {
        drop.sessions().forEach(contact -> contact.dropped(drop.why()));
    }

    private void lowerFor(String why) {
        try {
            lower(why);
        } finally {
            changed(_ -> {
                state.lowered();
                return Optional.empty();
            });
        }
    }

    private void lower(String why) {
        gear.lower();
        LOG.info("event=link-down link={} why=\"{}\"", name, why);
    }

    /** Takes a step; who waits for a change looks again. */
    private synchronized <T> T changed(Function<Instant, T> step) {
        T result = step.apply(clock.instant());
        notifyAll();
        return result;
    }

    synchronized Optional<Raised.Up> upFor(Route route) {
        return state.upFor(gear.target(new Call(route, Optional.empty(), Instant.MAX)));
    }

    synchronized boolean isBusy() {
        return state.isBusy();
    }

    @Override
    public void close() {
        Set<Contact> affected = changed(_ -> state.close());
        affected.forEach(contact -> contact.stop(true, "the server is going down"));
        try {
            awaitSettled();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        look();
        watch.shutdownNow();
    }

    private synchronized void awaitSettled() throws InterruptedException {
        long end = System.nanoTime() + LAST_SESSIONS.toNanos();
        while ((state.isChanging() || state.isBusy()) && System.nanoTime() < end)
            wait(100);
    }
}
