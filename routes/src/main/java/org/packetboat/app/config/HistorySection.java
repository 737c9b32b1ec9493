package org.packetboat.app.config;

import java.time.Duration;
import java.util.Optional;
import org.packetboat.app.config.settings.HistoryKeeping;
import org.packetboat.schedules.yaml.Quantities;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code history:}, how much is kept of what became of mail. */
final class HistorySection {
    static final String[] KEYS = {"keep", "max-size"};
    private static final long SMALLEST = 1L << 20;

    private HistorySection() {}

    static HistoryKeeping read(Optional<Value> value) {
        return value.flatMap(v -> v.section(KEYS)).map(HistorySection::read).orElse(HistoryKeeping.USUAL);
    }

    private static HistoryKeeping read(Section section) {
        Duration keep = section.get("keep").flatMap(Value::duration).orElse(HistoryKeeping.USUAL.keep());
        long size = section.get("max-size").flatMap(v -> v.as("a size of 1MB or more, or none", HistorySection::size))
                .orElse(HistoryKeeping.USUAL.maxSize());
        return new HistoryKeeping(keep, size);
    }

    private static long size(String text) {
        if (text.equals("none")) return 0;
        long size = Quantities.size(text);
        if (size < SMALLEST) throw new IllegalArgumentException(text);
        return size;
    }
}
