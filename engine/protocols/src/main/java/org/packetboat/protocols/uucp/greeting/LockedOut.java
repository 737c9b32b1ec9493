package org.packetboat.protocols.uucp.greeting;

import java.time.Instant;
import java.util.List;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.mail.Reply;

/** In place of a session with a far side with which there is one already: hangs up at once. */
public record LockedOut(String node) implements LinkSession {
    @Override
    public List<Action> on(Event event, Instant now) {
        return List.of(new Action.HangUp(new Ending.Unreached(
                new Reply(450, "4.4.1", "another session with " + node + " is under way"))));
    }
}
