package org.packetboat.app.web.board;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.packetboat.connectors.jmx.SessionRow;
import org.packetboat.connectors.jmx.row.DomainItem;
import org.packetboat.connectors.jmx.row.SiteItem;
import org.packetboat.connectors.watch.QueuePicture;
import org.packetboat.connectors.watch.QueuePictures;
import org.packetboat.connectors.watch.SiteCounts;

/**
 * Makes snapshots when somebody looks, and shows the same one to all who look within a second. The node is asked for a
 * hundred domains at a time. If it does not answer within two seconds, the last values are shown, marked late.
 */
public final class BoardSnapshots implements Supplier<BoardSnapshot> {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final QueuePictures pictures;
    private final Function<String, SiteCounts> counts;
    private final Supplier<List<SessionRow>> sessions;
    /** Nobody looks at it after a second, and the rows of ten thousand sites are megabytes. */
    private WeakReference<BoardSnapshot> latest = new WeakReference<>(BoardSnapshot.NONE);
    private List<SessionRow> calls = List.of();
    private CompletableFuture<List<SessionRow>> asked = CompletableFuture.completedFuture(List.of());
    private long made;

    /**
     * @param counts   what happened with a site since the start
     * @param sessions those under way; asks the node, and waits for it
     */
    public BoardSnapshots(QueuePictures pictures, Function<String, SiteCounts> counts,
            Supplier<List<SessionRow>> sessions) {
        this.pictures = pictures;
        this.counts = counts;
        this.sessions = sessions;
    }

    @Override
    public synchronized BoardSnapshot get() {
        BoardSnapshot before = latest.get();
        boolean isFresh = before != null && before != BoardSnapshot.NONE
                && System.nanoTime() - made < FRESH.toNanos();
        if (isFresh) return before;
        QueuePicture picture = pictures.get(FRESH, PATIENCE);
        boolean late = pictures.age().compareTo(FRESH.plus(PATIENCE)) > 0 || picture == QueuePicture.NONE;
        try {
            calls = ask().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException noAnswer) {
            late = true;
        }
        made = System.nanoTime();
        BoardSnapshot snapshot = new BoardSnapshot(picture.at(), late, sites(picture),
                picture.domains().values().stream().map(DomainItem::of).toList(), calls);
        latest = new WeakReference<>(snapshot);
        return snapshot;
    }

    private List<SiteItem> sites(QueuePicture picture) {
        return picture.routes().values().stream().map(r -> SiteItem.of(r, counts.apply(r.route().site()))).toList();
    }

    /** One question at a time: a node that is stuck is not to find thousands of them. */
    private CompletableFuture<List<SessionRow>> ask() {
        if (asked.isDone()) {
            CompletableFuture<List<SessionRow>> answer = new CompletableFuture<>();
            asked = answer;
            Thread.ofVirtual().name("board-sessions").start(() -> {
                try {
                    answer.complete(sessions.get());
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
        }
        return asked;
    }
}
