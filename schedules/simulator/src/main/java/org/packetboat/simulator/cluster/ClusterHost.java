package org.packetboat.simulator.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import org.packetboat.engine.log.LocalStore;
import org.packetboat.engine.log.LogMember;
import org.packetboat.engine.log.LogSettings;
import org.packetboat.engine.log.LogWatcher;
import org.packetboat.engine.log.entry.LogPosition;
import org.packetboat.engine.sim.SimStore;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.engine.store.Store;
import org.packetboat.simulator.world.disk.WatchedStore;

/** One machine of the hub: its disk, its clock, and the process on it, which lives, stops, goes on and dies. */
final class ClusterHost implements LogWatcher, LocalStore {
    /** What is around it. */
    interface World {
        BrokerLink link(BrokerLink.End end);

        /** This machine takes the right to write. */
        void fences(ClusterHost host);

        /** This machine begins to own the queue. */
        void owns(ClusterHost host, Store store);

        /** Whether brokers have lost records. */
        boolean hasLost();

        void note(String what);

        /** This machine's store has the log up to there. */
        void reached(LogPosition at);

        /** This machine throws its store away, for a snapshot. */
        void throwsAway(ClusterHost host);

        /** Whether clocks are as different as they may be. */
        boolean clocksDiffer();
    }

    /** By how much a clock goes wrong, in thousandths. */
    private static final int MOST_DRIFT = 40;

    private final String name;
    private final SimTime time;
    private final Instant begin;
    private final SplittableRandom random;
    private final ClusterParts parts;
    private final LogSettings settings;
    private final ClusterBooks books;
    private final World world;
    private final double rate;
    private final Duration preference;
    private final Queue<Runnable> stopped = new ArrayDeque<>();
    private SimStore disk;
    private Optional<LogMember> member = Optional.empty();
    private Optional<ClusterApp> app = Optional.empty();
    private Instant troubled;
    private Instant owning = Instant.MAX;
    private int life;
    private boolean frozen;
    private boolean cut;
    private boolean due;
    private boolean ticking;

    ClusterHost(String name, SimTime time, SplittableRandom random, ClusterParts parts, LogSettings settings,
            ClusterBooks books, World world, Duration preference) {
        this.name = name;
        this.time = time;
        this.begin = time.now();
        this.random = random;
        this.parts = parts;
        this.settings = settings;
        this.books = books;
        this.world = world;
        this.preference = preference;
        int drift = random.nextInt(-MOST_DRIFT, MOST_DRIFT + 1);
        this.rate = 1 + (world.clocksDiffer() ? Math.signum(drift) * MOST_DRIFT : drift) / 1000.0;
        this.disk = new SimStore(random.nextLong());
        this.troubled = time.now();
    }

    String name() {
        return name;
    }

    private Duration clock() {
        return Duration.ofNanos((long) (Duration.between(begin, time.now()).toNanos() * rate));
    }

    void start() {
        if (isUp()) return;
        trouble("starts");
        life++;
        int mine = life;
        member = Optional.of(new LogMember(name, random.nextLong(), preference.plusMillis(random.nextInt(500)),
                world.link(end(mine)), world.link(end(mine)), this, parts.rules(settings), this, this::soon));
        soon();
    }

    private BrokerLink.End end(int mine) {
        return new BrokerLink.End() {
            @Override
            public boolean isCut() {
                return cut;
            }

            @Override
            public void deliver(Runnable what) {
                ClusterHost.this.deliver(mine, what);
            }

            @Override
            public void fences() {
                world.fences(ClusterHost.this);
            }

            @Override
            public String name() {
                return name;
            }
        };
    }

    private void deliver(int to, Runnable what) {
        if (to != life || !isUp()) return;
        if (frozen) stopped.add(what);
        else what.run();
    }

    private void soon() {
        if (due) return;
        due = true;
        int mine = life;
        time.in(Duration.ZERO, () -> {
            due = false;
            deliver(mine, this::step);
        });
    }

    private void step() {
        if (member.isEmpty()) return;
        LogMember stepped = member.get();
        Duration now = clock();
        Duration wait = stepped.step(now).minus(now);
        world.reached(stepped.position());
        if (stepped.position().number() % 8 == 0 && stepped.isWritten())
            books.compare(stepped.position(), disk, name);
        if (ticking) return;
        ticking = true;
        int mine = life;
        time.in(wait, () -> {
            ticking = false;
            if (mine == life) deliver(mine, this::step);
            else soon();
        });
    }

