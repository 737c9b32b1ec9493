package org.packetboat.app.web.book;

import java.util.List;
import org.packetboat.engine.status.StatusEvent;

/**
 * An event that takes little memory: one of a big send has a hundred thousand recipients.
 *
 * @param event   of its lists the first few
 * @param domains how many there are, of a message that was accepted
 */
public record BriefEvent(StatusEvent.OfMessage event, int domains) {
    /** Pages show no more. */
    private static final int FIRST = 20;

    static BriefEvent of(StatusEvent.OfMessage event) {
        return new BriefEvent(brief(event), event instanceof StatusEvent.Accepted e ? e.destinations().size() : 0);
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
