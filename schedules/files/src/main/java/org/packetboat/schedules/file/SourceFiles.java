package org.packetboat.schedules.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problems;

/**
 * The files a list of files and folders comes to. Of a folder: its {@code *.yaml} and {@code *.yml}, sorted by name;
 * names that begin with a dot and folders below it are left out. A file named twice is read once.
 */
public final class SourceFiles {
    private final List<Path> places;
    private final Supplier<Optional<Source>> more;

    public SourceFiles(List<Path> places) {
        this(places, Optional::empty);
    }

    /** The same with something besides. @param more asked at each reading; empty for nothing */
    public SourceFiles(List<Path> places, Supplier<Optional<Source>> more) {
        this.places = List.copyOf(places);
        this.more = more;
    }

    /** The files and folders as they were given. */
    public List<Path> places() {
        return places;
    }

    /** Reads every file. What can't be read is a problem. */
    public List<Source> read(Problems problems) {
        List<Source> sources = new ArrayList<>();
        for (Path file : files(problems)) {
            try {
                sources.add(new Source(file.toString(), Files.readAllBytes(file)));
            } catch (IOException e) {
                problems.error(Place.of(file.toString()), "", unreadable(e));
            }
        }
        more.get().ifPresent(sources::add);
        return sources;
    }

    private Set<Path> files(Problems problems) {
        Set<Path> files = new LinkedHashSet<>();
        for (Path place : places) {
            try {
                files.addAll(Files.isDirectory(place) ? inFolder(place) : List.of(place));
            } catch (IOException e) {
                problems.error(Place.of(place.toString()), "", unreadable(e));
            }
        }
        return files;
    }

    private static List<Path> inFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(SourceFiles::isSchedule).sorted().toList();
        }
    }

    private static boolean isSchedule(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml")) && !Files.isDirectory(file);
    }

    private static String unreadable(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException
                ? "file not found; expected a file or a folder of them"
                : "can't be read (" + e.getClass().getSimpleName() + "); expected a readable file";
    }
}