    @Override
    public Store open() {
        if (disk.isGone()) disk = disk.reopen();
        return used();
    }

    @Override
    public Store empty() {
        world.note(name + " empties its store");
        if (isUp()) world.throwsAway(this);
        disk = new SimStore(random.nextLong());
        return used();
    }

    private Store used() {
        SimStore mine = disk;
        int now = life;
        mine.defer();
        return parts.store(new WatchedStore(mine, () -> time.in(Duration.ofMillis(1 + random.nextInt(8)),
                () -> deliver(now, () -> {
                    if (mine == disk && !mine.isGone()) mine.sync();
                }))));
    }

    @Override
    public void owns(Store store) {
        world.note(name + " owns, at " + member.orElseThrow().position());
        owning = time.now();
        world.owns(this, store);
        app.ifPresent(ClusterApp::end);
        app = Optional.of(new ClusterApp(name, store, member.orElseThrow(), books, random.split(), this::clock,
                world::hasLost));
    }

    @Override
    public void steppedDown() {
        world.note(name + " steps down");
        endApp();
    }

    private void endApp() {
        app.ifPresent(ClusterApp::end);
        app = Optional.empty();
        owning = Instant.MAX;
    }

    @Override
    public void lost(long entries) {
        world.note(name + " says that brokers lost " + entries);
        books.told(entries);
    }

    @Override
    public void gaveUp(long entries) {
        world.note(name + " gives up " + entries);
        books.told(entries);
    }

    private void trouble(String what) {
        world.note(name + " " + what);
        troubled = time.now();
    }

    void freeze() {
        trouble("is frozen");
        frozen = true;
    }

    void thaw() {
        if (!frozen) return;
        trouble("goes on");
        frozen = false;
        for (List<Runnable> all = new ArrayList<>(stopped); !all.isEmpty(); all = new ArrayList<>(stopped)) {
            stopped.clear();
            all.forEach(Runnable::run);
        }
        if (isUp()) soon();
    }

    /** It gives the queue to another machine, while its sessions may still run for a moment. */
    void handOver(ClusterHost to) {
        if (frozen || app.isEmpty() || !member.orElseThrow().handOver(to.name)) return;
        trouble("hands over to " + to.name);
        ClusterApp leaving = app.get();
        in(Duration.ofMillis(random.nextInt(1500)), () -> {
            leaving.end();
            app = app.filter(now -> now != leaving);
        });
        owning = Instant.MAX;
        soon();
    }

    void cut(boolean off) {
        trouble(off ? "is cut off" : "reaches the brokers");
        cut = off;
    }

    /** The process is killed, or the power fails. */
    void die(boolean power) {
        if (!isUp()) return;
        trouble(power ? "loses power" : "is killed");
        frozen = false;
        stopped.clear();
        member = Optional.empty();
        endApp();
        if (power) disk.crash();
        else disk.kill();
    }

    /** The machine dies, and its disk with it. */
    void burn() {
        die(true);
        world.note(name + " has lost its disk");
        disk = new SimStore(random.nextLong());
    }

    void failing(int writes) {
        if (!isUp()) return;
        trouble("can't write " + writes + " times");
        disk.failNext(writes);
    }

    boolean isUp() {
        return member.isPresent();
    }

    /** Whether it runs and reaches the brokers. */
    boolean isWell() {
        return isUp() && !frozen && !cut;
    }

    boolean isCut() {
        return cut;
    }

    boolean isFrozen() {
        return frozen;
    }

    Instant lastTrouble() {
        return troubled;
    }

    /** Since when it has owned the queue. */
    Instant owning() {
        return owning;
    }

    Optional<LogMember> member() {
        return member;
    }

    SimStore disk() {
        return disk;
    }

    /** The engine on it, if it owns the queue and its process runs. */
    Optional<ClusterApp> app() {
        return frozen ? Optional.empty() : app;
    }

    /** Lets this happen to the process, later, if it is still the same. */
    void in(Duration wait, Runnable what) {
        int mine = life;
        time.in(wait, () -> deliver(mine, what));
    }

    @Override
    public String toString() {
        return name + (frozen ? " frozen" : "") + (cut ? " cut" : "") + ": "
                + member.map(LogMember::toString).orElse("down");
    }
}
