package org.packetboat.connectors.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in hexadecimal. */
final class Digest {
    private static final int PIECE = 1 << 16;

    private Digest() {}

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /** Of a file, read to its end. */
    static String of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return copy(in, OutputStream.nullOutputStream(), Long.MAX_VALUE);
        }
    }

    /** Copies at most so many bytes. @return of what was copied */
    static String copy(InputStream from, OutputStream to, long most) throws IOException {
        MessageDigest digest = sha256();
        byte[] piece = new byte[PIECE];
        long left = most;
        while (left > 0) {
            int read = from.read(piece, 0, (int) Math.min(piece.length, left));
            if (read < 0) break;
            digest.update(piece, 0, read);
            to.write(piece, 0, read);
            left -= read;
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
