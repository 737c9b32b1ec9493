package org.packetboat.connectors.backup;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A file in a backup.
 *
 * @param path     below the folder that was backed up, with slashes
 * @param size     in bytes
 * @param modified when it was last changed, in ms since 1970
 * @param digest   SHA-256 of its bytes, in hexadecimal: the name under which they are kept
 */
public record StoredFile(String path, long size, long modified, String digest) {
    private static final String DIGEST = "[0-9a-f]{64}";

    /** @throws IllegalArgumentException if the path leads out of the folder, or the digest is none */
    public StoredFile {
        if (!isInside(path)) throw new IllegalArgumentException("path " + path);
        if (!digest.matches(DIGEST)) throw new IllegalArgumentException("digest " + digest);
        if (size < 0) throw new IllegalArgumentException("size " + size);
    }

    private static boolean isInside(String path) {
        try {
            Path read = Path.of(path);
            return !path.isBlank() && !read.isAbsolute() && read.equals(read.normalize()) && !read.startsWith("..")
                    && path.chars().noneMatch(Character::isISOControl);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Whether a file of this name, size and age has the same bytes. */
    boolean looksLike(long otherSize, long otherModified) {
        return size == otherSize && modified == otherModified;
    }
}
