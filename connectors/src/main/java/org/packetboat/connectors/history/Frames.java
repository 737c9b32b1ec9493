package org.packetboat.connectors.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The frames of a file. A frame that is damaged, or was cut off by a loss of power, is skipped: the next one is found
 * by its mark and its checksum.
 *
 * <pre>
 * file    "PBHIST1\n" 8 | frames
 * frame   b7 1e | length 4 | CRC-32C of the rest 4 | {@link Frame}
 * </pre>
 */
final class Frames {
    static final byte[] MAGIC = "PBHIST1\n".getBytes(StandardCharsets.US_ASCII);

    private static final short MARK = (short) 0xb71e;
    private static final int HEAD = 10;

    /** Who looks at frames. */
    interface Visitor {
        /** @param damaged whether something before it can't be read */
        void on(Frame frame, boolean damaged);
    }

    private Frames() {}

    /** The frame as it is written. */
    static byte[] framed(Frame frame) {
        byte[] bytes = frame.toBytes();
        return ByteBuffer.allocate(HEAD + bytes.length).putShort(MARK).putInt(bytes.length)
                .putInt(crc(bytes, 0, bytes.length))
                .put(bytes).array();
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /** Visits all frames that a file has at this moment. */
    static void visit(Path file, Visitor visitor) throws IOException {
        byte[] bytes = read(file);
        boolean damaged = false;
        for (int at = MAGIC.length; at < bytes.length;) {
            int length = length(bytes, at);
            if (length < 0) {
                damaged = true;
                at++;
                continue;
            }
            damaged = !handOver(bytes, at + HEAD, length, damaged, visitor);
            at += HEAD + length;
        }
    }

    private static byte[] read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), Integer.MAX_VALUE - 8));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // on, until all is there
            }
            return bytes.hasRemaining() ? Arrays.copyOf(bytes.array(), bytes.position()) : bytes.array();
        }
    }

    /** @return -1 if no whole frame begins there */
    private static int length(byte[] bytes, int at) {
        if (bytes.length - at < HEAD) return -1;
        ByteBuffer in = ByteBuffer.wrap(bytes, at, HEAD);
        if (in.getShort() != MARK) return -1;
        int length = in.getInt();
        if (length <= 0 || length > bytes.length - at - HEAD) return -1;
        return crc(bytes, at + HEAD, length) == in.getInt() ? length : -1;
    }

    private static boolean handOver(byte[] bytes, int from, int length, boolean damaged, Visitor visitor) {
        byte[] one = new byte[length];
        System.arraycopy(bytes, from, one, 0, length);
        Frame frame;
        try {
            frame = Frame.of(one);
        } catch (RuntimeException unknown) {
            return false; // written by a later version
        }
        visitor.on(frame, damaged);
        return true;
    }
}
