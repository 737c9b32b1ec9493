package org.packetboat.app.compose;

import java.util.List;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;

/** Several watchers as one; each hears every event. */
record Watchers(List<Watcher> all) implements Watcher {
    @Override
    public void on(StatusEvent event) {
        for (Watcher watcher : all)
            watcher.on(event);
    }
}
