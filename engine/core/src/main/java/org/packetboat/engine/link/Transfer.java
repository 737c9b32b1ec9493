package org.packetboat.engine.link;

import java.util.Optional;
import org.packetboat.engine.mail.Envelope;

/**
 * An envelope handed to a session, with the bytes it is to carry.
 *
 * @param name what whoever submits it calls it towards the far side, lest a repeat be taken twice; empty for mail of a
 *             queue, whose name is made of its envelope ({@link org.packetboat.engine.trace.Repeat})
 */
public record Transfer(Envelope envelope, Body body, Optional<String> name) {
    /** Mail of a queue. */
    public Transfer(Envelope envelope, Body body) {
        this(envelope, body, Optional.empty());
    }

    /** The same for some of its recipients, with its text as it is to go out. */
    public Transfer part(Envelope some, Body text) {
        return new Transfer(some, text, name);
    }
}
