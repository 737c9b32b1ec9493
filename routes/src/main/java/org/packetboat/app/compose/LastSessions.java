package org.packetboat.app.compose;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.packetboat.engine.forward.SessionStatus;
import org.packetboat.engine.node.Node;

/**
 * Lets the sessions under way come to an end when the server stops: first they may finish the message they are at, then
 * they are cut. What was not settled is sent again after the next start.
 */
record LastSessions(Node node) implements AutoCloseable {
    private static final Duration TO_FINISH = Duration.ofSeconds(5);
    private static final Duration TO_BREAK_OFF = Duration.ofSeconds(2);
    private static final Duration EVERY = Duration.ofMillis(50);

    @Override
    public void close() {
        try {
            if (!endsWithin(TO_FINISH, false)) endsWithin(TO_BREAK_OFF, true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean endsWithin(Duration time, boolean cut) throws InterruptedException {
        node.close(cut);
        for (Duration left = time; left.isPositive(); left = left.minus(EVERY)) {
            if (areOver()) return true;
            Thread.sleep(EVERY);
        }
        return false;
    }

    private boolean areOver() throws InterruptedException {
        CompletableFuture<List<SessionStatus>> sessions = new CompletableFuture<>();
        node.overview().sessions(sessions::complete);
        try {
            return sessions.get(EVERY.toMillis(), TimeUnit.MILLISECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
