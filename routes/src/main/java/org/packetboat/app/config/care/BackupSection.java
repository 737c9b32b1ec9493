package org.packetboat.app.config.care;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.app.config.settings.BackupSettings;
import org.packetboat.engine.route.Window;
import org.packetboat.schedules.file.window.Zones;
import org.packetboat.schedules.window.Cron;
import org.packetboat.schedules.window.Dates;
import org.packetboat.schedules.window.RuleWindow;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/**
 * Reads {@code backup:}, where backups go, when, and how many are kept.
 *
 * @param path reads a path that need not be there yet
 */
public record BackupSection(Function<Value, Optional<Path>> path) {
    private static final String[] KEYS = {"folder", "at", "zone", "keep"};
    private static final String AT = "a cron expression of Quartz, such as \"0 30 3 * * ?\" for 03:30 every day";
    /** Shorter than what lies between two times, or their openings would be one. */
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final int MOST = 10_000;

    /** Nothing where nothing is said. */
    public Optional<BackupSettings> read(Optional<Value> value) {
        return value.flatMap(v -> v.section(KEYS)).flatMap(this::read);
    }

    private Optional<BackupSettings> read(Section section) {
        Optional<Path> place = section.need("folder", "a path").flatMap(path);
        ZoneId zone = Zones.in(section).orElse(ZoneId.systemDefault());
        Optional<Window> due = section.need("at", AT).flatMap(v -> v.text(AT).flatMap(text -> due(v, text, zone)));
        int keep = section.get("keep").flatMap(v -> v.number(1, MOST)).orElse(BackupSettings.USUAL_KEEP);
        return place.flatMap(where -> due.map(times -> new BackupSettings(where, times, keep)));
    }

    private static Optional<Window> due(Value value, String expression, ZoneId zone) {
        try {
            return Optional.of(RuleWindow.of(List.of(new Cron(zone, expression, SHORT, Dates.NONE))));
        } catch (IllegalArgumentException e) {
            value.refuse(AT + " (" + e.getMessage() + ")");
            return Optional.empty();
        }
    }
}
