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
 * Actions that are being carried out, each on a thread of its own: what was begun is done and written down, though the
 * request that asked for it has run out of time. So many at a time, and no more.
 */
final class UnderWay {
    private static final int MOST = 8;
    /** A queue of millions is changed in minutes. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Semaphore room = new Semaphore(MOST);

    /**
     * One of them.
     *
     * @param asked    it is written down; whoever ends this before keeps it from being done
     * @param answered it is done, and that is written down
     */
    record Action(CompletableFuture<AuditEntry> asked, CompletableFuture<AuditEntry> answered) {}

    /** Begins one. @return empty if too many are under way */
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
