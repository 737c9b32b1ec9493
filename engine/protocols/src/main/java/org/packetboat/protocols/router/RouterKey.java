package org.packetboat.protocols.router;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What servers sign datagrams with that believe each other: HMAC-SHA-256 (RFC 2104, RFC 6234). */
public final class RouterKey {
    /** Bytes of a signature. */
    static final int LENGTH = 32;
    /** The fewest characters of a secret. */
    public static final int SHORTEST = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** @throws IllegalArgumentException if the secret is shorter than 32 characters */
    public RouterKey(String secret) {
        if (secret.length() < SHORTEST) {
            throw new IllegalArgumentException("a key of " + secret.length() + " characters; expected at least 32");
        }
        key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    byte[] sign(byte[] bytes, int length) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(bytes, 0, length);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Whether what follows these bytes is their signature. Takes as long whatever the difference is. */
    boolean isSigned(byte[] bytes, int length) {
        byte[] found = new byte[LENGTH];
        System.arraycopy(bytes, length, found, 0, LENGTH);
        return MessageDigest.isEqual(sign(bytes, length), found);
    }
}
