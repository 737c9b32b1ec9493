package org.packetboat.app.config.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.packetboat.schedules.yaml.Quantities;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/**
 * Where log lines go, and how they look: {@code log:} of packetboat.yaml.
 *
 * @param file    into which file; empty for standard output
 * @param json    whether a line is a JSON object; else text
 * @param level   the least that is written: {@code error}, {@code warn}, {@code info} or {@code debug}
 * @param maxSize bytes of the file after which a new one is begun
 * @param keep    how many files there are at most, the one that is written included
 */
public record LogSettings(Optional<Path> file, boolean json, String level, long maxSize, int keep) {
    public static final String[] KEYS = {"to", "format", "level", "max-size", "keep"};
    /** Text on standard output, from level INFO on. */
    public static final LogSettings USUAL = new LogSettings(Optional.empty(), false, "info", 10L << 20, 10);
    private static final String STDOUT = "stdout";
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug");
    private static final long SMALLEST = 64L << 10;
    private static final int MOST_FILES = 1000;

    /** @param folder that relative paths count from */
    public static LogSettings read(Optional<Value> value, Path folder) {
        return value.flatMap(v -> v.section(KEYS)).map(section -> read(section, folder)).orElse(USUAL);
    }

    private static LogSettings read(Section section, Path folder) {
        Optional<Path> file = section.get("to").flatMap(v -> v.text("stdout, or a file")).filter(t -> !t.equals(STDOUT))
                .map(folder::resolve);
        boolean json = section.get("format").flatMap(v -> v.as("text or json", LogSettings::isJson)).orElse(false);
        String level = section.get("level").flatMap(v -> v.as("one of " + String.join(", ", LEVELS),
                LogSettings::level)).orElse(USUAL.level());
        long size = section.get("max-size").flatMap(v -> v.as("a size of 64KB or more", LogSettings::size))
                .orElse(USUAL.maxSize());
        int keep = section.get("keep").flatMap(v -> v.number(1, MOST_FILES)).orElse(USUAL.keep());
        return new LogSettings(file, json, level, size, keep);
    }

    private static boolean isJson(String text) {
        if (!text.equals("json") && !text.equals("text")) throw new IllegalArgumentException(text);
        return text.equals("json");
    }

    private static String level(String text) {
        if (!LEVELS.contains(text)) throw new IllegalArgumentException(text);
        return text;
    }

    private static long size(String text) {
        long size = Quantities.size(text);
        if (size < SMALLEST) throw new IllegalArgumentException(text);
        return size;
    }
}
