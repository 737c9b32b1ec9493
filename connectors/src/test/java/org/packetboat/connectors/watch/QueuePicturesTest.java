package org.packetboat.connectors.watch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.node.DomainStatus;

/** Pictures of the queue, and a node that does not answer. */
class QueuePicturesTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<Integer> asked = new CopyOnWriteArrayList<>();
    private final AtomicBoolean stuck = new AtomicBoolean();
    private List<Domain> waiting = domains(250);
    private final QueuePictures pictures = new QueuePictures(
            new QueuePictures.Listing<>(() -> waiting, this::describe),
            new QueuePictures.Listing<>(List::of, (_, _) -> {}), InstantSource.fixed(Instant.EPOCH));

    private static List<Domain> domains(int count) {
        return IntStream.range(0, count).mapToObj(i -> new Domain("d" + i + ".example")).toList();
    }

    private void describe(List<Domain> some, Consumer<List<DomainStatus>> answer) {
        asked.add(some.size());
        if (!stuck.get()) answer.accept(some.stream().map(QueuePicturesTest::status).toList());
    }

    /** The first has no mail any more. */
    private static DomainStatus status(Domain domain) {
        return new DomainStatus(domain, Optional.of("west"), "closed", 15, domain.name().startsWith("d0.") ? 0 : 1, 100,
                Optional.of(Instant.EPOCH), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    @Test
    void theNodeIsAskedForSomeAtATime() {
        QueuePicture picture = pictures.get(LONG, LONG);
        assertEquals(List.of(100, 100, 50), asked);
        assertEquals(249, picture.domains().size());
        assertTrue(picture.domain("d0.example").isEmpty());
    }

    @Test
    void thoseWhoComeSoonAfterSeeTheSame() {
        QueuePicture first = pictures.get(LONG, LONG);
        assertSame(first, pictures.get(LONG, LONG));
        assertNotSame(first, pictures.get(Duration.ZERO, LONG));
    }

    @Test
    void whileTheNodeIsStuckTheOneBeforeIsShown() {
        QueuePicture first = pictures.get(LONG, LONG);
        stuck.set(true);
        assertSame(first, pictures.get(Duration.ZERO, Duration.ofMillis(1)));
        await().until(() -> asked.size() == 4);
        assertSame(first, pictures.get(Duration.ZERO, Duration.ofMillis(1)));
        assertEquals(4, asked.size(), "asked once, however many look");
        assertTrue(pictures.age().isPositive());
    }

    @Test
    void ofANodeThatNeverAnsweredThereIsNone() {
        stuck.set(true);
        assertSame(QueuePicture.NONE, pictures.get(LONG, Duration.ofMillis(1)));
        assertEquals(Duration.ZERO, pictures.age());
    }
}
