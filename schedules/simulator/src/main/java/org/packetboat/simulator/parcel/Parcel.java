package org.packetboat.simulator.parcel;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.TextRule;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.protocols.bundle.packing.BundledMail;
import org.packetboat.protocols.bundle.packing.PackedBundle;
import org.packetboat.simulator.call.Bodies;

/**
 * A mail and the batch it becomes: as many bytes as the real ones, but any. What is packed and unpacked is only
 * exchanged here.
 */
public final class Parcel {
    private static final int LINE = 78;

    private final byte[] mail;
    private final Body batch;
    private final String id;

    /** @param number one with another number is another mail */
    public Parcel(ParcelSize size, int number) {
        mail = text(bytes(size.mail(), 2L * number + 1));
        byte[] packed = bytes(size.packed(), 2L * number + 2);
        batch = new BytesBody(packed);
        id = HexFormat.of().formatHex(sha256(packed)).substring(0, PackedBundle.ID_DIGITS);
    }

    private static byte[] bytes(long length, long seed) {
        byte[] bytes = new byte[Math.toIntExact(length)];
        new SplittableRandom(length + seed).nextBytes(bytes);
        return bytes;
    }

    /**
     * Divides letters into lines, as every entrance of a server wants them ({@link TextRule}). A last line of one byte
     * would be too short for its CRLF: that byte belongs to the line before it.
     */
    private static byte[] text(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++)
            bytes[i] = (byte) ('A' + (bytes[i] & 15));
        for (int end = LINE; end < bytes.length - 1; end += LINE)
            endLine(bytes, end);
        if (bytes.length > 1) endLine(bytes, bytes.length);
        return bytes;
    }

    private static void endLine(byte[] bytes, int end) {
        bytes[end - 2] = '\r';
        bytes[end - 1] = '\n';
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    public byte[] mail() {
        return mail;
    }

    /** The mail as a body. */
    public Body letter() {
        return new BytesBody(mail);
    }

    /** The mail as it comes out of its batch. @param key under which it is taken in once */
    public BundledMail letter(Address from, Recipient to, String key) {
        return new BundledMail(Submission.plain(Optional.of(from), List.of(to), "simulated").withKey(key), letter(),
                true);
    }

    /** What crosses the line. */
    public Body batch() {
        return batch;
    }

    /** The first 20 hexadecimal digits of the SHA-256 of the batch. */
    public String id() {
        return id;
    }

    /** Whether these bytes are the batch. */
    boolean isBatch(Body came) {
        return came.size() == batch.size() && Arrays.equals(Bodies.bytes(came), Bodies.bytes(batch));
    }
}
