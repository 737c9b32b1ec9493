package org.packetboat.engine.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.sim.SimStore;
import org.packetboat.engine.store.Store;

/** A member that makes a step whenever something came in; its clock goes only when it is told to. */
final class SteppedMember implements LogWatcher, LocalStore {
    private static final Duration TICK = Duration.ofMillis(100);

    final LogMember member;
    final List<String> told = new ArrayList<>();
    SimStore disk;
    Optional<Store> owned = Optional.empty();
    private final HealthyLog log;
    private Duration now = Duration.ofHours(1);
    private boolean stepping;

    SteppedMember(String name, long life, HealthyLog log, SimStore disk, LogSettings settings) {
        this.disk = disk;
        this.log = log;
        this.member = new LogMember(name, life, Duration.ZERO, log, log, this, new LogRules(settings), this,
                this::step);
    }

    private void step() {
        if (stepping) return;
        stepping = true;
        log.step();
        try {
            member.step(now);
        } finally {
            stepping = false;
        }
    }

    /** Lets time pass. */
    void pass(Duration time) {
        for (Duration end = now.plus(time); now.compareTo(end) < 0;) {
            now = now.plus(TICK);
            step();
        }
    }

    /** Lets it become the owner. */
    Store own() {
        for (int ticks = 0; owned.isEmpty(); ticks++) {
            if (ticks > 600) throw new AssertionError("it does not become the owner: " + member);
            pass(TICK);
        }
        return owned.get();
    }

    boolean mayStart() {
        return member.lease().mayStart(now);
    }

    IntakeState intakeState() {
        return member.intakeState(now);
    }

    @Override
    public Store open() {
        return disk;
    }

    @Override
    public Store empty() {
        disk = new SimStore(99);
        return disk;
    }

    @Override
    public void owns(Store store) {
        owned = Optional.of(store);
        told.add("owns");
    }

    @Override
    public void steppedDown() {
        owned = Optional.empty();
        told.add("stepped down");
    }

    @Override
    public void lost(long entries) {
        told.add("lost " + entries);
    }

    @Override
    public void foreign(long offset) {
        told.add("foreign at " + offset);
    }

    @Override
    public void namesake() {
        told.add("namesake");
    }

    @Override
    public void gaveUp(long entries) {
        told.add("gave up " + entries);
    }
}
