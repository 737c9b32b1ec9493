package org.packetboat.engine.peer;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a certificate, or of its public key (RFC 7469 section 2.4).
 *
 * @param hex 64 hexadecimal digits, in lower case
 */
public record Fingerprint(String hex) {
    private static final int BYTES = 32;
    private static final Pattern PAIRS = Pattern.compile("(?:[0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}");

    /** Of these 32 bytes. */
    public static Fingerprint of(byte[] hash) {
        return new Fingerprint(HexFormat.of().formatHex(hash));
    }

    /**
     * As programs print it: hexadecimal, with or without colons, or base64.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Fingerprint parse(String text) {
        if (PAIRS.matcher(text).matches()) return new Fingerprint(text.replace(":", "").toLowerCase(Locale.ROOT));
        byte[] hash = Base64.getDecoder().decode(text);
        if (hash.length != BYTES) throw new IllegalArgumentException("not a SHA-256: " + text);
        return of(hash);
    }
}
