package org.packetboat.engine.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.queue.Position;

/**
 * Watches the order in which one session gets its mail: within a domain by priority, then by arrival, as far as first
 * attempts go. Whoever comes late must have come in late, or not have been due, or not have fitted. Mail of a big send
 * may come late: its stage, or a pause, kept it back.
 */
public final class OrderWatch {
    /** Longer than it takes a message to be on disk and known to the node. */
    private static final int NEWS_SECONDS = 5;

    private record Offer(Envelope envelope, Instant at) {}

    private final List<Offer> offers = new ArrayList<>();

    public void offered(Envelope envelope, Instant now) {
        if (envelope.attempts() > 0) return;
        offers.stream().filter(o -> jumpedTheQueue(o, envelope)).findFirst().ifPresent(o -> {
            throw new AssertionError(o.envelope().id() + " went before " + envelope.id());
        });
        offers.add(new Offer(envelope, now));
    }

    private static boolean jumpedTheQueue(Offer earlier, Envelope late) {
        Envelope first = earlier.envelope();
        boolean stoodBefore = first.destination().equals(late.destination()) && place(late).compareTo(place(first)) < 0;
        boolean couldGo = late.message().arrived().plusSeconds(NEWS_SECONDS).isBefore(earlier.at())
                && late.due().isBefore(earlier.at()) && late.message().size() <= first.message().size();
        return stoodBefore && couldGo && late.message().batch().isEmpty();
    }

    private static Position place(Envelope envelope) {
        return new Position(envelope.priority(), envelope.id());
    }
}
