package org.packetboat.app.web.api;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.packetboat.app.web.book.AuditBook;
import org.packetboat.app.web.book.AuditEntry;
import org.packetboat.connectors.jmx.server.Asking;

/**
 * The operators' actions that are not finished yet. Each has a thread of its own: once it is in the audit log, it is
 * carried out and its result is logged, even if the request that asked for it has run out of time. At most
 * {@value #MOST} run at a time; a further one is refused and not logged. If the server is killed, the log has the
 * action without a result.
 */
final class PendingActions {
    private static final int MOST = 8;
    /** A queue of millions is changed in minutes. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Semaphore room = new Semaphore(MOST);

    /**
     * An action.
     *
     * @param asked    completes when the action is in the audit log; if the caller completes it before, nothing is done
     * @param answered completes when the action is done and its result is logged
     */
    record Action(CompletableFuture<AuditEntry> asked, CompletableFuture<AuditEntry> answered) {}

    /** Starts an action. @return empty if too many are pending */
    Optional<Action> begin(AuditBook book, Instant at, AuditEntry wanted, Supplier<String> command) {
        if (!room.tryAcquire()) return Optional.empty();
        Action action = new Action(new CompletableFuture<>(), new CompletableFuture<>());
        Thread.ofVirtual().name("board-action").start(() -> {
            try {
                askedFor(book, at, wanted, action).ifPresent(entry -> carryOut(book, entry, command, action));
            } finally {
                room.release();
            }
        });
        return Optional.of(action);
    }

    private static Optional<AuditEntry> askedFor(AuditBook book, Instant at, AuditEntry wanted, Action action) {
        try {
            AuditEntry entry = book.asked(at, wanted.user(), wanted.address(), wanted.action(), wanted.target(),
                    wanted.note());
            if (action.asked().complete(entry)) return Optional.of(entry);
            book.answered(entry, "not done: it took too long to write it down");
        } catch (IOException | RuntimeException e) {
            action.asked().completeExceptionally(e);
        }
        return Optional.empty();
    }

    private static void carryOut(AuditBook book, AuditEntry entry, Supplier<String> command, Action action) {
        try {
            String said = Asking.patiently(PATIENCE, command);
            action.answered().complete(book.answered(entry, said));
        } catch (RuntimeException e) {
            book.answered(entry, why(e));
            action.answered().completeExceptionally(e);
        }
    }

    private static String why(RuntimeException e) {
        return switch (e) {
            case IllegalStateException late when Asking.isLate(late) -> "not known: " + late.getMessage()
                    + "; look whether it was done";
            case IllegalArgumentException no -> "refused: " + no.getMessage();
            case IllegalStateException no -> "refused: " + no.getMessage();
            default -> "failed: " + e;
        };
    }
}
