package org.packetboat.connectors.kafka;

import java.util.Optional;
import org.packetboat.engine.status.NumberedEvent;
import org.packetboat.engine.status.StatusEvent;

/** How events are written as records. */
public interface EventText {
    /** What is to stay in order: records of one key are in one partition. */
    Optional<String> key(StatusEvent event);

    /** The record's value. */
    byte[] value(NumberedEvent event);
}
