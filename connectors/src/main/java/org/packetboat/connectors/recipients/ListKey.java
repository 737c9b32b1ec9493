package org.packetboat.connectors.recipients;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;

/**
 * Under what an address stands in a list: its domain, a zero, its local part in lower case (and normal form NFC). So
 * all of a domain stand together. Quotes that a local part does not need are not part of it.
 */
final class ListKey {
    static final char END_OF_DOMAIN = 0;
    private static final int HASH = 16;

    private ListKey() {}

    static byte[] of(Address address) {
        return of(address.domain(), address.localPart());
    }

    static byte[] of(Domain domain, String localPart) {
        return (domain.name() + END_OF_DOMAIN + folded(localPart)).getBytes(StandardCharsets.UTF_8);
    }

    private static String folded(String localPart) {
        String bare = isNeedlesslyQuoted(localPart) ? localPart.substring(1, localPart.length() - 1) : localPart;
        return Normalizer.normalize(bare.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    private static boolean isNeedlesslyQuoted(String localPart) {
        return localPart.startsWith("\"") && localPart.chars().skip(1).limit(localPart.length() - 2L)
                .allMatch(c -> c == '.' || c == '-' || c == '_' || c == '+' || Character.isLetterOrDigit(c));
    }

    /**
     * The same, so that whoever reads it does not learn the local part, but by trying names: behind the domain stand
     * the first 16 bytes of the SHA-256 (FIPS 180-4) of salt and key.
     *
     * @param salt hexadecimal digits; empty text: the key stays as it is
     */
    static byte[] hashed(byte[] key, String salt) {
        if (salt.isEmpty()) return key;
        byte[] hash = sha256(HexFormat.of().parseHex(salt)).digest(key);
        int domain = domainLength(key) + 1;
        byte[] hashed = Arrays.copyOf(key, domain + HASH);
        System.arraycopy(hash, 0, hashed, domain, HASH);
        return hashed;
    }

    /** @param begin what it begins with */
    static MessageDigest sha256(byte[] begin) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(begin);
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /** As people write it; of one that is hashed, the hash. */
    static String text(byte[] key, boolean isHashed) {
        int end = domainLength(key);
        return isHashed
                ? "#" + HexFormat.of().formatHex(key, end + 1, key.length) + "@"
                        + new String(key, 0, end, StandardCharsets.UTF_8)
                : text(key);
    }

    /** As people write it. */
    static String text(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        int end = text.indexOf(END_OF_DOMAIN);
        return text.substring(end + 1) + "@" + text.substring(0, end);
    }

    /** How many bytes of a key are its domain's. */
    static int domainLength(byte[] key) {
        int end = 0;
        while (key[end] != END_OF_DOMAIN)
            end++;
        return end;
    }
}
