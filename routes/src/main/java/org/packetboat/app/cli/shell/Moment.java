package org.packetboat.app.cli.shell;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** A point in time on the command line: {@code 2026-11-20T22:00} in some zone, or {@code 2026-11-21T06:00:00Z}. */
public final class Moment {
    private Moment() {}

    /**
     * @param option whose value it is, for the message
     * @throws CommandFailure with what was found and what is expected
     */
    public static Instant parse(String option, String text, ZoneId zone) {
        try {
            return text.endsWith("Z")
                    ? Instant.parse(text)
                    : ZonedDateTime.of(LocalDateTime.parse(text), zone).toInstant();
        } catch (DateTimeException e) {
            throw new CommandFailure(ExitCodes.USAGE, option + ": found \"" + text + "\"; expected a time such as "
                    + "2026-11-20T22:00, or 2026-11-21T06:00:00Z");
        }
    }
}
