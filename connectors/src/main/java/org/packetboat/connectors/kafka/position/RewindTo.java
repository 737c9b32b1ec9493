package org.packetboat.connectors.kafka.position;

import java.time.DateTimeException;
import java.time.Instant;

/** From where a partition is to be read again. */
public sealed interface RewindTo {
    /** The first record that is there. */
    record Beginning() implements RewindTo {}

    record Offset(long offset) implements RewindTo {}

    /** The first record of that time or later. */
    record Time(Instant time) implements RewindTo {}

    /**
     * Reads {@code beginning}, an offset, or a time like {@code 2026-11-20T03:00:00Z}.
     *
     * @throws IllegalArgumentException with what was found
     */
    static RewindTo parse(String text) {
        if (text.equals("beginning")) return new Beginning();
        try {
            return text.matches("\\d{1,18}") ? new Offset(Long.parseLong(text)) : new Time(Instant.parse(text));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("found \"" + text
                    + "\"; expected beginning, an offset, or a time like 2026-11-20T03:00:00Z", e);
        }
    }
}
