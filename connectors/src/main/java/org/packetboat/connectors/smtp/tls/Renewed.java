package org.packetboat.connectors.smtp.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Something made of files, and made again when one of them has changed since. Any thread may ask for it.
 *
 * @param <T> what is made of them
 */
final class Renewed<T> {
    /** Makes it of the files as they are. */
    interface Making<T> {
        T make() throws IOException;
    }

    /** What tells a file from an earlier one of its name. */
    private record Stamp(FileTime changed, long size, String identity) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(is.lastModifiedTime(), is.size(), Objects.toString(is.fileKey()));
        }
    }

    private record Made<T>(T what, List<Stamp> of) {}

    private final List<Path> files;
    private final Making<T> making;
    private Optional<Made<T>> made = Optional.empty();

    Renewed(List<Path> files, Making<T> making) {
        this.files = List.copyOf(files);
        this.making = making;
    }

    /** @throws IOException if the files can't be read, or nothing can be made of them; the next call tries again */
    synchronized T get() throws IOException {
        List<Stamp> now = stamps();
        if (made.filter(m -> m.of().equals(now)).isEmpty()) made = Optional.of(new Made<>(making.make(), now));
        return made.orElseThrow().what();
    }

    /** The one made last, of whatever files. */
    synchronized Optional<T> last() {
        return made.map(Made::what);
    }

    private List<Stamp> stamps() throws IOException {
        Stamp[] stamps = new Stamp[files.size()];
        for (int i = 0; i < stamps.length; i++)
            stamps[i] = Stamp.of(files.get(i));
        return List.of(stamps);
    }
}
