package org.packetboat.engine.link;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.packetboat.engine.mail.Envelope;

/**
 * An envelope handed to a session, with the bytes it is to carry.
 *
 * @param name  what whoever submits it calls it towards the far side, lest a repeat be taken twice; empty for mail of a
 *              queue, whose name is made of its envelope ({@link org.packetboat.engine.trace.Repeat})
 * @param lease whether no other machine of a hub may be sending it now; for any thread, and cheap
 */
public record Transfer(Envelope envelope, Body body, Optional<String> name, BooleanSupplier lease) {
    private static final BooleanSupplier ALWAYS = () -> true;

    /** Mail of a queue that no other machine has. */
    public Transfer(Envelope envelope, Body body) {
        this(envelope, body, Optional.empty());
    }

    /** Mail that no other machine has. */
    public Transfer(Envelope envelope, Body body, Optional<String> name) {
        this(envelope, body, name, ALWAYS);
    }

    /**
     * Whether it may be begun now. A session asks just before: its process may have been stopped since the envelope was
     * handed out. What may not be begun was not tried, and goes back when the session ends.
     */
    public boolean mayBegin() {
        return lease.getAsBoolean();
    }

    /** The same for some of its recipients, with its text as it is to go out. */
    public Transfer part(Envelope some, Body text) {
        return new Transfer(some, text, name, lease);
    }
}
