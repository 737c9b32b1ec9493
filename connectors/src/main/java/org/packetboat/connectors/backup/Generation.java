package org.packetboat.connectors.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One backup: what it was made of, and its files. As it is written:
 *
 * <pre>
 * packetboat-backup 1
 * server NAME
 * epoch HEX                                the folder it was made of
 * made 2026-11-30T03:00:00Z
 * version 0.2.0
 * file SHA-256 SIZE MODIFIED-MS PATH       any number of them
 * end SHA-256                              of all lines above
 * </pre>
 *
 * @param number higher than that of each one before it
 */
public record Generation(long number, Origin origin, List<StoredFile> files) {
    private static final String FORMAT = "packetboat-backup ";
    private static final String VERSION = "1";
    private static final int HEAD = 5;

    /**
     * Where it comes from.
     *
     * @param server  the server's name
     * @param epoch   names the data folder
     * @param made    when
     * @param version of the program
     */
    public record Origin(String server, long epoch, Instant made, String version) {}

    public Generation {
        files = List.copyOf(files);
    }

    /** The size of all files, in bytes. */
    public long bytes() {
        return files.stream().mapToLong(StoredFile::size).sum();
    }

    byte[] text() {
        StringBuilder out = new StringBuilder(FORMAT + VERSION + "\n");
        out.append("server ").append(origin.server()).append('\n');
        out.append("epoch ").append(Long.toHexString(origin.epoch())).append('\n');
        out.append("made ").append(origin.made()).append('\n');
        out.append("version ").append(origin.version()).append('\n');
        for (StoredFile f : files)
            out.append("file ").append(f.digest()).append(' ').append(f.size()).append(' ').append(f.modified())
                    .append(' ').append(f.path()).append('\n');
        return (out + "end " + Digest.of(out.toString().getBytes(UTF_8)) + "\n").getBytes(UTF_8);
    }

    /** @throws DamagedBackupException if that is no generation, cut off, changed, or of a newer version */
    static Generation read(long number, byte[] bytes) throws DamagedBackupException {
        String text = new String(bytes, UTF_8);
        int end = text.lastIndexOf("end ");
        if (end < 0 || !text.substring(end).equals("end " + Digest.of(text.substring(0, end).getBytes(UTF_8)) + "\n"))
            throw new DamagedBackupException("generation " + number + " is cut off or was changed");
        List<String> lines = text.substring(0, end).lines().toList();
        if (!lines.getFirst().equals(FORMAT + VERSION))
            throw new DamagedBackupException("generation " + number + " has the format \"" + lines.getFirst()
                    + "\"; this version reads \"" + FORMAT + VERSION + "\"");
        try {
            Origin origin = new Origin(value(lines.get(1)), Long.parseUnsignedLong(value(lines.get(2)), 16),
                    Instant.parse(value(lines.get(3))), value(lines.get(4)));
            List<StoredFile> files = new ArrayList<>();
            for (String line : lines.subList(HEAD, lines.size()))
                files.add(file(line.split(" ", HEAD)));
            return new Generation(number, origin, files);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException e) {
            throw new DamagedBackupException("generation " + number + " can't be read: " + e.getMessage());
        }
    }

    private static StoredFile file(String[] fields) {
        return new StoredFile(fields[4], Long.parseLong(fields[2]), Long.parseLong(fields[3]), fields[1]);
    }

    private static String value(String line) {
        return line.substring(line.indexOf(' ') + 1);
    }
}
