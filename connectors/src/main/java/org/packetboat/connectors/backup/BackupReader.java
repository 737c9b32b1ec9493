package org.packetboat.connectors.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Reads generations of a backup folder. Changes nothing in it. */
public final class BackupReader {
    private final BackupFolder folder;

    public BackupReader(BackupFolder folder) {
        this.folder = folder;
    }

    /** What of a generation can't be read, for people; empty if all of it is good. */
    public List<String> damage(Generation generation) {
        List<String> found = new ArrayList<>();
        for (StoredFile file : generation.files()) {
            try {
                if (!Digest.of(folder.object(file.digest())).equals(file.digest()))
                    found.add(file.path() + ": its copy was changed");
            } catch (IOException e) {
                found.add(file.path() + ": its copy can't be read: " + e.getMessage());
            }
        }
        return found;
    }

    /**
     * Writes the files of a generation into an empty folder, on disk when this returns.
     *
     * @throws DamagedBackupException if one is damaged
     */
    public void restore(Generation generation, Path to) throws IOException {
        TreeSet<Path> folders = new TreeSet<>();
        for (StoredFile file : generation.files()) {
            Path target = to.resolve(file.path());
            Files.createDirectories(target.getParent());
            if (!Files.exists(folder.object(file.digest())))
                throw new DamagedBackupException("the copy of " + file.path() + " is missing in " + folder.root());
            if (!DurableFile.copy(folder.object(file.digest()), target).equals(file.digest()))
                throw new DamagedBackupException("the copy of " + file.path() + " in " + folder.root()
                        + " is damaged; try an older generation");
            Files.setLastModifiedTime(target, FileTime.fromMillis(file.modified()));
            folders.add(target.getParent());
        }
        for (Path touched : folders)
            DurableFile.syncFolder(touched);
        DurableFile.syncFolder(to);
    }

    /** Brings the names in a folder to the disk. */
    public static void makeDurable(Path written) throws IOException {
        DurableFile.syncFolder(written);
    }
}
