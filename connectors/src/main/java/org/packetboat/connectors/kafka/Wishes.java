package org.packetboat.connectors.kafka;

import java.time.DateTimeException;
import java.time.Instant;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BatchName;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Priority;

/** Reads single values of an envelope, however they came. All throw IllegalArgumentException with what was found. */
final class Wishes {
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private Wishes() {}

    /** An address, with or without angle brackets. */
    static Address address(String text) {
        String address = text.strip();
        boolean inBrackets = address.startsWith("<") && address.endsWith(">");
        return Address.parse(inBrackets ? address.substring(1, address.length() - 1) : address);
    }

    static Priority priority(String text) {
        try {
            return new Priority(Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("found \"" + text + "\"; expected a whole number from -9 to 9");
        }
    }

    static Instant instant(String text) {
        try {
            Instant instant = Instant.parse(text.strip());
            if (instant.isAfter(Instant.EPOCH) && instant.isBefore(LATEST)) return instant;
        } catch (DateTimeException e) {
            // told below
        }
        throw new IllegalArgumentException("found \"" + text + "\"; expected a time like 2026-11-20T03:00:00Z");
    }

    /** A time, and perhaps what happens then: {@code ;N} or {@code ;R}. */
    static DeliverBy deliverBy(String text) {
        DeliverBy by = DeliverBy.parse(text.strip());
        instant(by.at().toString());
        return by;
    }

    static String batch(String text) {
        return BatchName.checked(text);
    }
}
