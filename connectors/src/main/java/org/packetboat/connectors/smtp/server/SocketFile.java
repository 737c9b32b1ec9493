package org.packetboat.connectors.smtp.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The file of a Unix socket. One that a server left when it was killed is taken away, one that somebody listens on is
 * not. Programs of the server's user and group may connect.
 */
final class SocketFile {
    private static final String OWNER_AND_GROUP = "rw-rw----";
    private static final int SOCKET = 0140000;
    private static final int KIND = 0170000;

    private final Path path;

    private SocketFile(Path path) {
        this.path = path;
    }

    /** @throws UncheckedIOException if the place is taken */
    static SocketFile claim(Path path) {
        try {
            if (Files.exists(path)) clear(path);
            return new SocketFile(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static void clear(Path path) throws IOException {
        if (((Integer) Files.getAttribute(path, "unix:mode") & KIND) != SOCKET)
            throw new IOException("there is a file that is no socket; give it another name, or remove it");
        try (SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            throw new IOException("address in use by " + peer.getRemoteAddress());
        } catch (java.net.ConnectException nobody) {
            Files.delete(path);
        }
    }

    /** Lets those in who may connect. */
    void open() {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(OWNER_AND_GROUP));
        } catch (IOException e) {
            throw new UncheckedIOException("its mode can't be set: " + e.getMessage(), e);
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // the next start takes it away
        }
    }
}
