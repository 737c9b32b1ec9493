package org.packetboat.camel.events;

import java.util.Optional;
import org.packetboat.engine.status.NumberedEvent;

/** How events are told to other systems. May be used from any thread. */
public interface EventWords {
    /** The event as JSON. */
    String json(NumberedEvent event);

    /** The event's id: the same whenever it is told, and no other event has it. */
    String id(NumberedEvent event);

    /** What kind of event it is, as in {@code delivered}. */
    String name(NumberedEvent event);

    /** What belongs together and is to stay in order, such as the queue id; empty if it belongs to nothing. */
    Optional<String> key(NumberedEvent event);
}
