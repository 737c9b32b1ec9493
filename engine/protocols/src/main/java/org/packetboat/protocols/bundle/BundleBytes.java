package org.packetboat.protocols.bundle;

import java.util.Arrays;
import java.util.HexFormat;
import org.packetboat.engine.link.Body;
import org.packetboat.protocols.bundle.content.ContentName;

/**
 * The bytes of a batch whose sending may have begun: they never change until the far side has answered, so that a
 * broken transfer goes on where it stopped, even after a restart of either side. Its id is made of the bytes.
 */
public final class BundleBytes implements Body {
    private static final int ID_BYTES = 10;

    private final byte[] bytes;
    private final String id;

    private BundleBytes(byte[] bytes) {
        this.bytes = bytes;
        byte[] digest = ContentName.sha256().digest(bytes);
        this.id = HexFormat.of().formatHex(digest, 0, ID_BYTES);
    }

    /** Frozen, or thawed from where they were kept. */
    public static BundleBytes of(byte[] bytes) {
        return new BundleBytes(bytes.clone());
    }

    /** 20 hexadecimal digits; the same bytes have the same id everywhere. */
    public String id() {
        return id;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public byte[] read(long offset, int most) {
        return Arrays.copyOfRange(bytes, (int) offset, (int) Math.min(bytes.length, offset + most));
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BundleBytes batch && Arrays.equals(bytes, batch.bytes);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "batch " + id;
    }
}
