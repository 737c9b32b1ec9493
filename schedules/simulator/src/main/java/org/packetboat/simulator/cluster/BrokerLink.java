package org.packetboat.simulator.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.packetboat.engine.log.ReplicatedLog;
import org.packetboat.engine.log.SnapshotStorage;
import org.packetboat.engine.sim.SimTime;

/**
 * One life's way to the brokers. Requests and answers take their time, get lost, come late or twice; while the machine
 * is cut off, none comes through.
 */
final class BrokerLink implements ReplicatedLog, SnapshotStorage {
    /** What a link has to know of its machine. */
    interface End {
        boolean isCut();

        /** What comes from outside: when the process runs, if it still lives. */
        void deliver(Runnable what);

        void fences();

        String name();
    }

    private static final int ONE_IN = 400;

    private final Brokers brokers;
    private final SimTime time;
    private final SplittableRandom random;
    private final Supplier<Boolean> trouble;
    private final End end;

    BrokerLink(Brokers brokers, SimTime time, SplittableRandom random, Supplier<Boolean> trouble, End end) {
        this.brokers = brokers;
        this.time = time;
        this.random = random;
        this.trouble = trouble;
        this.end = end;
    }

    private boolean happens() {
        if (!trouble.get() || random.nextInt(ONE_IN) > 0) return false;
        brokers.troubled();
        return true;
    }

    private Duration hop() {
        return Duration.ofMillis(1 + random.nextInt(25));
    }

    private Duration late() {
        return Duration.ofMillis(1000 + random.nextInt(9000));
    }

    private <T> void ask(Supplier<Optional<T>> what, Consumer<Optional<T>> answer) {
        ask(hop(), what, answer);
    }

    /** Asks; nothing comes back if a part of the way is not there. */
    private <T> void ask(Duration way, Supplier<Optional<T>> what, Consumer<Optional<T>> answer) {
        if (end.isCut() || happens()) return;
        time.in(way, () -> {
            if (brokers.isAway()) {
                back(late(), Optional.empty(), answer);
                return;
            }
            Optional<T> value = what.get();
            if (!happens()) back(hop(), value, answer);
        });
    }

    private <T> void back(Duration wait, Optional<T> value, Consumer<Optional<T>> answer) {
        time.in(wait, () -> {
            if (!end.isCut()) end.deliver(() -> answer.accept(value));
        });
    }

    @Override
    public void fence(Consumer<Optional<Writer>> answer) {
        end.fences();
        boolean slow = trouble.get() && random.nextInt(4) == 0;
        if (slow) brokers.troubled();
        ask(slow ? late() : hop(), () -> Optional.of(new Appender(brokers.fence(end.name()))), answer);
    }

    @Override
    public void read(long from, Consumer<Optional<Page>> answer) {
        ask(() -> Optional.of(brokers.read(from)), answer);
    }

    @Override
    public void cut(long before, Consumer<Optional<Boolean>> answer) {
        ask(() -> {
            brokers.cut(end.name(), before);
            return Optional.of(true);
        }, answer);
    }

    @Override
    public void put(String name, byte[] bytes, Consumer<Optional<Boolean>> answer) {
        ask(() -> {
            brokers.put(name, bytes);
            return Optional.of(true);
        }, answer);
    }

    @Override
    public void get(String name, Consumer<Optional<byte[]>> answer) {
        ask(() -> Optional.of(brokers.get(name)), answer);
    }

    @Override
    public void list(String prefix, Consumer<Optional<List<String>>> answer) {
        ask(() -> Optional.of(brokers.list(prefix)), answer);
    }

    /** May arrive much later. */
    @Override
    public void remove(String name) {
        if (!end.isCut()) time.in(random.nextInt(4) == 0 ? late() : hop(), () -> brokers.remove(name));
    }

    private final class Appender implements Writer {
        private final Brokers.Right right;
        private Duration behind = Duration.ZERO;
        private Instant last = time.now();
        private Instant answered = time.now();

        Appender(Brokers.Right right) {
            this.right = right;
        }

        @Override
        public void append(byte[] record, Consumer<Optional<Long>> answer) {
            if (happens()) behind = late();
            Instant at = time.now().plus(hop()).plus(behind);
            behind = Duration.ZERO;
            last = at.isAfter(last) ? at : last;
            boolean never = end.isCut();
            time.at(last, () -> arrive(record, answer, never));
        }

        private void arrive(byte[] record, Consumer<Optional<Long>> answer, boolean never) {
            if (never || happens() || brokers.isAway()) {
                brokers.lose(right);
                fail(answer);
                return;
            }
            Optional<Long> place = brokers.append(right, record);
            if (place.isPresent() && happens()) again(record);
            if (place.isPresent() && happens()) fail(answer);
            else inOrder(place, answer);
        }

        private void inOrder(Optional<Long> place, Consumer<Optional<Long>> answer) {
            Instant at = time.now().plus(hop());
            answered = at.isAfter(answered) ? at : answered;
            back(Duration.between(time.now(), answered), place, answer);
        }

        private void again(byte[] record) {
            time.in(Duration.ofMillis(random.nextInt(2000)), () -> brokers.append(right, record));
        }

        /** A time-out, or not even that. */
        private void fail(Consumer<Optional<Long>> answer) {
            if (random.nextBoolean()) back(late(), Optional.empty(), answer);
        }

        @Override
        public void endTransaction() {
            if (!end.isCut()) time.in(hop(), () -> brokers.endTransaction(right));
        }

        @Override
        public void close() {}
    }
}
