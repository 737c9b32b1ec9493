package org.packetboat.app.web.board;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The planner's verdict on tonight, asked for only while somebody looks. After an answer the planner rests for ten
 * seconds, or for twenty times as long as the answer took, whichever is longer; until then, and if the planner fails,
 * the last answer stands. Nobody waits longer than a second.
 */
public final class NightVerdicts implements Supplier<NightVerdict> {
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int REST = 20;

    private final Supplier<NightVerdict> planner;
    private NightVerdict latest = NightVerdict.UNKNOWN;
    private long next = System.nanoTime();
    private CompletableFuture<NightVerdict> underWay = CompletableFuture.completedFuture(NightVerdict.UNKNOWN);

    /** @param planner takes seconds where there are very many sites */
    public NightVerdicts(Supplier<NightVerdict> planner) {
        this.planner = planner;
    }

    @Override
    public NightVerdict get() {
        try {
            return begin().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException notYet) {
            // the last one stands
        }
        return latest();
    }

    private synchronized NightVerdict latest() {
        return latest;
    }

    private synchronized CompletableFuture<NightVerdict> begin() {
        if (!underWay.isDone()) return underWay;
        if (System.nanoTime() - next < 0) return CompletableFuture.completedFuture(latest);
        CompletableFuture<NightVerdict> answer = new CompletableFuture<>();
        underWay = answer;
        Thread.ofVirtual().name("board-verdict").start(() -> ask(answer));
        return answer;
    }

    private void ask(CompletableFuture<NightVerdict> answer) {
        long begun = System.nanoTime();
        try {
            NightVerdict verdict = planner.get();
            over(verdict, begun);
            answer.complete(verdict);
        } catch (RuntimeException e) {
            over(latest(), begun);
            answer.completeExceptionally(e);
        }
    }

    private synchronized void over(NightVerdict verdict, long begun) {
        long now = System.nanoTime();
        latest = verdict;
        next = now + Math.max(SHORTEST.toNanos(), REST * (now - begun));
    }
}
