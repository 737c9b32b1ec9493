package org.packetboat.protocols.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes an instant as RFC 5322 section 3.3 wants it, in UTC. Remembers the last second's text. From any thread. */
public final class TraceDate {
    private record Written(long second, String text) {}

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss '+0000'",
            Locale.US).withZone(ZoneOffset.UTC);

    private volatile Written last = new Written(0, FORM.format(Instant.EPOCH));

    public String of(Instant now) {
        Written written = last;
        if (written.second != now.getEpochSecond()) {
            written = new Written(now.getEpochSecond(), FORM.format(now));
            last = written;
        }
        return written.text;
    }
}
