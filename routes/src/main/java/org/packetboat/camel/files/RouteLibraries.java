package org.packetboat.camel.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problem;

/**
 * Jars that add to what routes can use: components, data formats, drivers. They lie in the folder {@code lib} of a
 * folder of route files; no restart is needed for them. Classes that the server has itself are the server's. Used by
 * one thread at a time.
 */
final class RouteLibraries {
    private static final String FOLDER = "lib";

    /** A jar as it is now: another file of the same name is another one. */
    private record Jar(Path path, long size, FileTime changed) {
        static Jar of(Path path) throws IOException {
            return new Jar(path, Files.size(path), Files.getLastModifiedTime(path));
        }

        URL url() {
            try {
                return path.toUri().toURL();
            } catch (MalformedURLException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final List<Path> folders;
    private List<Jar> jars = List.of();
    private List<Problem> problems = List.of();
    private Optional<URLClassLoader> loader = Optional.empty();

    /** @param places route files and folders of them */
    RouteLibraries(List<Path> places) {
        this.folders = places.stream().map(place -> place.resolve(FOLDER)).toList();
    }

    /**
     * Looks for them. Whoever runs with the classes of before has to be made anew if they have changed. What can't be
     * read is a problem; a folder that can't be read now has what it had before.
     *
     * @return whether they have
     */
    boolean look() {
        List<Problem> found = new ArrayList<>();
        List<Jar> now = folders.stream().flatMap(folder -> jars(folder, found).stream()).toList();
        problems = List.copyOf(found);
        if (now.equals(jars)) return false;
        jars = now;
        loader = Optional.empty();
        return true;
    }

    private List<Jar> jars(Path folder, List<Problem> found) {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) return List.of();
        List<Jar> now = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jar -> add(jar, now, found));
            return now;
        } catch (IOException | UncheckedIOException e) {
            found.add(unreadable(folder, "a folder of jars"));
            return jars.stream().filter(jar -> folder.equals(jar.path().getParent())).toList();
        }
    }

    private static void add(Path file, List<Jar> now, List<Problem> found) {
        try {
            if (!Files.isReadable(file)) throw new AccessDeniedException(file.toString());
            now.add(Jar.of(file));
        } catch (IOException e) {
            found.add(unreadable(file, "a jar"));
        }
    }

    private static Problem unreadable(Path file, String expected) {
        return new Problem(Problem.Weight.ERROR, Place.of(file.toString()), "",
                "can't be read; expected " + expected + ", not a broken link, which this program may read");
    }

    /** What was wrong with them at the last look. */
    List<Problem> problems() {
        return problems;
    }

    /**
     * What loads their classes; that of the program if there are none. An old one is not closed: what it has loaded may
     * still run.
     */
    ClassLoader loader() {
        ClassLoader program = RouteLibraries.class.getClassLoader();
        if (jars.isEmpty()) return program;
        if (loader.isEmpty())
            loader = Optional
                    .of(new URLClassLoader("routes", jars.stream().map(Jar::url).toArray(URL[]::new), program));
        return loader.get();
    }

    /** Their names, for the log. */
    String names() {
        return String.join(",", jars.stream().map(jar -> jar.path().getFileName().toString()).toList());
    }
}
