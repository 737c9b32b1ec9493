package org.packetboat.connectors.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.packetboat.connectors.files.WholeFile;
import org.packetboat.engine.text.Quoted;

/**
 * A disk that is there: a folder with a marker file in it. A folder whose disk is not mounted has none, so that nothing
 * is written there.
 *
 * <pre>
 * packetboat-disk                   its first line is the disk's name
 * packetboat/
 *   hub/denver/                     from hub to denver
 *     ID.mail                       {@link org.packetboat.protocols.disk.DiskFile}
 *   denver/hub/
 *     ID.answer                     to that file: {@link org.packetboat.protocols.disk.DiskAnswer}
 *     unfinished-hub                is being written
 * </pre>
 *
 * Whoever had the disk in hand may have put anything on it. So links are not followed, no name is used that is not of
 * these forms, of a folder no more than {@value #MOST_FILES} entries are looked at, and of a file no more bytes are
 * read than it may have.
 */
final class PluggedDisk {
    /** The file that makes a folder a disk. */
    static final String MARKER = "packetboat-disk";

    private static final String FOLDER = "packetboat";
    private static final int MOST_FILES = 20_000;
    private static final int LONGEST_MARKER = 256;
    /** What is left free: for answers, and since file systems fail badly when they are full. */
    private static final long SPARE = 1 << 20;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String EXPECTED = "expected a text file whose first line is the disk's name: a letter or"
            + " digit, then at most 63 letters, digits, dots, dashes and underscores";
    private static final String ID = "[0-9a-f]{20}";

    private final Path root;
    private final String name;

    private PluggedDisk(Path root, String name) {
        this.root = root;
        this.name = name;
    }

    /**
     * The disk that is at this folder now; empty if none is.
     *
     * @throws DiskTrouble if one is there whose marker does not fit
     */
    static Optional<PluggedDisk> at(Path folder) throws DiskTrouble {
        Path marker = folder.resolve(MARKER);
        if (!Files.exists(marker, LinkOption.NOFOLLOW_LINKS)) return Optional.empty();
        try {
            String first = new String(bytes(marker, LONGEST_MARKER), StandardCharsets.UTF_8).lines()
                    .findFirst().orElse("").strip();
            if (NAME.matcher(first).matches()) return Optional.of(new PluggedDisk(folder, first));
            throw new DiskTrouble(marker + ": found \"" + Quoted.inner(first) + "\"; " + EXPECTED);
        } catch (AccessDeniedException denied) {
            throw new DiskTrouble(marker + ": found no permission to read it; " + EXPECTED);
        } catch (NoSuchFileException | UnsupportedOperationException other) {
            if (!Files.exists(marker, LinkOption.NOFOLLOW_LINKS)) return Optional.empty();
            throw new DiskTrouble(marker + ": found no plain file; " + EXPECTED);
        } catch (DiskTrouble told) {
            throw told;
        } catch (IOException takenAway) {
            return Optional.empty();
        }
    }

    /** As its marker says. */
    String name() {
        return name;
    }

    /** Whether it is still there. */
    boolean isThere() {
        try {
            return at(root).filter(disk -> disk.name.equals(name)).isPresent();
        } catch (DiskTrouble another) {
            return false;
        }
    }

    /** The ids of the files from one server to another with this end, in the order of their names. */
    List<String> ids(String from, String to, String suffix) throws DiskTrouble {
        List<String> ids = new ArrayList<>();
        Path place = place(from, to);
        if (!isFolder(place)) return ids;
        Pattern wanted = Pattern.compile(ID + Pattern.quote(suffix));
        try (DirectoryStream<Path> all = Files.newDirectoryStream(place)) {
            int seen = 0;
            for (Path file : all) {
                if (++seen > MOST_FILES) break;
                String known = file.getFileName().toString();
                if (wanted.matcher(known).matches())
                    ids.add(known.substring(0, known.length() - suffix.length()));
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw trouble("can't be read", e);
        }
        ids.sort(null);
        return ids;
    }

    private DiskTrouble trouble(String what, Exception why) {
        IOException cause = why instanceof DirectoryIteratorException e ? e.getCause() : (IOException) why;
        return isThere()
                ? new DiskTrouble("disk " + name + " " + what, cause)
                : new DiskTrouble("disk " + name + " was taken away", cause);
    }

    /** No part of the way to it is a link. */
    private boolean isFolder(Path place) {
        for (Path at = place; !at.equals(root); at = at.getParent())
            if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) return false;
        return true;
    }

