package org.packetboat.engine.link;

import java.time.Instant;
import java.util.function.Supplier;

/**
 * Joins a session to its line and its supply: carries each event in, and each action out. Whatever the session does
 * or the line suffers, the supply hears {@link Supply#ended} exactly once. All calls come from the line's thread,
 * except {@link #stop}.
 */
public final class SessionDriver implements Link.Session {
    private final LinkSession session;
    private final Line line;
    private final Supply supply;
    private final Supplier<Instant> clock;
    private boolean over;

    public SessionDriver(LinkSession session, Line line, Supply supply, Supplier<Instant> clock) {
        this.session = session;
        this.line = line;
        this.supply = supply;
        this.clock = clock;
    }

    /** Hands an event to the session; ignored once the session is over. */
    public void on(LinkSession.Event event) {
        if (over) return;
        for (LinkSession.Action action : session.on(event, clock.get()))
            act(action);
    }

    @Override
    public void stop(boolean now, String why) {
        line.later(() -> on(new LinkSession.Event.Stop(now, why)));
    }

    private void act(LinkSession.Action action) {
        switch (action) {
            case LinkSession.Action.Send(byte[] bytes) -> line.send(bytes);
            case LinkSession.Action.Secure() -> line.secure();
            case LinkSession.Action.Ask() -> supply.next(
                    transfer -> line.later(() -> on(new LinkSession.Event.Offered(transfer))));
            case LinkSession.Action.Settle(var id, var outcomes) -> supply.settle(id, outcomes);
            case LinkSession.Action.Progress(var id, long bytes) -> supply.progress(id, bytes);
            case LinkSession.Action.Alarm(Instant at) -> line.alarm(at);
            case LinkSession.Action.HangUp(Ending ending) -> end(ending);
        }
    }

    private void end(Ending ending) {
        over = true;
        line.close();
        supply.ended(ending);
    }
}
