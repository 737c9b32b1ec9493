package org.packetboat.app.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A branch as the audience sees it. */
public record DemoSite(String city, String domain, List<String> windows, int port) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    static DemoSite of(DemoBranch branch, Instant begins, int port) {
        return new DemoSite(branch.city(), branch.domain(), branch.windows().stream().map(w -> {
            Instant opens = begins.plus(w.opens());
            return CLOCK.format(opens) + "-" + CLOCK.format(opens.plus(w.length()));
        }).toList(), port);
    }
}
