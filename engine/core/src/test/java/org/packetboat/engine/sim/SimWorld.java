package org.packetboat.engine.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.packetboat.engine.forward.Server;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.status.StatusEvent;

/**
 * A world with one node of two servers in it, in which everything happens that can: letters, routes that open and close
 * and change, far sides that refuse, lines that break, a disk that fails, an operator, a clock that jumps, and power
 * that goes away at any moment. One seed makes one world: what failed once fails again. At the end all becomes well,
 * and what was accepted must have come to its end.
 */
public final class SimWorld {
    private static final int LONGEST = 300_000;

    final Ledger ledger = new Ledger();
    private final SplittableRandom random;
    private final SimClock clock = new SimClock(Rig.START);
    private final FarSide farSide;
    private final SimLink line;
    private final SimLink line2;
    private final SimLink outlet;
    private final SimPolicies policies;
    private final SimSenders senders;
    private final SimOperator operator;
    private final Watchman watchman = new Watchman();
    private final Optional<SimReader> reader;
    private Policy policy;
    private SimStore store;
    private MailQueue queue;
    private Node node;
    private Instant wake = Rig.START;
    private boolean stepPlanned;
    private boolean syncPlanned;
    private int moments;
    private int crashes;

    public SimWorld(long seed) {
        random = new SplittableRandom(seed);
        farSide = new FarSide(ledger, random.split());
        Map<EnvelopeId, SimLink.InHand> inHand = new HashMap<>();
        line = new SimLink(clock, farSide, random.split(), inHand);
        line2 = new SimLink(clock, farSide, random.split(), inHand);
        outlet = new SimLink(clock, farSide, random.split(), inHand);
        policies = new SimPolicies(random.split());
        senders = new SimSenders(ledger, random.split());
        operator = new SimOperator(ledger, random.split());
        policy = policies.any();
        reader = Optional.of(new SimReader(random.split())).filter(_ -> random.nextBoolean());
        store = new SimStore(random.nextLong());
        start();
    }

    /** A day of trouble, then a good end. @throws AssertionError if a promise was broken */
    public void live() {
        trouble();
        pass(Duration.ofDays(1));
        audit();
        makeItWell();
        pass(Duration.ofDays(3));
        audit().nothingWaits();
        pass(Duration.ofDays(15));
        Auditor auditor = audit();
        auditor.nothingWaits();
        auditor.nothingIsTimed();
        auditor.exhume(ledger);
        auditor.fates(ledger);
        auditor.report();
        reader.ifPresent(r -> {
            r.readAll();
            r.audit();
        });
    }

    private void start() {
        store.defer();
        queue = new MailQueue(store);
        queue.onArrival(this::stepSoon);
        reader.ifPresent(r -> r.start(queue));
        node = new Node(List.of(new Server("east", Set.of("line")), new Server("west", Set.of("line2"))), queue,
                new SimInbox(this::stepSoon), Map.<String, Link>of("line", line, "line2", line2, "outlet", outlet),
                policy, this::watch, clock.now());
        wake = clock.now();
    }

    private void watch(StatusEvent event) {
        reader.ifPresent(r -> r.watch(event));
        if (event instanceof StatusEvent.Delivered d) ledger.noted(d.id(), d.recipient());
    }

    private void trouble() {
        Duration day = Duration.ofDays(1);
        again(day, 1000, this::watch);
        again(day, 6000, this::mail);
        reader.ifPresent(r -> again(day, 3000, r::read));
        again(day, 4000, this::calledUp);
        if (random.nextBoolean()) disturb(day, 4000, () -> operator.command(node, queue));
        if (random.nextBoolean()) again(day, 40_000, this::crash);
        if (random.nextBoolean()) again(day, 20_000, () -> store.failNext(1 + random.nextInt(6)));
        if (random.nextBoolean()) again(day, 20_000, () -> replace(policies.any()));
        if (random.nextInt(3) == 0)
            disturb(day, 40_000, () -> clock.step(Duration.ofSeconds(random.nextInt(-20_000,
                    20_000))));
    }

    private void watch() {
        watchman.look(node, queue);
        clock.later(Duration.ofSeconds(20), () -> watchman.lookAgain(node, queue));
    }

    /** A far side calls, whether or not there is mail for it, and whether or not it is being called. */
    private void calledUp() {
        Node called = node;
        String caller = SimPolicies.node(random.nextInt(SimPolicies.SITES));
        line.answer(session -> called.answered(caller, "line", session));
    }

    /** A few letters in quick succession, so that some come while a session is under way. */
    private void mail() {
        for (int i = random.nextInt(9); i >= 0; i--)
            clock.plan(Duration.ofMillis(random.nextInt(120_000)), () -> senders.send(node.intake(), clock.now()));
    }

    /** Does again and again what may change the order of the mail. */
    private void disturb(Duration until, int seconds, Runnable what) {
        line.calm = false;
        line2.calm = false;
        outlet.calm = false;
        again(until, seconds, what);
    }

    /** Does this at random times, every so many seconds on average, until so much time has passed. */
    private void again(Duration until, int seconds, Runnable what) {
        clock.plan(Duration.ofMillis(random.nextLong(2000L * seconds)), () -> {
            if (clock.elapsed().compareTo(until) > 0) return;
            what.run();
            again(until, seconds, what);
        });
    }

    private void replace(Policy changed) {
        policy = changed;
        node.replace(changed);
    }

    private void crash() {
        if (crashes++ % 2 == 0) store.crash();
        else store.kill();
        store = store.reopen();
        clock.crash();
        line.crash();
        line2.crash();
        outlet.crash();
        ledger.crash();
        stepPlanned = false;
        syncPlanned = false;
        start();
    }

    private void makeItWell() {
        line.becomeKind();
        line2.becomeKind();
        outlet.becomeKind();
        farSide.becomeKind();
        store.failNext(0);
        replace(policies.open());
        node.operator().release(new Target.All(), _ -> {});
        for (int i = 0; i < SimPolicies.DOMAINS; i++)
            node.operator().release(Target.parse("d" + i + ".example", _ -> true), _ -> {});
    }

    private void stepSoon() {
        if (stepPlanned) return;
        stepPlanned = true;
        clock.later(Duration.ofMillis(random.nextInt(30)), this::step);
    }

    private void step() {
        stepPlanned = false;
        wake = node.step(clock.now());
    }

    private void syncSoon() {
        if (syncPlanned || store.waiting() == 0) return;
        syncPlanned = true;
        clock.later(Duration.ofMillis(random.nextInt(100)), () -> {
            syncPlanned = false;
            store.sync();
        });
    }

    private void pass(Duration time) {
        Duration until = clock.elapsed().plus(time);
        while (clock.elapsed().compareTo(until) < 0) {
            Instant end = clock.now().plus(until.minus(clock.elapsed()));
            Instant next = wake.isBefore(end) ? wake : end;
            if (!clock.runNextBefore(next)) step();
            syncSoon();
            if (moments++ > LONGEST) throw new AssertionError("the world does not come to rest");
        }
    }

    private Auditor audit() {
        store.sync();
        Auditor auditor = new Auditor(store, queue);
        auditor.books();
        auditor.report();
        return auditor;
    }

    /** In short, what happened. */
    @Override
    public String toString() {
        return "moments " + moments + ", crashes " + crashes + ", repeats " + ledger.repeats();
    }
}
