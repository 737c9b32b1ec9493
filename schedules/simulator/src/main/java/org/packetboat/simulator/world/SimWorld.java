package org.packetboat.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.packetboat.engine.hub.SharedSite;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.simulator.SeededWorld;
import org.packetboat.simulator.world.books.Audit;
import org.packetboat.simulator.world.books.DataBooks;
import org.packetboat.simulator.world.books.HubShifts;
import org.packetboat.simulator.world.books.Ledger;
import org.packetboat.simulator.world.terms.WireTerms;

/**
 * A world in which everything happens that can: letters, routes that open and close and change, lines that are slow,
 * noisy and break, disks that fail and lose, operators, clocks that are wrong, and power that goes away at any moment.
 * One seed makes one world: what failed once fails again. At the end all becomes well, and what was accepted must have
 * come to its end.
 */
public final class SimWorld implements SeededWorld {
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    private static final Duration TROUBLE = Duration.ofHours(2);
    private static final Duration HEALING = Duration.ofHours(12);
    private static final Duration HEALED = Duration.ofHours(8);
    /** Longer than any node is without power. */
    private static final Duration RESUMED_EVERY = Duration.ofMinutes(15);
    private static final int RESUMED = 24;
    private static final Duration POWER_BACK = Duration.ofMinutes(30);
    private static final Duration ROUTERS_LAST = Duration.ofHours(2);
    /** Longer than mail may wait, and longer than a key is known. */
    private static final Duration AFTERWARDS = Duration.ofDays(3);
    private static final Duration LONG_AFTER = Duration.ofDays(17);
    private static final int LONGEST = 3_000_000;

    private final SimTime time = new SimTime(START);
    private final Ledger ledger = new Ledger();
    private final Trouble trouble = new Trouble();
    private final SplittableRandom random;
    private final Terrain terrain;
    private final Wires wires;
    private final Operators operators;
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final List<Senders> senders = new ArrayList<>();
    private final List<LogSource> logs = new ArrayList<>();
    private final Map<Life, RouterPart> routers = new HashMap<>();
    private final Calls.World around = new Around();
    private final StringBuilder said = new StringBuilder();
    private final boolean keepsTrace;
    private final boolean meddled;
    private final boolean lasting;
    private final boolean bundles;
    private final boolean hub;
    private final HubShifts shifts = new HubShifts();
    private final DataBooks data = new DataBooks();
    private boolean routing = true;
    private Optional<Instant> well = Optional.empty();
    private long trace = 1;
    private int crashes;
    private int happenings;
    private int handovers;
    private int takeovers;

    /** The world of this seed, of the program as it is. */
    public SimWorld(long seed) {
        this(seed, Parts.REAL, false);
    }

    /**
     * @param parts      what its nodes are built from
     * @param keepsTrace whether {@link #story} is wanted
     */
    public SimWorld(long seed, Parts parts, boolean keepsTrace) {
        this.keepsTrace = keepsTrace;
        random = new SplittableRandom(seed);
        terrain = new Terrain(random.split());
        wires = new Wires(time, random.split(), trouble);
        operators = new Operators(terrain, random.split());
        meddled = random.nextBoolean();
        lasting = random.nextInt(8) == 0;
        bundles = random.nextInt(3) > 0;
        hub = random.nextBoolean();
        for (int i = 0; i < terrain.nodes(); i++) {
            String name = Terrain.name(i);
            machines.put(name, new Machine(name, time, random.split(), parts, around, trouble,
                    terrain.any(i, random), event -> note(name, event)));
            Senders people = new Senders(i, terrain, ledger, random.split());
            senders.add(people);
            logs.add(new LogSource(people));
        }
    }

    private void note(String node, StatusEvent event) {
        String line = time.now() + " " + node + " " + event;
        for (int i = 0; i < line.length(); i++)
            trace = (trace ^ line.charAt(i)) * 0x100000001b3L;
        if (keepsTrace) said.append(line).append('\n');
        if (!(event instanceof StatusEvent.SessionEnded call) || call.envelopes() == 0) return;
        if (call.site().indexOf('@') > 0) handovers++;
        if (terrain.takesOver(node, call.site())) takeovers++;
    }

