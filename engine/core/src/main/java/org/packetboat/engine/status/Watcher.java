package org.packetboat.engine.status;

/** Hears every status event, in order for each message. Must return quickly; may be called from any thread. */
public interface Watcher {
    void on(StatusEvent event);
}
