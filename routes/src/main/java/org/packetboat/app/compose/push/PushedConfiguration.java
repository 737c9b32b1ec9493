package org.packetboat.app.compose.push;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.packetboat.connectors.json.RecordJson;

/**
 * A configuration on its way. Sealed, it is:
 *
 * <pre>
 * length of the head (4 bytes) | head, JSON: {"number": …, "site": …, "answerTo": …} | ZIP of the files
 * </pre>
 *
 * @param number   higher than that of every one before for this branch: seconds since 1970, or one more
 * @param site     what the hub calls the branch
 * @param answerTo the hub's mailbox for answers
 */
record PushedConfiguration(long number, String site, String answerTo, PushedFiles files) {
    private record Head(long number, String site, String answerTo) {}

    byte[] bytes() {
        byte[] head = RecordJson.bytes(new Head(number, site, answerTo));
        byte[] packed = files.packed();
        return ByteBuffer.allocate(Integer.BYTES + head.length + packed.length).putInt(head.length).put(head)
                .put(packed).array();
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if it can't be used, and why
     */
    static PushedConfiguration read(byte[] bytes) {
        ByteBuffer all = ByteBuffer.wrap(bytes);
        int length = bytes.length < Integer.BYTES ? -1 : all.getInt();
        if (length < 0 || length > all.remaining()) throw new IllegalArgumentException("it has no head");
        byte[] head = new byte[length];
        all.get(head);
        byte[] packed = new byte[all.remaining()];
        all.get(packed);
        try {
            Head read = RecordJson.read(head, Head.class);
            return new PushedConfiguration(read.number(), read.site(), read.answerTo(), PushedFiles.unpack(packed));
        } catch (IOException e) {
            throw new IllegalArgumentException("its head can't be read: " + e.getMessage(), e);
        }
    }
}
