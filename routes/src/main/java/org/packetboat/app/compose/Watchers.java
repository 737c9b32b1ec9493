package org.packetboat.app.compose;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several watchers as one; each hears every event, whatever the others do. One that fails is named in the log the first
 * time: the server is not to end for it.
 */
final class Watchers implements Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);

    private final List<Watcher> all;
    private final Set<Watcher> failed = ConcurrentHashMap.newKeySet();

    Watchers(List<Watcher> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public void on(StatusEvent event) {
        for (Watcher watcher : all)
            tell(watcher, event);
    }

    private void tell(Watcher watcher, StatusEvent event) {
        try {
            watcher.on(event);
        } catch (RuntimeException bug) {
            if (failed.add(watcher)) {
                LOG.error("event=watcher-failed watcher={} of={}", watcher.getClass().getSimpleName(),
                        event.getClass().getSimpleName(), bug);
            }
        }
    }
}
