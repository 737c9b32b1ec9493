package org.packetboat.app.compose.push;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.packetboat.connectors.backup.DurableFile;

/**
 * The files of a configuration, by their paths below its folder, with slashes. At most 200, and 1 MB together; names
 * are plain, so that none leads out of the folder. Files and folders whose names begin with a dot are left out.
 */
record PushedFiles(SortedMap<String, byte[]> files) {
    static final int MOST_FILES = 200;
    static final int MOST_BYTES = 1 << 20;
    private static final Pattern NAME = Pattern
            .compile("[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*){0,9}");
    private static final int LONGEST_NAME = 200;
    private static final Pattern HIDDEN = Pattern.compile("(.*/)?\\..*");

    PushedFiles {
        files = Collections.unmodifiableSortedMap(files);
        if (!files.containsKey("packetboat.yaml"))
            throw new IllegalArgumentException("there is no packetboat.yaml among the files");
        if (files.size() > MOST_FILES)
            throw new IllegalArgumentException(files.size() + " files; expected at most " + MOST_FILES);
        long bytes = files.values().stream().mapToLong(content -> content.length).sum();
        if (bytes > MOST_BYTES)
            throw new IllegalArgumentException(bytes + " bytes; expected at most " + MOST_BYTES);
        files.keySet().stream().filter(name -> name.length() > LONGEST_NAME || !NAME.matcher(name).matches())
                .findFirst().ifPresent(name -> {
                    throw new IllegalArgumentException("a file is called \"" + name + "\"; expected letters, digits, "
                            + "and _ . - in between");
                });
    }

    /**
     * Those in a folder.
     *
     * @throws IllegalArgumentException if they can't be pushed, and why
     */
    static PushedFiles of(Path folder) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) || HIDDEN.matcher(name).matches()) continue;
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    throw new IllegalArgumentException(name + " is a link or no file; expected files");
                if (files.size() > MOST_FILES || Files.size(file) > MOST_BYTES)
                    throw new IllegalArgumentException("too much for a configuration at " + name + "; expected at most "
                            + MOST_FILES + " files of " + MOST_BYTES + " bytes together");
                files.put(name, Files.readAllBytes(file));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new PushedFiles(files);
    }

    /** The same files are the same bytes. */
    byte[] packed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #packed} wrote. No more than the limits is ever unpacked.
     *
     * @throws IllegalArgumentException if it is none
     */
    static PushedFiles unpack(byte[] packed) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        int left = MOST_BYTES;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(packed))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readNBytes(left + 1);
                left -= content.length;
                boolean fits = left >= 0 && files.size() < MOST_FILES;
                if (!fits)
                    throw new IllegalArgumentException("too large: more than " + MOST_FILES + " files or "
                            + MOST_BYTES + " bytes");
                if (files.put(entry.getName(), content) != null)
                    throw new IllegalArgumentException("it has " + entry.getName() + " twice");
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("can't be unpacked: " + e.getMessage(), e);
        }
        return new PushedFiles(files);
    }

    /** Writes them below a folder that is not there yet, for its user alone, all of it on disk. */
    void write(Path folder) throws IOException {
        make(folder, folder);
        for (var file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            make(folder, path.getParent());
            try (FileChannel out = FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE), mode("rw-------"))) {
                ByteBuffer content = ByteBuffer.wrap(file.getValue());
                while (content.hasRemaining())
                    out.write(content);
                out.force(true);
            }
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> folders = all.filter(Files::isDirectory).toList();
            for (Path each : folders)
                DurableFile.syncFolder(each);
        }
    }

    private static void make(Path folder, Path path) throws IOException {
        if (Files.isDirectory(path)) return;
        if (!path.equals(folder)) make(folder, path.getParent());
        Files.createDirectory(path, mode("rwx------"));
    }

    private static FileAttribute<?> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }
}
