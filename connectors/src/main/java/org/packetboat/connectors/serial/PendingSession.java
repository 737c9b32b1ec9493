package org.packetboat.connectors.serial;

import java.util.Optional;
import org.packetboat.engine.link.Link;

/** A session whose port is still being opened: being asked to end is remembered until there is somebody to ask. */
final class PendingSession implements Link.Session {
    private Optional<Link.Session> session = Optional.empty();
    private Optional<Runnable> stop = Optional.empty();

    @Override
    public synchronized void stop(boolean now, String why) {
        if (session.isPresent()) session.get().stop(now, why);
        else stop = Optional.of(() -> session.orElseThrow().stop(now, why));
    }

    /** There it is. */
    synchronized void is(Link.Session opened) {
        session = Optional.of(opened);
        stop.ifPresent(Runnable::run);
    }
}
