package org.packetboat.connectors.seal;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What the world may know of a server's keys: how its signature is checked (Ed25519, RFC 8032), and how something is
 * encrypted to it (X25519, RFC 7748). As a word of 90 characters, which may stand in a configuration or be read out:
 *
 * <pre>
 * pk1-BASE64URL       of 64 bytes: signing key (32), sealing key (32)
 * </pre>
 */
public record PublicKeys(PublicKey signing, PublicKey sealing) {
    private static final String BEGINS = "pk1-";
    private static final int BYTES = 32;
    /** What stands before the 32 bytes of a key in its DER form (RFC 8410 section 4). */
    private static final String SIGNING_HEAD = "302a300506032b6570032100";
    private static final String SEALING_HEAD = "302a300506032b656e032100";

    /**
     * Reads a word.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static PublicKeys parse(String word) {
        String text = word.strip();
        try {
            byte[] both = text.startsWith(BEGINS)
                    ? Base64.getUrlDecoder().decode(text.substring(BEGINS.length()))
                    : new byte[0];
            if (both.length != 2 * BYTES) throw new IllegalArgumentException("a length of " + both.length);
            return new PublicKeys(key("Ed25519", SIGNING_HEAD, Arrays.copyOf(both, BYTES)),
                    key("X25519", SEALING_HEAD, Arrays.copyOfRange(both, BYTES, both.length)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("expected the public key of a server, as \"packetboat fleet-key\" "
                    + "prints it there: pk1- and 86 letters", e);
        }
    }

    private static PublicKey key(String kind, String head, byte[] raw) throws GeneralSecurityException {
        byte[] start = HexFormat.of().parseHex(head);
        byte[] encoded = Arrays.copyOf(start, start.length + BYTES);
        System.arraycopy(raw, 0, encoded, start.length, BYTES);
        return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(encoded));
    }

    /** As {@link #parse} reads it. */
    public String word() {
        byte[] both = Arrays.copyOf(raw(signing), 2 * BYTES);
        System.arraycopy(raw(sealing), 0, both, BYTES, BYTES);
        return BEGINS + Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    }

    private static byte[] raw(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length);
    }
}
