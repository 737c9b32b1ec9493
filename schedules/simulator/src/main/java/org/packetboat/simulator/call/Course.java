package org.packetboat.simulator.call;

import java.time.Duration;
import java.util.Optional;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.SimLine;

/** What becomes of one call, and what is spoken in it. Asked in the order in which the methods stand here. */
public interface Course {
    Duration dialling();

    /** Why nobody answers, if nobody does. */
    Optional<Reply> unanswered();

    /** The wire, with nobody at its ends. */
    SimLine wire();

    /** What the caller speaks at end A. */
    LinkSession calling();

    /** The far side takes end B. */
    void answer(SimLine wire);

    /** The session is over, or never began. @return how long it takes until the line is free */
    Duration hangUp();
}
