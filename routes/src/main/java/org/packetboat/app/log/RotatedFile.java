package org.packetboat.app.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A log file that never grows beyond a size: then it becomes {@code FILE.1}, what was {@code FILE.1} becomes
 * {@code FILE.2}, and so on; the oldest goes. If that fails, lines go on into the file that there is. If somebody moves
 * or deletes it (as logrotate does), a new one is begun with the next line. Each write has whole lines; used by one
 * thread.
 */
final class RotatedFile extends OutputStream {
    private final Path file;
    private final long maxSize;
    private final int keep;
    private FileChannel channel;
    private String key;
    private long size;

    /**
     * Adds to the file, or makes it and its folder.
     *
     * @param maxSize in bytes
     * @param keep    files at most, this one included
     * @throws IOException if it can't be opened
     */
    RotatedFile(Path file, long maxSize, int keep) throws IOException {
        this.file = file.toAbsolutePath();
        this.maxSize = maxSize;
        this.keep = keep;
        open();
    }

    private void open() throws IOException {
        Files.createDirectories(file.getParent());
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        size = channel.size();
        key = key();
    }

    /** What tells this file from another one of its name. */
    private String key() throws IOException {
        return String.valueOf(Files.getAttribute(file, "unix:ino"));
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[]{(byte) oneByte});
    }

    @Override
    public void write(byte[] lines, int from, int length) throws IOException {
        if (!channel.isOpen() || !isThere()) reopen();
        else if (size > 0 && size + length > maxSize) turn();
        Channels.newOutputStream(channel).write(lines, from, length);
        size += length;
    }

    private boolean isThere() throws IOException {
        try {
            return key().equals(key);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private void turn() throws IOException {
        try {
            for (int number = keep - 1; number >= 1; number--) {
                Path older = number == 1 ? file : numbered(number - 1);
                if (Files.exists(older)) Files.move(older, numbered(number), StandardCopyOption.REPLACE_EXISTING);
            }
            if (keep == 1) Files.delete(file);
        } catch (IOException unmoved) {
            size = 0; // the next try comes after as much again
            if (isThere()) return;
        }
        reopen();
    }

    private void reopen() throws IOException {
        channel.close();
        open();
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
