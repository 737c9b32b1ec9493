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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder into which every user of the machine may put mail, and in which nobody but the server may look.
 *
 * <pre>
 * drop/                 03733: others may write and not list; the sticky bit keeps them from each other's files, and
 *                       the set-group bit gives each file the server's group, which may read it (0640)
 *   tmp.XXXXXXXXXX      is being written; one that has not changed for a day is removed
 *   mail.XXXXXXXXXX     complete: {@link org.packetboat.protocols.submission.DroppedEnvelope}, then the message
 *   taken/              0700: what the server took out of everybody's reach, and reads
 *     mail.XXXXXXXXXX
 *     try1.mail.XXX…    is being read for the first time; if the server ends by it, for the second time next
 *   refused/            0700: what can't be mail, and whose owner can't be told
 * </pre>
 */
public final class DropFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DropFolder.class);
    private static final int OPEN_TO_WRITERS = 03733;
    private static final int OURS = 0700;
    private static final Duration FORGOTTEN = Duration.ofDays(1);
    private static final int MOST_TRIES = 3;
    private static final Pattern TRIED = Pattern.compile("try([1-" + MOST_TRIES + "])\\.(.+)");

    private final Path folder;
    private final Set<Path> unmoved = new HashSet<>();
    private Map<Path, Seen> unfinished = Map.of();

    /** When a file had changed last, and since when this is known. */
    private record Seen(Instant changed, Duration since) {}

    public DropFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes what is not there. A folder that is there stays as it is: its permissions are the operator's.
     *
     * @throws IOException if it can't be made, or what is there inside of it was made by somebody else
     */
    public void prepare() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            setMode(folder, OPEN_TO_WRITERS);
        }
        int us = us();
        make(taken(), us);
        make(refused(), us);
        int mode = (Integer) Files.getAttribute(folder, "unix:mode");
        if ((mode & 02) == 0 || (mode & 01004) != 01000) {
            LOG.warn("event=drop-folder-mode folder={} mode={} expected=3733 reason=\"{}\"", folder,
                    Integer.toOctalString(mode),
                    "others must be able to write there, and neither to list it nor to remove each other's files");
        }
    }

    /** A folder that can't get its mode does not stay: it would pass for one that the operator made. */
    private static void setMode(Path made, int mode) throws IOException {
        try {
            Files.setAttribute(made, "unix:mode", mode);
        } catch (IOException e) {
            Files.delete(made);
            throw e;
        }
    }

    /** As whom we write there. */
    private int us() throws IOException {
        Path probe = Files.createTempFile(folder, "tmp.", "");
        try {
            return uid(probe);
        } finally {
            Files.delete(probe);
        }
    }

    /** Everybody may make a folder of this name before we do, and would have in hand what we read. */
    private static void make(Path inner, int us) throws IOException {
        if (!Files.exists(inner, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(inner);
            setMode(inner, OURS);
        }
        int mode = (Integer) Files.getAttribute(inner, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if (!Files.isDirectory(inner, LinkOption.NOFOLLOW_LINKS) || uid(inner) != us || (mode & 077) != 0) {
            throw new IOException(
                    inner + " is not the server's own: expected a folder of its user with mode 700; found "
                            + Integer.toOctalString(mode) + " of user " + uid(inner) + "; remove it");
        }
    }

    private static int uid(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private Path taken() {
        return folder.resolve("taken");
    }

    private Path refused() {
        return folder.resolve("refused");
    }

    /** Takes in what is complete; gives everything that is to be read, the oldest first. */
    List<Path> take(Duration elapsed) {
        Map<Path, Seen> seen = new HashMap<>();
        for (Path file : list(folder)) {
            String name = file.getFileName().toString();
            if (name.startsWith("mail.") && isFile(file)) moveIfPossible(file);
            else if (name.startsWith("tmp.") && isFile(file)) seen.put(file, seen(file, elapsed));
        }
        unfinished = seen;
        seen.forEach((file, since) -> {
            if (elapsed.minus(since.since()).compareTo(FORGOTTEN) >= 0) remove(file);
        });
        return list(taken()).stream().sorted((a, b) -> modified(a).compareTo(modified(b))).toList();
    }

    /** As of before, if it has not changed. */
    private Seen seen(Path file, Duration elapsed) {
        Seen now = new Seen(modified(file), elapsed);
        Seen before = unfinished.getOrDefault(file, now);
        return before.changed().equals(now.changed()) ? before : now;
    }

    /**
     * Notes by its name that a file is read now. The server may end by what is in it, or for another reason in that
     * moment; so it is tried again, but not for ever. The note needs no sync: a machine that fails is another reason.
     *
     * @return where it is; empty if it has been tried often enough
     */
    Optional<Path> begin(Path file) {
        Matcher tried = TRIED.matcher(file.getFileName().toString());
        int tries = tried.matches() ? Integer.parseInt(tried.group(1)) : 0;
        if (tries >= MOST_TRIES) return Optional.empty();
        return Optional.of(renamed(file, file.resolveSibling("try" + (tries + 1) + "." + name(file))));
    }

    /** It was read, and is to be read again: it is none that the server ends by. */
    void putBack(Path file) {
        renamed(file, file.resolveSibling(name(file)));
    }

    /** The name it had when it came. */
    static String name(Path file) {
        String name = file.getFileName().toString();
        Matcher tried = TRIED.matcher(name);
        return tried.matches() ? tried.group(2) : name;
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

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        } catch (IOException gone) {
            return Instant.MAX;
        }
    }

    /** Under its own name, or if another file there has that, with a number behind it. Only we write there. */
    private static void move(Path file, Path to) {
        String name = name(file);
        String free = name;
        for (int number = 2; isUsed(to, free); number++)
            free = name + "." + number;
        renamed(file, to.resolve(free));
    }

    private static boolean isUsed(Path place, String name) {
        return Stream.of("", "try1.", "try2.", "try3.")
                .anyMatch(tried -> Files.exists(place.resolve(tried + name), LinkOption.NOFOLLOW_LINKS));
    }

    private static Path renamed(Path file, Path place) {
        try {
            return Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
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
