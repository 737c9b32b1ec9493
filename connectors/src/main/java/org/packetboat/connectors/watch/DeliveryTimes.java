package org.packetboat.connectors.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;

/**
 * How long mail waited, and how long it took to hand over. An envelope whose session ended without an outcome for it
 * counts nowhere.
 */
public final class DeliveryTimes implements Watcher {
    /** How many attempts are timed at once. More are never under way; if they were, they would count nowhere. */
    private static final int MOST = 100_000;

    private record Begun(String site, Instant at) {}

    private final Map<EnvelopeId, Begun> underWay = new ConcurrentHashMap<>();
    private final Durations queued = new Durations();
    private final Durations attempts = new Durations();

    @Override
    public void on(StatusEvent event) {
        switch (event) {
            case StatusEvent.Sending e -> {
                if (underWay.size() < MOST) underWay.put(e.id(), new Begun(e.site(), e.at()));
            }
            case StatusEvent.Delivered e -> {
                queued.add(e.age());
                over(e.id(), e.at());
            }
            case StatusEvent.Relayed e -> over(e.id(), e.at());
            case StatusEvent.Deferred e -> over(e.id(), e.at());
            case StatusEvent.Refused e -> over(e.id(), e.at());
            case StatusEvent.SessionEnded e -> underWay.values().removeIf(begun -> begun.site().equals(e.site()));
            default -> {
                // says nothing of times
            }
        }
    }

    /** The first outcome of an envelope is that of all its recipients: they come together. */
    private void over(EnvelopeId id, Instant at) {
        Optional.ofNullable(underWay.remove(id)).map(begun -> Duration.between(begun.at(), at))
                .filter(took -> !took.isNegative()).ifPresent(attempts::add);
    }

    /** From acceptance to delivery, for each recipient delivered to. */
    public Durations queued() {
        return queued;
    }

    /** From the moment a session was given an envelope to the outcome, whichever it was. */
    public Durations attempts() {
        return attempts;
    }
}
