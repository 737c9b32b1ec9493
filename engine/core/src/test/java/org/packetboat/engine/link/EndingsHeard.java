package org.packetboat.engine.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;

/** A supply that has nothing, and counts how often it is told that the session is over. */
public final class EndingsHeard implements Supply {
    private final List<Ending> endings = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    @Override
    public void next(Consumer<Optional<Transfer>> answer) {
        answer.accept(Optional.empty());
    }

    @Override
    public void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {}

    @Override
    public void progress(EnvelopeId id, long bytes) {}

    @Override
    public void ended(Ending ending) {
        endings.add(ending);
        over.countDown();
    }

    /** Waits for the end; the minute is for one that never comes. */
    public Ending only() throws InterruptedException {
        over.await(1, TimeUnit.MINUTES);
        Ending ending = endings.isEmpty() ? null : endings.getFirst();
        assertNotNull(ending, "the supply is not told of the end");
        assertEquals(1, endings.size(), endings::toString);
        return ending;
    }
}
