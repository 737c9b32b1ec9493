package org.packetboat.connectors.dialup;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of one link: down, changing, or up for a target with so many sessions on it. It goes down when its last
 * session has been over for the time-out, at the close of the window it was brought up in, or by itself.
 */
final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final long SHORTEST_LOOK = 20;
    private static final long LONGEST_LOOK = 1000;
    private static final Reply IN_USE = new Reply(450, "4.4.5", "the link is in use for another site");
    private static final Reply IDLE = new Reply(450, "4.4.2", "nothing happened for the route time-out");
    private static final Reply CLOSED = new Reply(450, "4.3.2", "the server is going down");

    /** The link, as long as it is up. */
    private record Raising(String target, Raised.Up up, Instant closes) {}

    private final String name;
    private final Switch gear;
    private final Duration timeout;
    private final InstantSource clock;
    private final ScheduledExecutorService watch;
    private final Set<Contact> contacts = new HashSet<>();
    private Optional<Raising> state = Optional.empty();
    private Optional<Reply> lostAtOnce = Optional.empty();
    private Instant lastUse = Instant.MIN;
    private boolean changing;
    private boolean closed;

    Upkeep(String name, Switch gear, Duration timeout, InstantSource clock) {
        this.name = name;
        this.gear = gear;
        this.timeout = timeout;
        this.clock = clock;
        this.watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("link-" + name).factory());
        long period = Math.clamp(timeout.toMillis() / 10, SHORTEST_LOOK, LONGEST_LOOK);
        watch.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    /** Has the link up for a session, bringing it up if need be. Each one taken must be given back. */
    Raised take(Contact contact, Call call) throws InterruptedException {
        String target = gear.target(call);
        boolean lower;
        synchronized (this) {
            while (changing)
                wait();
            if (closed) return new Raised.Failed(CLOSED);
            if (state.filter(s -> s.target().equals(target)).isPresent()) return share(contact, call);
            if (!contacts.isEmpty()) return new Raised.Failed(IN_USE);
            lower = state.isPresent();
            changing = true;
            contacts.add(contact);
        }
        if (lower) down("wanted for another site");
        return raise(contact, call, target);
    }

    private Raised share(Contact contact, Call call) {
        Raising now = state.orElseThrow();
        state = Optional.of(new Raising(now.target(), now.up(), later(now.closes(), call.closes())));
        contacts.add(contact);
        used();
        return now.up();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Raised raise(Contact contact, Call call, String target) throws InterruptedException {
        LOG.info("event=link-opening link={} site={} target=\"{}\"", name, call.site(), target);
        Instant began = clock.instant();
        Raised raised = new Raised.Failed(CLOSED);
        try {
            raised = gear.raise(call, this::lost);
        } finally {
            raised = settle(contact, raised, target, call.closes());
        }
        switch (raised) {
            case Raised.Up(var from, var peer) -> LOG.info("event=link-up link={} seconds={} from={} peer={}", name,
                    Duration.between(began, clock.instant()).toSeconds(), from,
                    peer.map(Object::toString).orElse("none"));
            case Raised.Failed(Reply reply) -> LOG.warn("event=link-failed link={} reply=\"{}\"", name, reply);
        }
        return raised;
    }

    private synchronized Raised settle(Contact contact, Raised came, String target, Instant closes) {
        Raised raised = lostAtOnce.<Raised>map(Raised.Failed::new).orElse(came);
        lostAtOnce = Optional.empty();
        changing = false;
        state = raised instanceof Raised.Up up ? Optional.of(new Raising(target, up, closes)) : Optional.empty();
        lastUse = clock.instant();
        if (state.isEmpty()) contacts.remove(contact);
        if (state.isEmpty() && came instanceof Raised.Up) gear.lower();
        notifyAll();
        return raised;
    }

    /** A session does something. */
    synchronized void used() {
        lastUse = clock.instant();
    }

    /** Likewise somebody who has connected to us over the link. */
    synchronized void heardAt(InetAddress ours) {
        if (state.filter(s -> s.up().from().contains(ours)).isPresent()) used();
    }

    /** A session is over. */
    void giveBack(Contact contact) {
        synchronized (this) {
            contacts.remove(contact);
            lastUse = clock.instant();
        }
        look();
    }

    private void lost(Reply why) {
        Set<Contact> affected;
        synchronized (this) {
            if (changing && state.isEmpty()) lostAtOnce = Optional.of(why);
            if (changing || state.isEmpty()) return;
            affected = Set.copyOf(contacts);
            changing = true;
        }
        LOG.warn("event=link-lost link={} reply=\"{}\"", name, why);
        affected.forEach(contact -> contact.dropped(why));
        down("lost");
        changed();
    }

    /** Takes the link down if its time is over. */
    private void look() {
        try {
            idle().forEach(contact -> contact.dropped(IDLE));
            reason(clock.instant()).ifPresent(why -> {
                down(why);
                changed();
            });
        } catch (RuntimeException | Error broken) { // which the executor would keep to itself, and look no more
            LOG.error("event=link-trouble link={}", name, broken);
        }
    }

    private synchronized Set<Contact> idle() {
        return isIdle(clock.instant()) && !changing ? Set.copyOf(contacts) : Set.of();
    }

    private boolean isIdle(Instant now) {
        return state.isPresent() && !now.isBefore(lastUse.plus(timeout));
    }

    private synchronized Optional<String> reason(Instant now) {
        if (state.isEmpty() || changing || !contacts.isEmpty()) return Optional.empty();
        boolean over = !now.isBefore(state.get().closes());
        changing = isIdle(now) || over || closed;
        if (!changing) return Optional.empty();
        return Optional.of(closed ? "the server is going down" : over ? "window closed" : "idle");
    }

    private void down(String why) {
        gear.lower();
        LOG.info("event=link-down link={} why=\"{}\"", name, why);
    }

    private synchronized void changed() {
        changing = false;
        state = Optional.empty();
        notifyAll();
    }

    synchronized Optional<Raised.Up> upFor(Route route) {
        String target = gear.target(new Call(route, Optional.empty(), Instant.MAX));
        return state.filter(s -> !changing && s.target().equals(target)).map(Raising::up);
    }

    synchronized boolean isBusy() {
        return !contacts.isEmpty();
    }

    @Override
    public void close() {
        Set<Contact> affected;
        synchronized (this) {
            closed = true;
            affected = Set.copyOf(contacts);
        }
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
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while ((changing || !contacts.isEmpty()) && System.nanoTime() < end)
            wait(100);
    }
}
