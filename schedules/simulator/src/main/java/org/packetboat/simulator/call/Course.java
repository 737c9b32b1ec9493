package org.packetboat.simulator.call;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.SimLine;

/** What becomes of one call, and what is spoken in it. Asked in the order in which the methods stand here. */
public interface Course {
    Duration dialling();

    /** Why nobody answers, if nobody does. */
    Optional<Reply> unanswered();

    /** The wire, with nobody at its ends. */
    SimLine wire();

    /** What the caller speaks at end A. @param turned done if the far side is the client from now on (RFC 2645) */
    LinkSession calling(Runnable turned);

    /** The far side takes end B. */
    void answer(SimLine wire);

    /** What the caller speaks on a wire that was turned round. @return where what happens on it goes */
    default Consumer<Event> turned(Line line) {
        throw new IllegalStateException("nobody has asked for that");
    }

    /** The session is over, or never began. @return how long it takes until the line is free */
    Duration hangUp();
}