    /** Some hours of trouble, then a good end. @throws AssertionError if a promise was broken */
    @Override
    public void live() {
        disturb();
        pass(TROUBLE);
        audit().report();
        mend();
        pass(HEALED);
        sendToAll();
        pass(HEALING.minus(HEALED));
        Audit healed = audit();
        machines.values().forEach(m -> healed.nothingWaits(m.books()));
        healed.report();
        pass(lasting ? LONG_AFTER : AFTERWARDS);
        Audit last = audit();
        machines.values().forEach(m -> last.nothingWaits(m.books()));
        machines.values().forEach(m -> last.nothingIsSteered(m.books()));
        machines.values().forEach(m -> last.nothingIsOffered(m.books()));
        if (lasting) machines.values().forEach(m -> last.nothingIsTimed(m.books()));
        last.fates(ledger);
        last.report();
        machines.values().forEach(m -> m.journal().isOver(m.books().garbled()));
    }

    /** Everything has been in order for some time. */
    private void sendToAll() {
        well = Optional.of(time.now());
        for (int i = 0; i < terrain.nodes(); i++) {
            Machine machine = machines.get(Terrain.name(i));
            senders.get(i).sendToAll(machine.intake(), machine.clock().instant());
        }
    }

    private void disturb() {
        for (int i = 0; i < terrain.nodes(); i++)
            disturb(i, machines.get(Terrain.name(i)));
    }

    private void disturb(int number, Machine machine) {
        again(1200, machine, () -> mail(number, machine));
        again(1500, machine, () -> logs.get(number).write(machine.clock().instant()));
        again(400, machine, () -> logs.get(number).pump(machine));
        again(1500, machine, () -> operators.look(machine));
        again(800, machine, machine::watch);
        if (random.nextInt(4) == 0) again(2500, machine, machine::garble);
        if (random.nextInt(3) == 0) again(1500, machine, () -> machine.full(random.nextInt(3) == 0));
        again(300, machine, () -> routing(number, machine));
        if (random.nextInt(3) > 0) again(2500, machine, () -> crash(machine));
        if (random.nextInt(3) == 0) again(2500, machine, () -> machine.refuseWrites(1 + random.nextInt(6)));
        if (random.nextBoolean())
            again(2500, machine, () -> machine.replace(terrain.any(number, random), terrain.isRouter(number)));
        if (!meddled) return;
        if (random.nextBoolean()) again(3000, machine, () -> clock(machine));
        again(700, machine, () -> operators.command(machine));
        again(900, machine, () -> operators.tell(machine));
    }

    /** Does this again and again while there is trouble, every so many seconds on average, if the node has power. */
    private void again(int seconds, Machine machine, Runnable what) {
        time.in(Duration.ofMillis(random.nextLong(2000L * seconds)), () -> {
            if (trouble.isOver()) return;
            if (!machine.isDown()) what.run();
            again(seconds, machine, what);
        });
    }

    /** A few letters in quick succession, so that some come while a session is under way. */
    private void mail(int number, Machine machine) {
        for (int i = random.nextInt(5); i >= 0; i--)
            machine.life().in(Duration.ofMillis(random.nextInt(120_000)),
                    () -> senders.get(number).send(machine.intake(), machine.clock().instant()));
    }

    private void crash(Machine machine) {
        crashes++;
        Duration dark = Duration.ofMillis(random.nextInt(5) == 0 ? random.nextInt(1_500_000) : random.nextInt(60_000));
        switch (random.nextInt(4)) {
            case 0 -> machine.kill(dark);
            case 1 -> machine.stop(random.nextBoolean(), dark);
            default -> machine.crash(dark);
        }
    }

    private void clock(Machine machine) {
        if (random.nextBoolean()) machine.clock().drift(random.nextInt(-500, 500));
        else machine.clock().step(Duration.ofSeconds(random.nextInt(-9000, 9000)));
        machine.clockTouched();
    }

