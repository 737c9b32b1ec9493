package org.packetboat.simulator.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.packetboat.engine.log.LogMember;
import org.packetboat.engine.log.LogMember.Role;
import org.packetboat.engine.log.LogSettings;
import org.packetboat.engine.log.IntakeState;
import org.packetboat.engine.log.entry.LogPosition;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.engine.store.Store;
import org.packetboat.simulator.SeededWorld;

/**
 * A hub of two or three machines, and the brokers that keep its log, with everything going wrong that can: one seed
 * makes one world, and what failed once fails again. Some minutes of trouble, then all becomes well, and what was
 * acknowledged must be there.
 */
public final class ClusterWorld implements SeededWorld {
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    private static final Duration TROUBLE = Duration.ofSeconds(150);
    private static final Duration HEALING = Duration.ofSeconds(90);
    private static final Duration DRAINING = Duration.ofSeconds(60);
    /** Silence, jitter, a lost poll, and what fencing, reading and opening take. */
    private static final Duration TAKEOVER = Duration.ofSeconds(8);
    /** Longer than the brokers' patience, and a takeover after it. */
    private static final Duration SETTLED = Duration.ofSeconds(25);
    private static final int LONGEST = 2_000_000;

    private final SimTime time = new SimTime(START);
    private final ClusterBooks books = new ClusterBooks();
    private final List<ClusterHost> hosts = new ArrayList<>();
    private final StringBuilder said = new StringBuilder();
    private final SplittableRandom random;
    private final Brokers brokers;
    private final ClusterParts parts;
    private final LogSettings settings;
    private final boolean keepsStory;
    private final boolean unclean;
    private final boolean edgy;
    private final ClusterWatch watch;
    private long trace = 1;
    private boolean over;
    private boolean storm;
    private boolean taking = true;
    private boolean burnt;
    private int happenings;
    private int takeovers;

    /** The world of this seed, of the program as it is. */
    public ClusterWorld(long seed) {
        this(seed, ClusterParts.REAL, false);
    }

    /**
     * @param parts      what its machines are built from
     * @param keepsStory whether {@link #story} is wanted
     */
    public ClusterWorld(long seed, ClusterParts parts, boolean keepsStory) {
        this.parts = parts;
        this.keepsStory = keepsStory;
        random = new SplittableRandom(seed);
        unclean = random.nextInt(3) == 0;
        settings = LogSettings.DEFAULT.sizes(256 + random.nextInt(700), 20 + random.nextInt(100),
                8 + random.nextInt(30),
                Duration.ofSeconds(5 + random.nextInt(20)));
        SplittableRandom more = new SplittableRandom(~seed);
        edgy = more.nextInt(4) == 0;
        watch = new ClusterWatch(hosts, time, this::brokers);
        brokers = new Brokers(time, random.split(), parts.fences(), watch);
        brokers.lying(random.nextBoolean());
        brokers.forgetful(unclean || more.nextInt(3) == 0);
        int count = 2 + random.nextInt(2);
        for (int i = 0; i < count; i++)
            addHost("host" + i, Duration.ofMillis(700L * i));
    }

    private ClusterHost addHost(String name, Duration preference) {
        ClusterHost host = new ClusterHost(name, time, random.split(), parts, settings, books, new Around(),
                preference);
        hosts.add(host);
        return host;
    }

    private Brokers brokers() {
        return brokers;
    }

    /** @throws AssertionError if a promise was broken */
    @Override
    public void live() {
        hosts.forEach(ClusterHost::start);
        disturb();
        pass(TROUBLE);
        mend();
        pass(HEALING);
        ClusterHost owner = theOwner();
        check(owner);
        taking = false;
        pass(DRAINING);
        everybodyHasTheSame();
        dieForGood(theOwner());
    }

    private void disturb() {
        again(150, this::mail);
        again(edgy ? 10 : 60, this::send);
        again(1000, () -> apps().forEach(ClusterApp::tidy));
        trouble(20, () -> storm = !storm);
        trouble(25, () -> freeze(any()));
        trouble(25, () -> any().handOver(any()));
        trouble(30, () -> cut(any()));
        trouble(35, () -> die(any()));
        trouble(30, () -> any().failing(1 + random.nextInt(6)));
        if (random.nextBoolean()) trouble(70, () -> burn(any()));
        if (random.nextBoolean()) trouble(60, this::away);
        if (unclean) trouble(40, () -> elect());
    }

