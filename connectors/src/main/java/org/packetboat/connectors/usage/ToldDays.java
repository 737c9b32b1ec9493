package org.packetboat.connectors.usage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.packetboat.connectors.files.WholeFile;

/**
 * Which days somebody else has, and up to which event: a file beside those of the days. What is damaged in it, or lost,
 * is told again.
 *
 * <pre>
 * 2026-12-01 TAB NUMBER OF THE LAST EVENT
 * </pre>
 */
public final class ToldDays {
    private static final String NAME = "told";

    private final Path file;
    private final Map<String, Long> told = new TreeMap<>();

    /** @param folder of the days @throws IOException if the file is there and can't be read */
    public ToldDays(Path folder) throws IOException {
        file = folder.resolve(NAME);
        try {
            for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).split("\n")) {
                String[] parts = line.split("\t");
                if (parts.length == 2 && parts[1].matches("[0-9]{1,18}")) told.put(parts[0], Long.parseLong(parts[1]));
            }
        } catch (NoSuchFileException none) {
            return;
        }
    }

    /** Up to which event of a day; -1 if nothing of it was told. */
    public synchronized long of(String day) {
        return told.getOrDefault(day, -1L);
    }

    /**
     * All of a day is told, up to this event.
     *
     * @param known days that there are: others are forgotten
     */
    public synchronized void put(String day, long counted, Collection<String> known) throws IOException {
        told.put(day, counted);
        told.keySet().retainAll(known);
        WholeFile.write(file.resolveSibling(NAME + ".new"), file, told.entrySet().stream()
                .map(each -> each.getKey() + "\t" + each.getValue() + "\n").collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8));
    }
}