    private Path place(String from, String to) {
        return root.resolve(FOLDER).resolve(from).resolve(to);
    }

    /** Whether a file is there, whatever it is. */
    boolean has(String from, String to, String file) {
        return Files.exists(place(from, to).resolve(file), LinkOption.NOFOLLOW_LINKS);
    }

    /** A file as it was looked at: another of that name, or on another disk, is another one. */
    record Seen(String disk, String file, long size, FileTime written) {}

    /** @return empty if there is none */
    Optional<Seen> see(String from, String to, String file) {
        try {
            BasicFileAttributes now = Files.readAttributes(place(from, to).resolve(file), BasicFileAttributes.class,
                    LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new Seen(name, file, now.size(), now.lastModifiedTime()));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** @return empty if it is no file, or is larger than this */
    Optional<byte[]> read(String from, String to, String file, int most) throws DiskTrouble {
        Path place = place(from, to);
        if (!isFolder(place) || see(from, to, file).filter(seen -> seen.size() <= most).isEmpty())
            return Optional.empty();
        try {
            byte[] bytes = bytes(place.resolve(file), most + 1);
            return bytes.length > most ? Optional.empty() : Optional.of(bytes);
        } catch (NoSuchFileException | UnsupportedOperationException gone) {
            return Optional.empty();
        } catch (IOException e) {
            throw trouble("can't be read", e);
        }
    }

    private static byte[] bytes(Path file, int most) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) throw new NoSuchFileException(file.toString());
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(most);
        }
    }

    /**
     * Writes a file that appears whole or not at all; it is on the disk when this returns.
     *
     * @throws DiskTrouble if the disk is full, read-only or taken away
     */
    void write(String from, String to, String file, byte[] content) throws DiskTrouble {
        write(from, to, file, content, SPARE);
    }

    /** The same for an answer, for which some room is left free: when its file goes there is more. */
    void answer(String from, String to, String file, byte[] content) throws DiskTrouble {
        write(from, to, file, content, 0);
    }

    private void write(String from, String to, String file, byte[] content, long spare) throws DiskTrouble {
        Path place = place(from, to);
        Path unfinished = place.resolve("unfinished-" + from);
        try {
            makeFolders(place);
            if (Files.getFileStore(place).getUsableSpace() < content.length + spare) {
                throw new DiskTrouble("disk " + name + " is full: " + content.length + " bytes more don't fit");
            }
            Files.deleteIfExists(unfinished);
            WholeFile.write(unfinished, place.resolve(file), content);
        } catch (DiskTrouble told) {
            throw told;
        } catch (IOException e) {
            throw trouble("can't be written", e);
        }
    }

    private void makeFolders(Path place) throws IOException {
        if (!isThere()) throw new DiskTrouble("disk " + name + " was taken away");
        for (Path at : List.of(place.getParent().getParent(), place.getParent(), place)) {
            if (Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) continue;
            Files.createDirectory(at);
            WholeFile.sync(at.getParent());
        }
    }

    /** Removes a file, if it is there. */
    void remove(String from, String to, String file) throws DiskTrouble {
        Path place = place(from, to);
        if (!isFolder(place)) return;
        try {
            Files.deleteIfExists(place.resolve(file));
        } catch (IOException e) {
            throw trouble("can't be written", e);
        }
    }
}
