package org.packetboat.protocols.uucp.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.packetboat.engine.link.Body;

/** SHA-256, by which names from a far side become names of ours. */
public final class Digest {
    private static final int PIECE = 64 * 1024;

    private Digest() {}

    /** 64 hexadecimal digits that stand for these words in this order. */
    public static String of(String... words) {
        return HexFormat.of().formatHex(sha256().digest(String.join("\0", words).getBytes(StandardCharsets.UTF_8)));
    }

    /** 64 hexadecimal digits that stand for this content. */
    public static String of(Body body) {
        MessageDigest digest = sha256();
        for (long at = 0; at < body.size();) {
            byte[] piece = body.read(at, PIECE);
            digest.update(piece);
            at += piece.length;
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
