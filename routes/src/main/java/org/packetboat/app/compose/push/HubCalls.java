package org.packetboat.app.compose.push;

import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;

/** Passes on what happens to whoever looks whether a configuration works, once there is one. */
public final class HubCalls implements Watcher {
    private volatile Watcher listener = _ -> {};

    void tell(Watcher next) {
        listener = next;
    }

    @Override
    public void on(StatusEvent event) {
        listener.on(event);
    }
}
