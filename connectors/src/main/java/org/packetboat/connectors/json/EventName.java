package org.packetboat.connectors.json;

import java.util.List;
import org.packetboat.engine.status.StatusEvent;

/** What an event is called under {@code event}. */
final class EventName {
    static final List<String> ALL = List.of(
            "accepted", "repeat", "name-reused", "sending", "progress", "delivered", "deferred", "refused",
            "expired", "overdue", "handled", "deleted", "notice-sent", "dead", "session-opened", "session-ended",
            "window-opened", "window-closed", "window-missed", "batch-missed", "trouble", "events-lost",
            "withdrawn", "batch-stage", "relayed");

    private EventName() {}

    static String of(StatusEvent event) {
        return switch (event) {
            case StatusEvent.Accepted _ -> "accepted";
            case StatusEvent.Repeated _ -> "repeat";
            case StatusEvent.NameReused _ -> "name-reused";
            case StatusEvent.Sending _ -> "sending";
            case StatusEvent.Progress _ -> "progress";
            case StatusEvent.Delivered _ -> "delivered";
            case StatusEvent.Relayed _ -> "relayed";
            case StatusEvent.Deferred _ -> "deferred";
            case StatusEvent.Refused _ -> "refused";
            case StatusEvent.Expired _ -> "expired";
            case StatusEvent.Overdue _ -> "overdue";
            case StatusEvent.Handled _ -> "handled";
            case StatusEvent.Deleted _ -> "deleted";
            case StatusEvent.Withdrawn _ -> "withdrawn";
            case StatusEvent.NoticeSent _ -> "notice-sent";
            case StatusEvent.Died _ -> "dead";
            case StatusEvent.SessionOpened _ -> "session-opened";
            case StatusEvent.SessionEnded _ -> "session-ended";
            case StatusEvent.WindowOpened _ -> "window-opened";
            case StatusEvent.WindowClosed _ -> "window-closed";
            case StatusEvent.WindowMissed _ -> "window-missed";
            case StatusEvent.BatchMissed _ -> "batch-missed";
            case StatusEvent.BatchStage _ -> "batch-stage";
            case StatusEvent.Trouble _ -> "trouble";
            case StatusEvent.EventsLost _ -> "events-lost";
        };
    }
}
