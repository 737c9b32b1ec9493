package org.packetboat.connectors.smtp.server;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password that can be checked but not read: PBKDF2 (RFC 8018 section 5.2), written
 *
 * <pre>
 * pbkdf2-sha512$210000$SALT$HASH        scheme $ iterations $ salt, base64 $ hash, base64
 * </pre>
 *
 * Schemes are {@code pbkdf2-sha512} and {@code pbkdf2-sha256}. Checking takes a tenth of a second on purpose, and
 * equally long whether the password is right or not.
 */
public final class PasswordHash {
    private static final int ITERATIONS = 210_000;
    private static final int FEWEST_ITERATIONS = 1_000;
    private static final int MOST_ITERATIONS = 10_000_000;
    private static final int SHORTEST = 16;
    private static final int LONGEST = 128;
    private static final int LENGTH = 32;

    private final Scheme scheme;
    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private enum Scheme {
        SHA512("pbkdf2-sha512", "PBKDF2WithHmacSHA512"), SHA256("pbkdf2-sha256", "PBKDF2WithHmacSHA256");

        private final String written;
        private final String algorithm;

        Scheme(String written, String algorithm) {
            this.written = written;
            this.algorithm = algorithm;
        }

        static Scheme read(String text) {
            for (Scheme scheme : values()) {
                if (scheme.written.equals(text)) return scheme;
            }
            throw new IllegalArgumentException("password scheme \"" + text
                    + "\" is not known; expected pbkdf2-sha512 or pbkdf2-sha256");
        }
    }

    private PasswordHash(Scheme scheme, int iterations, byte[] salt, byte[] hash) {
        this.scheme = scheme;
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /** Hashes a new password with a salt of its own. */
    public static PasswordHash of(String password, SecureRandom random) {
        byte[] salt = new byte[SHORTEST];
        random.nextBytes(salt);
        return new PasswordHash(Scheme.SHA512, ITERATIONS, salt,
                derive(Scheme.SHA512, ITERATIONS, salt, LENGTH, password));
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException with what is expected, but nothing of the hash
     */
    public static PasswordHash parse(String text) {
        String[] parts = text.split("\\$", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("not a password hash; expected scheme$iterations$salt$hash");
        }
        return new PasswordHash(Scheme.read(parts[0]), iterations(parts[1]), bytes(parts[2], "salt"),
                bytes(parts[3], "hash"));
    }

    private static int iterations(String text) {
        boolean number = text.matches("[0-9]{1,8}");
        int count = number ? Integer.parseInt(text) : 0;
        if (count < FEWEST_ITERATIONS || count > MOST_ITERATIONS) {
            throw new IllegalArgumentException("iterations of a password hash are \"" + text + "\"; expected "
                    + FEWEST_ITERATIONS + " to " + MOST_ITERATIONS);
        }
        return count;
    }

    private static byte[] bytes(String text, String name) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the " + name + " of a password hash is not base64", e);
        }
        if (bytes.length >= SHORTEST && bytes.length <= LONGEST) return bytes;
        throw new IllegalArgumentException("the " + name + " of a password hash has " + bytes.length
                + " bytes; expected " + SHORTEST + " to " + LONGEST);
    }

    /** Whether this is the password. Slow; not for an event loop. */
    public boolean matches(String password) {
        return MessageDigest.isEqual(hash, derive(scheme, iterations, salt, hash.length, password));
    }

    private static byte[] derive(Scheme scheme, int iterations, byte[] salt, int length, String password) {
        char[] characters = password.toCharArray();
        PBEKeySpec spec = new PBEKeySpec(characters, salt, iterations, length * 8);
        try {
            return SecretKeyFactory.getInstance(scheme.algorithm).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + scheme.algorithm, e);
        } finally {
            spec.clearPassword();
            Arrays.fill(characters, ' ');
        }
    }

    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getEncoder();
        return scheme.written + "$" + iterations + "$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(hash);
    }
}
