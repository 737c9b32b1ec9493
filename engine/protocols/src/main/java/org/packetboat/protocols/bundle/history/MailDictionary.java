package org.packetboat.protocols.bundle.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * The built-in dictionary: what mail headers, MIME parts, notices and the commands of a batch are made of. Every
 * version ever released stays as it is, to the byte; a better one gets the next number. The digest is held by a test.
 */
public final class MailDictionary {
    /** The newest version. */
    public static final int NEWEST = 1;

    private static final byte[] FIRST = load("mail-1.dict");

    private MailDictionary() {}

    /** Whether we have this version; 0, no dictionary, always. */
    public static boolean isKnown(int version) {
        return version >= 0 && version <= NEWEST;
    }

    public static byte[] bytes(int version) {
        if (!isKnown(version)) throw new IllegalArgumentException("no mail dictionary " + version);
        return version == 0 ? new byte[0] : Arrays.copyOf(FIRST, FIRST.length);
    }

    private static byte[] load(String name) {
        try (InputStream in = MailDictionary.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException(name + " is missing from the program");
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
