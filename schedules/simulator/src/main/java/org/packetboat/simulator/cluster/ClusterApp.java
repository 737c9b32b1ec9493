package org.packetboat.simulator.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.packetboat.engine.log.LogMember;
import org.packetboat.engine.log.LogRules.SendingLease;
import org.packetboat.engine.log.IntakeState;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/** What stands for the engine on an owner's store: it takes mail, sends it and settles it. */
final class ClusterApp {
    private final String machine;
    private int owner;
    private long term;
    private final Store store;
    private final LogMember member;
    private final ClusterBooks books;
    private final SplittableRandom random;
    private final Supplier<Duration> clock;
    private final BooleanSupplier excused;
    private final Set<String> waiting;
    private final Set<String> sending = new HashSet<>();
    private long taken;
    private boolean over;

    ClusterApp(String machine, Store store, LogMember member, ClusterBooks books, SplittableRandom random,
            Supplier<Duration> clock, BooleanSupplier excused) {
        this.machine = machine;
        this.owner = books.owner();
        this.store = store;
        this.member = member;
        this.books = books;
        this.random = random;
        this.clock = clock;
        this.excused = excused;
        this.term = member.position().term();
        this.waiting = ClusterBooks.keys(store, Family.ENVELOPES);
    }

    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    Store store() {
        return store;
    }

    IntakeState intakeState() {
        return member.intakeState(clock.get());
    }

    /** Mail comes in, if it is wanted. */
    void take() {
        if (over || intakeState() != IntakeState.OPEN) return;
        String id = "m" + owner + "-" + machine + "-" + taken++;
        int pieces = random.nextInt(4);
        for (int i = 0; i < pieces; i++)
            store.stage(new Batch().put(Family.BODIES, ClusterBooks.key(id + "/" + i), new byte[random.nextInt(700)]));
        Batch batch = new Batch().put(Family.ENVELOPES, ClusterBooks.key(id), new byte[]{(byte) pieces})
                .put(Family.ORDER, ClusterBooks.key(id), new byte[random.nextInt(600)])
                .add(ClusterBooks.key("n"), 1);
        store.commit(batch, failure -> {
            if (failure.isPresent()) books.refused(id);
            else accepted(id);
        });
    }

    private void accepted(String id) {
        books.taken(id);
        if (over || !member.isHandedOut(store)) return;
        if (store.get(Family.ENVELOPES, ClusterBooks.key(id)).isEmpty())
            throw new AssertionError(machine + " answered " + id + " and can't read it");
        waiting.add(id);
    }

    /** A session is handed something, if it may be. @return what it has to begin */
    List<String> handOut() {
        if (over || waiting.isEmpty() || !member.lease().mayStart(clock.get())) return List.of();
        List<String> some = new ArrayList<>();
        for (int most = 1 + random.nextInt(3); some.size() < most && !waiting.isEmpty();) {
            String id = new ArrayList<>(waiting).get(random.nextInt(waiting.size()));
            waiting.remove(id);
            sending.add(id);
            some.add(id);
        }
        if (member.position().term() > term) opensAgain();
        return some;
    }

    /** The session begins what it was handed, by what is known of the lease. @return false if it gives it back */
    boolean begin(String id, SendingLease known) {
        if (!over && known.mayBegin(clock.get())) {
            books.started(owner, machine);
            return true;
        }
        sending.remove(id);
        if (!over) waiting.add(id);
        return false;
    }

    /** Another may have owned in between, and brokers have lost that. */
    private void opensAgain() {
        term = member.position().term();
        owner = books.owner();
    }

    /** The far side has taken it. */
    void sent(String id) {
        if (over) return;
        Batch batch = new Batch().delete(Family.ENVELOPES, ClusterBooks.key(id))
                .delete(Family.ORDER, ClusterBooks.key(id))
                .deleteRange(Family.BODIES, ClusterBooks.key(id + "/"), ClusterBooks.key(id + "0"))
                .put(Family.LEDGER, ClusterBooks.key(id), new byte[0]).add(ClusterBooks.key("n"), -1);
        store.commit(batch, failure -> {
            sending.remove(id);
            if (failure.isEmpty()) books.settled(id, machine, excused.getAsBoolean());
            else if (!over) waiting.add(id);
        });
    }

    /** Something is written and staged that is emptied again. */
    void tidy() {
        if (over || !member.isHandedOut(store)) return;
        store.commit(new Batch().put(Family.DEAD, ClusterBooks.key("d" + random.nextInt(50)), new byte[10]), _ -> {});
        if (random.nextInt(5) > 0) return;
        store.renew(Family.DEAD);
        if (!ClusterBooks.keys(store, Family.DEAD).isEmpty())
            throw new AssertionError(machine + " has emptied a family, and reads it");
        store.stage(
                new Batch().put(Family.DEAD, ClusterBooks.key("new"), new byte[1]).add(ClusterBooks.key("tidied"), 1));
        if (store.get(Family.DEAD, ClusterBooks.key("new")).isEmpty())
            throw new AssertionError(machine + " does not read what was staged");
    }

    /** How much waits or is being sent. */
    int left() {
        return waiting.size() + sending.size();
    }
}
