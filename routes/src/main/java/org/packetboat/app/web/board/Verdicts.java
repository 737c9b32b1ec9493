package org.packetboat.app.web.board;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Asks the planner again while somebody looks: no sooner than ten seconds after its last answer, and twenty times as
 * long as that took. Meanwhile the last answer stands.
 */
public final class Verdicts implements Supplier<Verdict> {
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int REST = 20;

    private final Supplier<Verdict> planner;
    private Verdict latest = Verdict.UNKNOWN;
    private long next = System.nanoTime();
    private CompletableFuture<Verdict> underWay = CompletableFuture.completedFuture(Verdict.UNKNOWN);

    /** @param planner takes seconds where there are very many sites */
    public Verdicts(Supplier<Verdict> planner) {
        this.planner = planner;
    }

    @Override
    public Verdict get() {
        try {
            return begin().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException notYet) {
            // the last one stands
        }
        return latest();
    }

    private synchronized Verdict latest() {
        return latest;
    }

    private synchronized CompletableFuture<Verdict> begin() {
        if (!underWay.isDone()) return underWay;
        if (System.nanoTime() - next < 0) return CompletableFuture.completedFuture(latest);
        CompletableFuture<Verdict> answer = new CompletableFuture<>();
        underWay = answer;
        Thread.ofVirtual().name("board-verdict").start(() -> ask(answer));
        return answer;
    }

    private void ask(CompletableFuture<Verdict> answer) {
        long begun = System.nanoTime();
        try {
            Verdict verdict = planner.get();
            over(verdict, begun);
            answer.complete(verdict);
        } catch (RuntimeException e) {
            over(latest(), begun);
            answer.completeExceptionally(e);
        }
    }

    private synchronized void over(Verdict verdict, long begun) {
        long now = System.nanoTime();
        latest = verdict;
        next = now + Math.max(SHORTEST.toNanos(), REST * (now - begun));
    }
}