    private List<ClusterApp> apps() {
        return hosts.stream().map(ClusterHost::app).flatMap(Optional::stream).toList();
    }

    private ClusterHost any() {
        return hosts.get(random.nextInt(hosts.size()));
    }

    private void again(int millis, Runnable what) {
        time.in(Duration.ofMillis(1 + random.nextInt(2 * millis)), () -> {
            what.run();
            again(millis, what);
        });
    }

    private void trouble(int seconds, Runnable what) {
        time.in(Duration.ofMillis(random.nextInt(2000 * seconds)), () -> {
            if (over) return;
            what.run();
            trouble(seconds, what);
        });
    }

    private void mail() {
        for (ClusterHost host : hosts) {
            if (host.app().isEmpty()) continue;
            ClusterApp app = host.app().get();
            if (taking) app.take();
            mayTake(host, app);
        }
    }

    /** Who has not reached the brokers for long takes no mail. */
    private void mayTake(ClusterHost host, ClusterApp app) {
        boolean alone = host.isCut() && host.lastTrouble().plusSeconds(7).isBefore(time.now());
        boolean without = brokers.isAway() && brokers.lastTrouble().plusSeconds(7).isBefore(time.now());
        if ((alone || without) && app.intakeState() == IntakeState.OPEN)
            throw new AssertionError(host.name() + " takes mail without brokers");
    }

    private void send() {
        for (ClusterHost host : hosts)
            host.app().ifPresent(app -> session(host, app));
    }

    /** It begins one after the other, as long as it may, and hears of each later. */
    private void session(ClusterHost host, ClusterApp app) {
        Duration wait = Duration.ZERO;
        for (String id : app.handOut()) {
            host.in(wait, () -> {
                if (app.begin(id, host.member().orElseThrow().lease()))
                    host.in(Duration.ofMillis(20 + random.nextInt(800)), () -> app.sent(id));
            });
            wait = wait.plusMillis(1 + random.nextInt(300));
        }
    }

    private Duration some(int seconds) {
        return Duration.ofMillis(500 + random.nextInt(1000 * seconds));
    }

    private void freeze(ClusterHost host) {
        if (!host.isUp() || host.isFrozen()) return;
        host.freeze();
        time.in(some(random.nextBoolean() ? 8 : 60), host::thaw);
    }

    private void cut(ClusterHost host) {
        if (host.isCut()) return;
        host.cut(true);
        time.in(some(random.nextBoolean() ? 5 : 40), () -> host.cut(false));
    }

    private void die(ClusterHost host) {
        host.die(random.nextBoolean());
        time.in(some(random.nextBoolean() ? 2 : 30), host::start);
    }

    private void burn(ClusterHost host) {
        burnt = true;
        host.burn();
        time.in(some(30), host::start);
    }

    private void away() {
        note("brokers away");
        brokers.away(true);
        time.in(some(random.nextBoolean() ? 8 : 45), () -> {
            note("brokers back");
            brokers.away(false);
        });
    }

    private void elect() {
        brokers.elect(random.nextInt(8) == 0 ? Integer.MAX_VALUE : 8);
        note("a leader that lacks records: " + brokers);
    }

    private void mend() {
        over = true;
        storm = false;
        note("all becomes well");
        brokers.away(false);
        brokers.lying(false);
        brokers.forgetful(false);
        for (ClusterHost host : hosts) {
            host.thaw();
            host.cut(false);
            if (host.isUp()) host.disk().failNext(0);
            host.start();
        }
    }

    private ClusterHost theOwner() {
        List<ClusterHost> owners = hosts.stream().filter(h -> h.app().isPresent() && h.isWell()
                && h.member().orElseThrow().role() == Role.OWNING).toList();
        if (owners.size() != 1) throw new AssertionError(owners.size() + " owners: " + hosts + "; " + brokers);
        return owners.getFirst();
    }

    private void check(ClusterHost host) {
        books.check(host.app().orElseThrow().store(), host.name(), brokers.lost() > 0);
        if (books.forgotten() > 0 && !burnt && books.told() == 0)
            throw new AssertionError(books.forgotten() + " lost, and nobody has said so");
    }

