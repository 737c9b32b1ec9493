package org.packetboat.connectors.maildir;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.packetboat.engine.link.Body;

/**
 * One user's Maildir. A message is in it wholly and durably, or not at all; delivering the same one again changes
 * nothing, even if the user has read and flagged it since. To be written by one thread at a time.
 *
 * <p>Finding a repeat reads the names in {@code cur/}, which takes longer the more mail a user keeps.
 *
 * <pre>
 * user/tmp/NAME        being written; a leftover of a crash is written over
 * user/new/NAME        delivered
 * user/cur/NAME:2,FLAGS seen by the user's program
 * </pre>
 */
record Mailbox(Path folder, FolderSyncs syncs) {
    private static final List<String> PARTS = List.of("tmp", "new", "cur");
    private static final int PIECE = 64 * 1024;

    boolean exists() {
        return Files.isDirectory(folder);
    }

    /** @param head header lines to go in front, with LF line ends */
    void deliver(UniqueName name, String head, Body body) throws IOException {
        make();
        if (has(name)) {
            syncAll();
            return;
        }
        Path written = folder.resolve("tmp").resolve(name.text());
        write(written, head, body);
        Files.move(written, folder.resolve("new").resolve(name.text()), StandardCopyOption.ATOMIC_MOVE);
        syncs.sync(folder.resolve("new"));
    }

    /** A life that was killed may have moved it here and not synced that: then it could still be lost. */
    private void syncAll() throws IOException {
        syncs.sync(folder.resolve("new"));
        syncs.sync(folder.resolve("cur"));
    }

    private void make() throws IOException {
        boolean fresh = false;
        for (String part : PARTS) {
            if (Files.isDirectory(folder.resolve(part))) continue;
            Files.createDirectories(folder.resolve(part));
            fresh = true;
        }
        Path all = folder.toAbsolutePath().getParent();
        syncs.syncOnce(all.getParent());
        if (fresh) {
            syncs.sync(folder);
            syncs.sync(all);
        } else {
            syncs.syncOnce(folder);
            syncs.syncOnce(all);
        }
    }

    /** In this order: a message goes from new to cur, never back. */
    private boolean has(UniqueName name) throws IOException {
        if (Files.exists(folder.resolve("new").resolve(name.text()))) return true;
        try (DirectoryStream<Path> seen = Files.newDirectoryStream(folder.resolve("cur"),
                file -> name.isOf(file.getFileName().toString()))) {
            return seen.iterator().hasNext();
        }
    }

    private static void write(Path file, String head, Body body) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            OutputStream out = new LocalLines(new BufferedOutputStream(Channels.newOutputStream(channel), PIECE));
            out.write(head.getBytes(StandardCharsets.UTF_8));
            for (long at = 0; at < body.size();) {
                byte[] piece = body.read(at, PIECE);
                out.write(piece);
                at += piece.length;
            }
            out.flush();
            channel.force(true);
        }
    }
}
