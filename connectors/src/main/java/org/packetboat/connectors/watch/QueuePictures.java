package org.packetboat.connectors.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.node.DomainStatus;
import org.packetboat.engine.node.RouteStatus;
import org.packetboat.engine.route.Route;

/**
 * Makes pictures of the queue when somebody wants to see one, and shows the same one to all who come soon after. The
 * node is asked for a hundred domains at a time, so that mail goes on in between; if it does not answer, whoever asks
 * gets the picture before, which says how old it is. Nothing is done while nobody looks.
 */
public final class QueuePictures {
    private static final int AT_ONCE = 100;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Listing<Domain, DomainStatus> domains;
    private final Listing<Route, RouteStatus> routes;
    private final InstantSource clock;
    private volatile Taken latest = new Taken(QueuePicture.NONE, 0, false);
    private CompletableFuture<QueuePicture> underWay = CompletableFuture.completedFuture(QueuePicture.NONE);

    /**
     * Something that is listed.
     *
     * @param all      what there is now; asked from any thread
     * @param question has some of it described; answered when the node comes to it
     */
    public record Listing<A, B>(Supplier<List<A>> all, BiConsumer<List<A>, Consumer<List<B>>> question) {
        private List<B> described() throws InterruptedException, ExecutionException, TimeoutException {
            List<A> what = all.get();
            List<B> answers = new ArrayList<>(what.size());
            for (int from = 0; from < what.size(); from += AT_ONCE) {
                CompletableFuture<List<B>> some = new CompletableFuture<>();
                question.accept(what.subList(from, Math.min(what.size(), from + AT_ONCE)), some::complete);
                answers.addAll(some.get(LONGEST.toSeconds(), TimeUnit.SECONDS));
            }
            return answers;
        }
    }

    /** @param nanos when it was begun, by the machine's elapsed time; the wall clock may be set */
    private record Taken(QueuePicture picture, long nanos, boolean real) {
        Duration age() {
            return Duration.ofNanos(System.nanoTime() - nanos);
        }

        boolean isYounger(Duration than) {
            return real && age().compareTo(than) < 0;
        }
    }

    /** @param domains those that have mail @param routes those in force */
    public QueuePictures(Listing<Domain, DomainStatus> domains, Listing<Route, RouteStatus> routes,
            InstantSource clock) {
        this.domains = domains;
        this.routes = routes;
        this.clock = clock;
    }

    /**
     * A picture.
     *
     * @param age      it must not be older, if that can be had
     * @param patience how long to wait for a younger one; then the one before is shown
     * @return {@link QueuePicture#NONE} if none was made in time yet
     */
    public QueuePicture get(Duration age, Duration patience) {
        if (latest.isYounger(age)) return latest.picture();
        try {
            return begin().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException noAnswer) {
            // what is known is shown, with its age
        }
        return latest.picture();
    }

    /** How old the picture is that was made last; nothing if there is none. */
    public Duration age() {
        return latest.real() ? latest.age() : Duration.ZERO;
    }

    /** One at a time. */
    private synchronized CompletableFuture<QueuePicture> begin() {
        if (!underWay.isDone()) return underWay;
        CompletableFuture<QueuePicture> next = new CompletableFuture<>();
        underWay = next;
        Thread.ofVirtual().name("queue-picture").start(() -> make(next));
        return next;
    }

    private void make(CompletableFuture<QueuePicture> next) {
        try {
            long nanos = System.nanoTime();
            Instant at = clock.instant();
            List<DomainStatus> waiting = domains.described().stream().filter(d -> d.depth() > 0).toList();
            QueuePicture picture = QueuePicture.of(at, waiting, routes.described());
            latest = new Taken(picture, nanos, true);
            next.complete(picture);
        } catch (InterruptedException | ExecutionException | TimeoutException | RuntimeException e) {
            next.completeExceptionally(e);
        }
    }
}
