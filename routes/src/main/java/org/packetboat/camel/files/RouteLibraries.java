package org.packetboat.camel.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Jars that bring more on board for routes: components, data formats, drivers. They lie in the folder {@code lib} of a
 * folder of route files; the server need not be stopped for them. Classes that the server has itself are the server's.
 * Used by one thread at a time.
 */
final class RouteLibraries {
    private static final String FOLDER = "lib";

    /** A jar as it is now: another file of the same name is another one. */
    private record Jar(Path path, long size, FileTime changed) {
        static Jar of(Path path) {
            try {
                return new Jar(path, Files.size(path), Files.getLastModifiedTime(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
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
    private Optional<URLClassLoader> loader = Optional.empty();

    /** @param places route files and folders of them */
    RouteLibraries(List<Path> places) {
        this.folders = places.stream().map(place -> place.resolve(FOLDER)).toList();
    }

    /**
     * Looks for them. Whoever runs with the classes of before has to be made anew if they have changed.
     *
     * @return whether they have
     * @throws UncheckedIOException if they can't be read now; nothing has changed then
     */
    boolean look() {
        List<Jar> now = now();
        if (now.equals(jars)) return false;
        jars = now;
        loader = Optional.empty();
        return true;
    }

    private List<Jar> now() {
        List<Jar> found = new ArrayList<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) continue;
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().map(Jar::of).forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
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
