package org.packetboat.app.web.book;

import java.util.List;
import org.packetboat.engine.status.StatusEvent;

/**
 * An event, cut short so that it takes little memory: that of a big send may list a hundred thousand recipients.
 *
 * @param event   the event with the first 20 entries of each of its lists
 * @param domains how many domains an accepted message is for; 0 for other events
 */
public record EventSummary(StatusEvent.OfMessage event, int domains) {
    /** The board shows no more of a list. */
    private static final int FIRST = 20;

    static EventSummary of(StatusEvent.OfMessage event) {
        return new EventSummary(brief(event), event instanceof StatusEvent.Accepted e ? e.destinations().size() : 0);
    }

    private static StatusEvent.OfMessage brief(StatusEvent.OfMessage event) {
        return switch (event) {
            case StatusEvent.Accepted e -> new StatusEvent.Accepted(e.at(), e.about(), first(e.destinations()),
                    e.recipients(), new StatusEvent.Heading(e.heading().messageId(), e.heading().subject(),
                            first(e.heading().recipients())));
            case StatusEvent.Repeated e -> new StatusEvent.Repeated(e.at(), e.message(), e.batch(), e.name(),
                    e.origin(), first(e.recipients()));
            case StatusEvent.Deleted e ->
                new StatusEvent.Deleted(e.at(), e.id(), e.batch(), first(e.recipients()));
            case StatusEvent.Withdrawn e -> new StatusEvent.Withdrawn(e.at(), e.id(), e.batch(),
                    first(e.recipients()), e.why(), e.replacedBy());
            default -> event;
        };
    }

    private static <T> List<T> first(List<T> all) {
        return all.size() <= FIRST ? all : List.copyOf(all.subList(0, FIRST));
    }
}
