package org.packetboat.engine.status;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a reader of events has got.
 *
 * @param name   as {@link EventSource#reader} was told
 * @param next   the number of the event it goes on with
 * @param behind how many events are kept that it has not committed; of more than 100,000 an upper bound
 * @param since  when the oldest of them happened; empty if there is none
 * @param open   whether somebody reads under this name now
 */
public record ReaderStanding(String name, long next, long behind, Optional<Instant> since, boolean open) {}
