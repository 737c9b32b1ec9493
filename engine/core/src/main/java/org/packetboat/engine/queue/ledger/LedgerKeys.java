package org.packetboat.engine.queue.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;

/**
 * The keys of the ledger in the store. Numbers are big-endian, so that byte order is their order.
 *
 * <pre>
 * LEDGER     big send UTF-8 | 00 | message id 8 | index 4             {@link LedgerCodec}
 * META       "stage" | 00 | message id 8                               {@link StagedSendCodec}
 *            "replaces" | 00 | message id 8                            to whom it goes: count 4, each address text
 * COUNTERS   'L' | what 1 | big send UTF-8                            {@link BatchLedger.Count}
 * </pre>
 */
final class LedgerKeys {
    /** Before every key. */
    static final byte[] START = {};
    /** After every key: no UTF-8 begins with this byte. */
    static final byte[] END = {-1};
    static final byte[] STAGES = utf8("stage\0");
    static final byte[] STAGES_END = utf8("stage\1");
    static final byte[] REPLACES = utf8("replaces\0");
    private static final int ID = 12;

    private LedgerKeys() {}

    static byte[] entry(String bigSend, EnvelopeId id) {
        byte[] name = utf8(bigSend);
        return ByteBuffer.allocate(name.length + 1 + ID).put(name).put((byte) 0).putLong(id.message().number())
                .putInt(id.index()).array();
    }

    /** The key after the last one of a big send. */
    static byte[] end(String bigSend) {
        byte[] name = utf8(bigSend);
        return ByteBuffer.allocate(name.length + 1).put(name).put((byte) 1).array();
    }

    static EnvelopeId id(byte[] key) {
        ByteBuffer id = ByteBuffer.wrap(key, key.length - ID, ID);
        return new EnvelopeId(new QueueId(id.getLong()), id.getInt());
    }

    static String bigSend(byte[] key) {
        return new String(key, 0, key.length - ID - 1, StandardCharsets.UTF_8);
    }

    static byte[] count(String bigSend, BatchLedger.Count what) {
        return utf8("L" + what.ordinal() + bigSend);
    }

    static byte[] stages(QueueId message) {
        return ByteBuffer.allocate(STAGES.length + Long.BYTES).put(STAGES).putLong(message.number()).array();
    }

    static byte[] replaces(QueueId message) {
        return ByteBuffer.allocate(REPLACES.length + Long.BYTES).put(REPLACES).putLong(message.number()).array();
    }

    /** The message that a key of {@link #stages} is about. */
    static QueueId staged(byte[] key) {
        return new QueueId(ByteBuffer.wrap(key, STAGES.length, Long.BYTES).getLong());
    }

    /** The key that follows this one. */
    static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
