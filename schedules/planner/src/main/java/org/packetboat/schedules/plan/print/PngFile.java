package org.packetboat.schedules.plan.print;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes a picture as PNG (ISO/IEC 15948): eight bits for each of red, green and blue, each row as it is.
 *
 * <pre>
 * 89 50 4E 47 0D 0A 1A 0A | IHDR | IDAT | IEND      a chunk: length (4) | type (4) | content | CRC-32 (4)
 * </pre>
 */
final class PngFile {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int HEADER = 13;
    private static final byte DEPTH = 8;
    private static final byte TRUE_COLOUR = 2;
    private static final int CHANNELS = 3;

    private final int width;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final DeflaterOutputStream packer = new DeflaterOutputStream(packed);

    /** A picture of so many points across and down. */
    PngFile(int width, int height) {
        this.width = width;
        file.writeBytes(SIGNATURE);
        chunk("IHDR", ByteBuffer.allocate(HEADER).putInt(width).putInt(height).put(DEPTH).put(TRUE_COLOUR).array());
    }

    /** Adds whole rows. Each begins with its filter: none, since equal rows become small by themselves. */
    void add(int[] points) {
        ByteBuffer rows = ByteBuffer.allocate(points.length / width * (1 + width * CHANNELS));
        for (int i = 0; i < points.length; i++) {
            if (i % width == 0) rows.put((byte) 0);
            rows.put((byte) (points[i] >> 16)).put((byte) (points[i] >> 8)).put((byte) points[i]);
        }
        try {
            packer.write(rows.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it is memory
        }
    }

    /** The file, once all rows are there. */
    byte[] bytes() {
        try {
            packer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        chunk("IDAT", packed.toByteArray());
        chunk("IEND", new byte[0]);
        return file.toByteArray();
    }

    private void chunk(String type, byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(type.getBytes(StandardCharsets.US_ASCII));
        sum.update(content);
        file.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
        file.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(content);
        file.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array());
    }
}
