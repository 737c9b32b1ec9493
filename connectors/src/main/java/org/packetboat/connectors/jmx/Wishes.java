package org.packetboat.connectors.jmx;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.engine.mail.BatchName;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Priority;

/** What an operator may ask for with a message. */
record Wishes(Optional<String> batch, Optional<DeliverBy> deliverBy, Optional<Instant> notBefore, Priority priority) {
    static final Wishes NONE = new Wishes(Optional.empty(), Optional.empty(), Optional.empty(), Priority.NORMAL);

    /**
     * Reads them; an empty text asks for nothing.
     *
     * @throws IllegalArgumentException naming the wish, with what was found and what is expected
     */
    static Wishes read(String batch, String deliverBy, String notBefore, int priority) {
        return new Wishes(wish("batch", batch, BatchName::checked), wish("deliver-by", deliverBy, DeliverBy::parse),
                wish("not-before", notBefore, Wishes::instant), new Priority(priority));
    }

    private static <T> Optional<T> wish(String name, String text, Function<String, T> reader) {
        if (text.isEmpty()) return Optional.empty();
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("found \"" + text + "\"; expected a time like 2026-11-20T03:00:00Z", e);
        }
    }

    /** @throws IllegalArgumentException if they can't be kept, whatever comes */
    void check(Instant now) {
        Optional<Instant> by = deliverBy.map(DeliverBy::at);
        if (by.filter(at -> !at.isAfter(now)).isPresent()) {
            throw new IllegalArgumentException(
                    "deliver-by " + by.get() + " has passed; send it without, or with a later one");
        }
        if (by.isPresent() && notBefore.filter(at -> !at.isBefore(by.get())).isPresent()) {
            throw new IllegalArgumentException("not-before " + notBefore.get() + " leaves no time until deliver-by "
                    + by.get() + "; change one of them");
        }
    }
}
