package org.packetboat.connectors.recipients;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;

/**
 * Under what an address stands in a list: its domain, a zero, its local part in lower case (and normal form NFC). So
 * all of a domain stand together. Quotes that a local part does not need are not part of it.
 */
final class ListKey {
    static final char END_OF_DOMAIN = 0;

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
