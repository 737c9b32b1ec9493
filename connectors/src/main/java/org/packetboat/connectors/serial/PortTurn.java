package org.packetboat.connectors.serial;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.packetboat.protocols.modem.PortState;

/** Whose turn it is at one device: has {@link PortState} say so, and lets who wants it wait. For any thread. */
final class PortTurn {
    private static final long LOOK_MILLIS = 1000;

    private final PortState state = new PortState();
    private Optional<Runnable> giveWay = Optional.empty();

    /** Something that holds the device outside of this server; empty if another program has it. */
    interface Outside<T> {
        Optional<T> lock() throws IOException;
    }

    synchronized boolean isFit(Instant now) {
        return state.isFit(now);
    }

    synchronized void failed(Instant now) {
        state.failed(now);
    }

    synchronized void bar(String number, Duration by, Instant now) {
        state.bar(number, by, now);
    }

    synchronized Optional<Instant> barredUntil(String number, Instant now) {
        return state.barredUntil(number, now);
    }

    synchronized String occupied() {
        return state.occupied();
    }

    /** For a call of ours. Who only waits for callers gives way, and a call that is over makes room. */
    synchronized <T> Optional<T> take(Outside<T> outside) throws IOException, InterruptedException {
        state.wanted();
        Optional<T> taken = Optional.empty();
        try {
            if (isFree()) taken = outside.lock();
            return taken;
        } finally {
            if (taken.isPresent()) state.taken();
            else state.givenUp();
        }
    }

    private boolean isFree() throws InterruptedException {
        if (state.hasToGiveWay()) giveWay.ifPresent(Runnable::run);
        long began = System.nanoTime();
        PortState.Answer answer = state.mayTake(Duration.ZERO);
        while (answer == PortState.Answer.WAIT) {
            wait(LOOK_MILLIS);
            answer = state.mayTake(Duration.ofNanos(System.nanoTime() - began));
        }
        return answer == PortState.Answer.TAKE;
    }

    /** Whether somebody may wait for callers, who is told then to give way. */
    synchronized boolean await() {
        if (!state.mayAwait()) return false;
        state.awaited();
        return true;
    }

    synchronized void opened(Runnable way) {
        giveWay = Optional.of(way);
        if (state.hasToGiveWay()) way.run();
    }

    /** A caller is there: who waited takes it. */
    synchronized <T> Optional<T> engage(Outside<T> outside) throws IOException {
        if (!state.mayEngage()) return Optional.empty();
        Optional<T> taken = outside.lock();
        if (taken.isPresent()) state.engaged();
        return taken;
    }

    synchronized void ending() {
        state.ending();
    }

    synchronized void closed() {
        giveWay = Optional.empty();
        state.closed();
        notifyAll();
    }
}
