package org.packetboat.connectors.kafka;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a topic is to be told, one part after the other. For one thread; another may wake it. */
public interface Outflow extends AutoCloseable {
    /** A record that is to be. @param at its time */
    record Told(Instant at, Optional<String> key, byte[] value) {}

    /** The next part, the same until it is committed; empty if there is nothing now. */
    List<Told> next();

    /** The brokers have the part that was read last. */
    void commit();

    /** Waits until there may be something. */
    void await() throws InterruptedException;

    @Override
    void close();
}