    private void everybodyHasTheSame() {
        ClusterHost owner = theOwner();
        check(owner);
        if (owner.app().orElseThrow().left() > 0) throw new AssertionError(owner + " does not send what waits");
        ClusterHost late = addHost("late", Duration.ofDays(1));
        late.start();
        pass(SETTLED);
        LogMember first = owner.member().orElseThrow();
        for (ClusterHost host : hosts) {
            long behind = first.position().number() - host.member().orElseThrow().position().number();
            if (Math.abs(behind) > 20) throw new AssertionError(host + " does not follow " + owner + "; " + brokers);
            books.check(host.disk(), host.name(), false);
        }
    }

    /** Its machine burns: another one owns in good time, and has everything. */
    private void dieForGood(ClusterHost host) {
        taking = true;
        pass(Duration.ofSeconds(3));
        taking = false;
        host.burn();
        Instant end = time.now().plus(TAKEOVER);
        while (apps().isEmpty() && time.now().isBefore(end))
            pass(Duration.ofMillis(50));
        if (apps().isEmpty()) throw new AssertionError("nobody takes over: " + hosts + "; " + brokers);
        pass(Duration.ofSeconds(30));
        check(theOwner());
        if (theOwner().app().orElseThrow().left() > 0) throw new AssertionError("what waited is not sent");
    }

    private void pass(Duration span) {
        Instant end = time.now().plus(span);
        boolean[] there = {false};
        time.at(end, () -> there[0] = true);
        while (!there[0]) {
            time.step();
            if (++happenings > LONGEST) throw new AssertionError("the world does not come to rest");
        }
    }

    private void note(String what) {
        String line = Duration.between(START, time.now()).toMillis() + " " + what;
        for (int i = 0; i < line.length(); i++)
            trace = (trace ^ line.charAt(i)) * 0x100000001b3L;
        if (keepsStory) said.append(line).append('\n');
    }

    /** A number that is the same for two worlds only if the same happened in them at the same times. */
    public long trace() {
        return trace;
    }

    /** What happened, a line each, if it was kept. */
    @Override
    public String story() {
        return said.toString();
    }

    /** In short, what happened. */
    @Override
    public String toString() {
        return hosts.size() + " machines, " + brokers + ", taken " + books.taken() + ", settled " + books.settled()
                + ", takeovers " + takeovers + ", forgotten " + books.forgotten() + ", told " + books.told()
                + ", compared " + books.compared() + ", happenings " + happenings;
    }

    private boolean isOutOfDate(ClusterHost host) {
        long term = host.member().orElseThrow().position().term();
        return hosts.stream().flatMap(h -> h.member().stream()).anyMatch(other -> other.position().term() > term);
    }

    private final class Around implements ClusterHost.World {
        @Override
        public BrokerLink link(BrokerLink.End end) {
            return new BrokerLink(brokers, time, random.split(), () -> storm && !over, end);
        }

        /** Nobody fences an owner that is well, and has long been, as are the brokers. */
        @Override
        public void fences(ClusterHost host) {
            takeovers++;
            note(host.name() + " fences");
            Instant calm = time.now().minusSeconds(16);
            boolean wrong = hosts.stream().anyMatch(h -> h != host && h.isWell() && h.lastTrouble().isBefore(calm)
                    && h.owning().isBefore(calm)) && brokers.lastTrouble().isBefore(calm);
            if (wrong) throw new AssertionError(host.name() + " fences an owner that is well");
            if (edgy && !over) hosts.stream().filter(h -> h != host && h.isFrozen()).forEach(this::lastMoment);
        }

        /** The owner goes on just when another takes over; it gives a last sign of life, and is cut off. */
        private void lastMoment(ClusterHost owner) {
            time.in(Duration.ofMillis(random.nextInt(100)), owner::thaw);
            time.in(Duration.ofMillis(105 + random.nextInt(20)), () -> cut(owner));
        }

        @Override
        public void owns(ClusterHost host, Store store) {
            if (isOutOfDate(host)) return; // it was frozen, and has to find out
            books.check(store, host.name(), brokers.lost() > 0);
        }

        @Override
        public boolean hasLost() {
            return brokers.lost() > 0;
        }

        @Override
        public void reached(LogPosition at) {
            watch.reached(at);
        }

        @Override
        public void throwsAway(ClusterHost host) {
            watch.throwsAway(host);
        }

        @Override
        public boolean clocksDiffer() {
            return edgy;
        }

        @Override
        public void note(String what) {
            ClusterWorld.this.note(what);
        }
    }
}
