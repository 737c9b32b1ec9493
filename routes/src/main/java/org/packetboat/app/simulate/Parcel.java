package org.packetboat.app.simulate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.packetboat.engine.batch.Frozen;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.BytesBody;

/**
 * A mail and the batch it becomes: as many bytes as the real ones, but any. What is packed and unpacked is only
 * exchanged here; how long that takes is reckoned.
 */
final class Parcel {
    /** What a processor packs at modem speeds, and unpacks, in bytes of mail each second (docs/batches.md). */
    private static final double PACKED_A_SECOND = 25_000;
    private static final double UNPACKED_A_SECOND = 100_000;

    private final byte[] mail;
    private final Body batch;
    private final String id;

    /** @param size both sizes in bytes, at least 1 */
    Parcel(ParcelSize size) {
        mail = bytes(size.mail(), 1);
        byte[] packed = bytes(size.packed(), 2);
        batch = new BytesBody(packed);
        id = HexFormat.of().formatHex(sha256(packed)).substring(0, Frozen.ID_DIGITS);
    }

    private static byte[] bytes(long length, long seed) {
        byte[] bytes = new byte[Math.toIntExact(length)];
        new SplittableRandom(length + seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    byte[] mail() {
        return mail;
    }

    /** The mail as a body. */
    Body letter() {
        return new BytesBody(mail);
    }

    /** What crosses the line. */
    Body batch() {
        return batch;
    }

    /** The first 20 hexadecimal digits of the SHA-256 of the batch. */
    String id() {
        return id;
    }

    /** Whether these bytes are the batch. */
    boolean isBatch(Body came) {
        return came.size() == batch.size() && Arrays.equals(whole(came), whole(batch));
    }

    private static byte[] whole(Body body) {
        byte[] all = new byte[(int) body.size()];
        for (int at = 0; at < all.length;) {
            byte[] part = body.read(at, all.length - at);
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** How long it takes to pack it. */
    Duration packing() {
        return Duration.ofMillis((long) (mail.length * 1000 / PACKED_A_SECOND));
    }

    /** How long it takes to unpack it. */
    Duration unpacking() {
        return Duration.ofMillis((long) (mail.length * 1000 / UNPACKED_A_SECOND));
    }
}
