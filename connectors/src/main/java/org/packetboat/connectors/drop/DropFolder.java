package org.packetboat.connectors.drop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder into which every user of the machine may put mail, and in which nobody but the server may look.
 *
 * <pre>
 * drop/                 03733: others may write and not list; the sticky bit keeps them from each other's files, and
 *                       the set-group bit gives each file the server's group, which may read it (0640)
 *   tmp.XXXXXXXXXX      is being written; one that is a day old is removed
 *   mail.XXXXXXXXXX     complete: {@link org.packetboat.protocols.submission.DroppedEnvelope}, then the message
 *   taken/              0700: what the server took out of everybody's reach, and reads
 *   refused/            0700: what can't be mail, and whose owner can't be told
 * </pre>
 */
public final class DropFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DropFolder.class);
    private static final int OPEN_TO_WRITERS = 03733;
    private static final int OURS = 0700;
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private final Path folder;
    private final Set<Path> unmoved = new HashSet<>();

    public DropFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes what is not there. A folder that is there stays as it is: its permissions are the operator's.
     *
     * @throws IOException if it can't be made, or others may list it
     */
    public void prepare() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setAttribute(folder, "unix:mode", OPEN_TO_WRITERS);
        }
        make(taken());
        make(refused());
        int mode = (Integer) Files.getAttribute(folder, "unix:mode");
        if ((mode & 02) == 0 || (mode & 01004) != 01000) {
            LOG.warn("event=drop-folder-mode folder={} mode={} expected=3733 reason=\"{}\"", folder,
                    Integer.toOctalString(mode),
                    "others must be able to write there, and neither to list it nor to remove each other's files");
        }
    }

    private static void make(Path inner) throws IOException {
        if (Files.isDirectory(inner, LinkOption.NOFOLLOW_LINKS)) return;
        Files.createDirectory(inner);
        Files.setAttribute(inner, "unix:mode", OURS);
    }

    private Path taken() {
        return folder.resolve("taken");
    }

    private Path refused() {
        return folder.resolve("refused");
    }

    /** Takes in what is complete; gives everything that is to be read, the oldest first. */
    List<Path> take(Instant now) {
        for (Path file : list(folder)) {
            String name = file.getFileName().toString();
            if (name.startsWith("mail.") && isFile(file)) moveIfPossible(file);
            else if (name.startsWith("tmp.") && isForgotten(file, now)) remove(file);
        }
        return list(taken()).stream().sorted((a, b) -> modified(a).compareTo(modified(b))).toList();
    }

    /** Sets a file aside. */
    void refuse(Path file) {
        move(file, refused());
    }

    /** A file whose mail is in the queue. */
    void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that can't be moved keeps none of the others from it. */
    private void moveIfPossible(Path file) {
        try {
            move(file, taken());
        } catch (UncheckedIOException e) {
            if (unmoved.add(file)) LOG.warn("event=drop-not-taken file={} reason=\"{}\"", file, e.getMessage());
        }
    }

    private static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isForgotten(Path file, Instant now) {
        return isFile(file) && modified(file).plus(FORGOTTEN).isBefore(now);
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        } catch (IOException gone) {
            return Instant.MAX;
        }
    }

    /** Under its own name, or if another file there has that, with a number behind it. Only we write there. */
    private static void move(Path file, Path to) {
        String name = file.getFileName().toString();
        Path place = to.resolve(name);
        for (int number = 2; Files.exists(place, LinkOption.NOFOLLOW_LINKS); number++)
            place = to.resolve(name + "." + number);
        try {
            Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path place) {
        try (Stream<Path> files = Files.list(place)) {
            return new ArrayList<>(files.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
