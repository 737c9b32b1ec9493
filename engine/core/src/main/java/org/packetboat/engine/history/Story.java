package org.packetboat.engine.history;

import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.status.StatusEvent;

/**
 * What happened to one message, in the order in which it happened; the clock may have been set in between.
 *
 * @param events of the message and its envelopes, and {@link StatusEvent.NoticeSent} if it is a notice itself
 * @param more   how many events and calls are left out, since there are very many
 * @param calls  sessions with the sites that it was given to, and their windows, from its first event to its last
 */
public record Story(QueueId id, List<StatusEvent.OfMessage> events, long more, List<StatusEvent> calls) {
    public Story {
        events = List.copyOf(events);
        calls = List.copyOf(calls);
    }

    /** How it came in; empty if that was too long ago, or it is a notice. */
    public Optional<StatusEvent.Accepted> accepted() {
        return events.stream().filter(StatusEvent.Accepted.class::isInstance).map(StatusEvent.Accepted.class::cast)
                .findFirst();
    }
}
