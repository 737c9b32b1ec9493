package org.packetboat.schedules.wake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Window;

class WindowWakerTest {
    /** Opens and closes every {@code step} from {@code start} on. */
    private static Window blinking(Instant start, Duration step) {
        return at -> {
            long turns = Math.max(0, Duration.between(start, at).dividedBy(step) / 2);
            Interval now = new Interval(start.plus(step.multipliedBy(2 * turns)),
                    start.plus(step.multipliedBy(2 * turns + 1)));
            Duration turn = step.multipliedBy(2);
            return Optional.of(at.isBefore(now.close())
                    ? now
                    : new Interval(now.open().plus(turn), now.close().plus(turn)));
        };
    }

    @Test
    void ringsAtEveryOpeningAndClosing() throws Exception {
        CountDownLatch rings = new CountDownLatch(4);
        try (WindowWaker waker = new WindowWaker(InstantSource.system(), rings::countDown).start()) {
            waker.watch(List.of(blinking(Instant.now(), Duration.ofMillis(50)), Window.ALWAYS));
            assertTrue(rings.await(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void ringsForTheLastSetOfWindowsOnly() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch rings = new CountDownLatch(2);
        Window old = at -> {
            asked.countDown();
            return Optional.of(new Interval(at.plusSeconds(3600), at.plusSeconds(7200)));
        };
        try (WindowWaker waker = new WindowWaker(InstantSource.system(), rings::countDown).start()) {
            waker.watch(List.of(old));
            assertTrue(asked.await(30, TimeUnit.SECONDS));
            waker.watch(List.of(blinking(Instant.now(), Duration.ofMillis(50))));
            assertTrue(rings.await(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void aWakeThatFailsDoesNotBreakTheNext() throws Exception {
        CountDownLatch rings = new CountDownLatch(2);
        Runnable failing = () -> {
            rings.countDown();
            if (rings.getCount() > 0) throw new IllegalStateException("on purpose");
        };
        try (WindowWaker waker = new WindowWaker(InstantSource.system(), failing).start()) {
            waker.watch(List.of(blinking(Instant.now(), Duration.ofMillis(50))));
            assertTrue(rings.await(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void theNextEdgeIsTheOpeningThenTheClosing() {
        Instant open = Instant.parse("2026-11-20T03:00:00Z");
        Window window = at -> Optional.of(new Interval(open, open.plusSeconds(60)));
        assertEquals(Optional.of(open), WindowWaker.nextEdge(window, open.minusSeconds(1)));
        assertEquals(Optional.of(open.plusSeconds(60)), WindowWaker.nextEdge(window, open));
        assertEquals(Optional.empty(), WindowWaker.nextEdge(Window.ALWAYS, open));
        assertEquals(Optional.empty(), WindowWaker.nextEdge(_ -> Optional.empty(), open));
    }

    @Test
    void leavesNoThreadThatKeepsTheServerAlive() {
        try (WindowWaker waker = new WindowWaker(InstantSource.system(), () -> {}).start()) {
            waker.watch(List.of());
            assertFalse(Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().startsWith("windows-") && !thread.isDaemon()));
        }
    }
}
