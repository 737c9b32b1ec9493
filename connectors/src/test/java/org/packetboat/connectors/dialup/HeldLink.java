package org.packetboat.connectors.dialup;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Supply;

/** SMTP as it is seen from below: sessions that last until the test, or somebody who stops them, ends them. */
final class HeldLink implements Link {
    record Held(Call call, Supply supply) implements Session {
        @Override
        public void stop(boolean now, String why) {
            supply.ended(new Ending.Stopped(why));
        }
    }

    private final BlockingQueue<Held> sessions = new LinkedBlockingQueue<>();

    @Override
    public Session open(Call call, Supply supply) {
        Held held = new Held(call, supply);
        sessions.add(held);
        return held;
    }

    /** The next session, in the order of opening. */
    Held next() throws InterruptedException {
        Held held = sessions.poll(1, TimeUnit.MINUTES);
        if (held == null) throw new AssertionError("no session was opened");
        return held;
    }

    boolean isUntouched() {
        return sessions.isEmpty();
    }
}