    /** Again and again: what fails after the trouble may stop the stages of a big send once more. */
    private void resume(Machine machine, int times) {
        if (times == 0) return;
        if (!machine.isDown()) operators.resume(machine);
        time.in(RESUMED_EVERY, () -> resume(machine, times - 1));
    }

    /** Sees that a router has its part in the life that it is in. */
    private void routing(int number, Machine machine) {
        if (!routing || !terrain.isRouter(number) || machine.isDown() || routers.containsKey(machine.life())) return;
        RouterPart part = new RouterPart(machine.name(), machine.node(), machine.life(), this::carry, random.split());
        routers.put(machine.life(), part);
        part.start();
    }

    private void carry(String from, Optional<String> to, byte[] bytes) {
        Stream<Machine> hearers = machines.values().stream().filter(m -> !m.name().equals(from))
                .filter(m -> to.isEmpty() || to.get().equals(m.name()));
        hearers.filter(_ -> !trouble.happens(random, 20)).forEach(m -> {
            for (int copies = trouble.happens(random, 20) ? 2 : 1; copies > 0; copies--)
                time.in(Duration.ofMillis(1 + random.nextInt(400)), () -> hear(m, from, bytes));
        });
    }

    private void hear(Machine machine, String from, byte[] bytes) {
        Optional.ofNullable(routers.get(machine.life())).ifPresent(r -> r.hear(from, bytes));
    }

    private void mend() {
        trouble.end();
        time.in(POWER_BACK, () -> {
            for (int i = 0; i < terrain.nodes(); i++)
                mend(i, machines.get(Terrain.name(i)));
        });
        time.in(ROUTERS_LAST, () -> {
            routing = false;
            routers.values().forEach(RouterPart::stop);
        });
    }

    private void mend(int number, Machine machine) {
        machine.disk().failNext(0);
        machine.clock().mend();
        machine.replace(terrain.open(number), terrain.isRouter(number));
        machine.full(false);
        machine.clockTouched();
        operators.mend(machine);
        resume(machine, RESUMED);
        routing(number, machine);
        logs.get(number).pump(machine);
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

    private Audit audit() {
        Audit audit = new Audit();
        for (Machine machine : machines.values()) {
            if (machine.isDown()) continue;
            audit.books(machine.books());
        }
        return audit;
    }

    /** A number that is the same for two worlds only if the same happened in them at the same times. */
    public long trace() {
        return trace;
    }

    /** All events, a line each, if they were kept. */
    @Override
    public String story() {
        return said.toString();
    }

    /** How often a node was told by another that a letter has arrived. */
    public int confirmed() {
        return ledger.confirmed();
    }

    /** How often a machine of a hub handed mail to another. */
    public int handovers() {
        return handovers;
    }

    /** How often one had a session of its own with a site whose mail another is handed first. */
    public int takeovers() {
        return takeovers;
    }

    /** In short, what happened. */
    @Override
    public String toString() {
        return terrain + "; happenings " + happenings + ", crashes " + crashes + ", repeats " + ledger.repeats()
                + ", confirmed " + ledger.confirmed() + ", handed over " + handovers + ", taken over " + takeovers;
    }

    private final class Around implements Calls.World {
        @Override
        public Wires wires() {
            return wires;
        }

        @Override
        public Ledger ledger() {
            return ledger;
        }

        @Override
        public Machine machine(String name) {
            return machines.get(name);
        }

        @Override
        public Map<String, List<String>> sites() {
            return terrain.sites();
        }

        @Override
        public Map<String, SharedSite> shared(String node) {
            return hub ? terrain.shared(node) : Map.of();
        }

        @Override
        public HubShifts shifts() {
            return shifts;
        }

        @Override
        public boolean takesOver(String node, String site) {
            return terrain.takesOver(node, site);
        }

        @Override
        public Optional<Instant> wellSince() {
            return well;
        }

        @Override
        public WireTerms terms() {
            return terrain.terms();
        }

        @Override
        public DataBooks data() {
            return data;
        }

        @Override
        public boolean isOrderly() {
            return !meddled;
        }

        @Override
        public boolean bundles() {
            return bundles;
        }
    }
}
