package org.packetboat.app.config.settings;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Address;

/**
 * Who is told each morning what the night came to.
 *
 * @param to   each gets a mail
 * @param at   when the night ends; if empty, when the last window closes
 * @param zone in which times are told, and by which nights are nights
 */
public record ReportSettings(List<Address> to, Optional<LocalTime> at, ZoneId zone) {
    public ReportSettings {
        to = List.copyOf(to);
    }
}
