package org.packetboat.engine.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.store.UnreadableException;

/**
 * A store in memory, for the simulator. Runs in the caller's thread and is for one thread; the same seed and the same
 * calls give the same results.
 *
 * <p>At first a commit is durable and answered at once. After {@link #defer} it waits, unseen by reads, for
 * {@link #sync}. An answer may commit and stage; a commit made from an answer is answered after it.
 *
 * <p>Faults: {@link #failNext}, {@link #garble}, {@link #kill} and {@link #crash}. What is called on a store that died
 * or was closed is a bug and throws {@link IllegalStateException}.
 */
public final class SimStore implements Store {
    /** A batch that a crash may still take away. */
    private record Written(Batch batch, Optional<Answer> waiting, boolean failing) {}

    private final SplittableRandom random;
    private final SimTables durable;
    private final SimTables visible;
    private final List<Written> log = new ArrayList<>();
    /**
     * What a killed life had written and the disk had not synced: the system still has it, a loss of power takes it.
     */
    private final List<Batch> cached = new ArrayList<>();
    private final Queue<Runnable> answers = new ArrayDeque<>();
    private final Set<SimCursor> cursors = new LinkedHashSet<>();
    private BiConsumer<Family, byte[]> beforeReads = (_, _) -> {};
    private boolean deferring;
    private boolean answering;
    private boolean gone;
    private int failures;

    /** An empty store. */
    public SimStore(long seed) {
        this(new SplittableRandom(seed), new SimTables(), List.of());
    }

    /** A new life syncs what the one before left behind: else a loss of power could tear it under what follows. */
    private SimStore(SplittableRandom random, SimTables survived, List<Batch> cached) {
        this.random = random;
        this.durable = survived;
        cached.forEach(durable::apply);
        this.visible = survived.copy();
    }

    /** From now on commits wait for {@link #sync}. */
    public void defer() {
        deferring = true;
    }

    /** Makes durable all that was committed or staged so far, and answers in order. */
    public void sync() {
        mustBeOpen();
        harden();
        answer();
    }

    /** The next {@code count} batches, committed or staged, fail and have no effect. */
    public void failNext(int count) {
        failures = count;
    }

    /**
     * The disk garbles what stands under these keys, for this life and all to come: whoever reads it hears that it is
     * damaged, until it is written again or deleted. A scan shows what comes before it.
     */
    public void garble(Family family, Predicate<byte[]> keys) {
        durable.garble(family, keys);
        visible.garble(family, keys);
    }

    /** From now on this is done before anything is read, in this life: it may throw. */
    public void beforeReads(BiConsumer<Family, byte[]> hook) {
        beforeReads = hook;
    }

    /** All keys of a family, those that are damaged, too: for audits. */
    public List<byte[]> keys(Family family) {
        return List.copyOf(visible.of(family).keySet());
    }

    /** How many commits wait for their answer. */
    public int waiting() {
        return (int) log.stream().filter(written -> written.waiting().isPresent()).count() + answers.size();
    }

    /**
     * The process is killed: no answer comes any more. Of what was staged or committed since the last sync, the
     * operating system has as much as the seed says: the first batches in the order of the calls, each of them whole.
     * The next start finds them; a {@link #crash} before they are synced takes them away.
     */
    public void kill() {
        int written = random.nextInt(log.size() + 1);
        log.subList(0, written).stream().filter(w -> !w.failing()).forEach(w -> cached.add(w.batch()));
        die();
    }

    /**
     * The power fails: what {@link #kill} does, and of what was not synced, the disk has as much as the seed says, the
     * last of it torn or garbled.
     */
    public void crash() {
        kill();
        List<Batch> left = SimLog.read(SimLog.torn(cached, random));
        cached.clear();
        cached.addAll(left);
    }

    private void die() {
        log.clear();
        answers.clear();
        gone = true;
    }

    /** Whether it died or was closed. */
    public boolean isGone() {
        return gone;
    }

    /** The store that the next start finds; deferring, faults and cursors are forgotten. */
    public SimStore reopen() {
        if (!gone) throw new IllegalStateException("the store is still open");
        return new SimStore(random.split(), durable, cached);
    }

    @Override
    public void commit(Batch batch, Answer answer) {
        mustBeOpen();
        log.add(new Written(batch, Optional.of(answer), fails()));
        if (!deferring) sync();
    }

    /** If a commit that touches the same keys still waits, that one comes first: it becomes durable here. */
    @Override
    public void stage(Batch batch) {
        mustBeOpen();
        if (fails()) throw failure();
        if (log.stream().anyMatch(written -> written.waiting().isPresent() && written.batch().meets(batch))) harden();
        log.add(new Written(batch, Optional.empty(), false));
        show(batch);
    }

    @Override
    public Optional<byte[]> get(Family family, byte[] key) {
        mustBeOpen();
        beforeReads.accept(family, key);
        if (visible.isGarbled(family, key)) throw new UnreadableException("a damaged block");
        return Optional.ofNullable(visible.of(family).get(key)).map(byte[]::clone);
    }

    @Override
    public long count(byte[] key) {
        mustBeOpen();
        return visible.count(key);
    }

    @Override
    public Cursor scan(Family family, byte[] from, byte[] to) {
        mustBeOpen();
        beforeReads.accept(family, from);
        Optional<byte[]> bad = visible.firstGarbled(family, from, to);
        SimCursor cursor = new SimCursor(visible.range(family, from, bad.orElse(to)), bad.isPresent(),
                cursors::remove);
        cursors.add(cursor);
        return cursor;
    }

    @Override
    public void renew(Family family) {
        mustBeOpen();
        if (fails()) throw failure();
        harden();
        cursors.forEach(SimCursor::settle);
        durable.clear(family);
        visible.clear(family);
    }

    @Override
    public void close() {
        if (gone) return;
        sync();
        gone = true;
    }

    private boolean fails() {
        if (failures == 0) return false;
        failures--;
        return true;
    }

    private static StoreException failure() {
        return new StoreException("the simulated disk failed", new IllegalStateException("failNext"));
    }

    private void harden() {
        for (Written written : log) {
            if (!written.failing()) durable.apply(written.batch());
            if (!written.failing() && written.waiting().isPresent()) show(written.batch());
            Optional<StoreException> failure = written.failing() ? Optional.of(failure()) : Optional.empty();
            written.waiting().ifPresent(waiting -> answers.add(() -> waiting.on(failure)));
        }
        log.clear();
    }

    private void show(Batch batch) {
        cursors.forEach(SimCursor::settle);
        visible.apply(batch);
    }

    private void answer() {
        if (answering) return;
        answering = true;
        try {
            while (!answers.isEmpty())
                answers.remove().run();
        } finally {
            answering = false;
        }
    }

    private void mustBeOpen() {
        if (gone) throw new IllegalStateException("the store is closed");
    }
}
