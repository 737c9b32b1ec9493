package org.packetboat.camel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What is known of one submission from try to try of its exchange: under which name it goes, so that a server which has
 * it already does not take it again, and who needs no other try. Used by one thread at a time.
 */
final class SubmissionState {
    private static final int NAME = 32;

    private final String text;
    private final String name;
    private final Instant date;
    private final Set<String> taken = new LinkedHashSet<>();
    private final Map<String, String> refused = new LinkedHashMap<>();

    /**
     * @param text what is submitted, in short: another text is another submission
     * @param key  the route's own name for it, if it has one: the same in every exchange that repeats it
     * @param date where the message says none itself
     */
    SubmissionState(String text, Optional<String> key, Instant date) {
        this.text = text;
        this.name = key.map(k -> "key-" + digest(k)).orElseGet(() -> "camel-" + UUID.randomUUID());
        this.date = date;
    }

    private static String digest(String key) {
        return hex(sha256().digest(key.getBytes(StandardCharsets.UTF_8))).substring(0, NAME);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never); // every Java has it
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    boolean isOf(String other) {
        return text.equals(other);
    }

    /** Fit for XTRANSID, and for a Message-ID. */
    String name() {
        return name;
    }

    Instant date() {
        return date;
    }

    /** By recipient. */
    Set<String> taken() {
        return taken;
    }

    /** By recipient, with the reply. */
    Map<String, String> refused() {
        return refused;
    }
}
