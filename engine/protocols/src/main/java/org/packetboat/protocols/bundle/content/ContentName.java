package org.packetboat.protocols.bundle.content;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Names the content of a batch in the history of two servers: the first eight bytes of its SHA-256, in hexadecimal.
 * Enough to find it; that it is the right one is proved by the digest of what is made with it.
 */
public record ContentName(String hex) {
    public static final int BYTES = 8;

    /** @throws IllegalArgumentException unless it is 16 hexadecimal digits */
    public ContentName {
        if (hex.length() != 2 * BYTES) throw new IllegalArgumentException("not the name of a content: " + hex);
        HexFormat.of().parseHex(hex);
    }

    public static ContentName of(byte[] content) {
        return ofDigest(sha256().digest(content));
    }

    static ContentName ofDigest(byte[] digest) {
        return new ContentName(HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES)));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
