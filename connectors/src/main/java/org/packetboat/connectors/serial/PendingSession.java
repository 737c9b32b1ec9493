package org.packetboat.connectors.serial;

import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.mail.Priority;

/** A session whose port is still being opened: what it is told is remembered until there is somebody to tell. */
final class PendingSession implements Link.Session {
    private Optional<Link.Session> session = Optional.empty();
    private Optional<Runnable> stop = Optional.empty();
    private boolean othersWait;
    private final Consumer<Optional<Long>> throttle;

    PendingSession() {
        this(_ -> {});
    }

    /** @param throttle heard of by whoever paces what is sent */
    PendingSession(Consumer<Optional<Long>> throttle) {
        this.throttle = throttle;
    }

    @Override
    public void throttled(Optional<Long> most) {
        throttle.accept(most);
    }

    @Override
    public synchronized void stop(boolean now, String why) {
        if (session.isPresent()) session.get().stop(now, why);
        else stop = Optional.of(() -> session.orElseThrow().stop(now, why));
    }

    /** One that has not begun asks for its mail when it does. */
    @Override
    public synchronized void mailWaits(Priority highest) {
        session.ifPresent(s -> s.mailWaits(highest));
    }

    @Override
    public synchronized void othersWait() {
        othersWait = true;
        session.ifPresent(Link.Session::othersWait);
    }

    /** The port is open, and the session is under way: it is told what came for it. */
    synchronized void begin(Link.Session opened) {
        session = Optional.of(opened);
        if (othersWait) opened.othersWait();
        stop.ifPresent(Runnable::run);
    }
}
