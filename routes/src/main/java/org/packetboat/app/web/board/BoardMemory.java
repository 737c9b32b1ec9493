package org.packetboat.app.web.board;

import java.util.List;
import org.packetboat.app.web.book.PastCalls;
import org.packetboat.app.web.book.RecentEvents;
import org.packetboat.engine.status.Watcher;

/** What is remembered from the start on, so that the board can show it. There is none where no pages are served. */
public record BoardMemory(PastCalls calls, RecentEvents events, PlanMemory plans) {
    /** Those who hear of events. */
    public List<Watcher> watchers() {
        return List.of(calls, events);
    }
}
