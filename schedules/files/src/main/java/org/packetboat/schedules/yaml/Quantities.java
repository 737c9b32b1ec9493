package org.packetboat.schedules.yaml;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations, sizes and rates as people write them. Each method refuses other text by IllegalArgumentException. */
public final class Quantities {
    private static final Pattern DURATION = Pattern.compile("(?:[0-9]{1,9}[smhd])++");
    private static final Pattern PART = Pattern.compile("([0-9]+)([smhd])");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|KB|MB|GB)");
    private static final Pattern RATE = Pattern.compile("([0-9]{1,9})(bit/s|kbit/s|Mbit/s|Gbit/s|B/s|kB/s|MB/s)");
    private static final Map<String, Long> SECONDS = Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86_400L);
    private static final Map<String, Long> BYTES = Map.of("B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);
    private static final Map<String, Long> BITS = Map.of("bit/s", 1L, "kbit/s", 1000L, "Mbit/s", 1_000_000L,
            "Gbit/s", 1_000_000_000L, "B/s", 8L, "kB/s", 8000L, "MB/s", 8_000_000L);

    private Quantities() {
    }

    /** {@code 10s}, {@code 90m}, {@code 4h}, {@code 2d} or several of them, as in {@code 1h30m}; more than nothing. */
    public static Duration duration(String text) {
        if (!DURATION.matcher(text).matches()) throw new IllegalArgumentException(text);
        Duration sum = Duration.ZERO;
        for (Matcher part = PART.matcher(text); part.find();) {
            sum = sum.plusSeconds(Long.parseLong(part.group(1)) * SECONDS.get(part.group(2)));
        }
        if (sum.isZero()) throw new IllegalArgumentException(text);
        return sum;
    }

    /** {@code 64KB}, {@code 10MB}: bytes, in steps of 1024; more than nothing. */
    public static long size(String text) {
        return product(SIZE.matcher(text), BYTES);
    }

    /** {@code 9600bit/s}, {@code 8kB/s}: bytes per second, in steps of 1000, a byte being eight bits. */
    public static long rate(String text) {
        return Math.max(1, product(RATE.matcher(text), BITS) / 8);
    }

    private static long product(Matcher text, Map<String, Long> units) {
        if (!text.matches()) throw new IllegalArgumentException("no number with a unit");
        long product = Long.parseLong(text.group(1)) * units.get(text.group(2));
        if (product == 0) throw new IllegalArgumentException("nothing");
        return product;
    }
}
