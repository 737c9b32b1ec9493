package org.packetboat.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Batches as bytes: what was written once is read by each later version. */
class BatchCodecTest {
    private static final byte[] KEY = {7};
    private static final byte[] VALUE = {1, 2};

    private static byte[] bytes(Batch batch) {
        ByteBuffer out = ByteBuffer.allocate(BatchCodec.length(batch));
        BatchCodec.write(batch, out);
        return out.array();
    }

    @Test
    void eachFamilyIsReadAsItself() {
        for (Family family : Family.values())
            assertEquals(family, BatchCodec.read(ByteBuffer.wrap(bytes(new Batch().put(family, KEY, VALUE)))).changes()
                    .getFirst().family());
    }

    @Test
    void changesAreTheBytesThatTheyAlwaysWere() {
        byte[] bytes = bytes(new Batch().put(Family.ENVELOPES, KEY, VALUE).delete(Family.ORDER, KEY)
                .deleteRange(Family.LEDGER, KEY, VALUE).add(KEY, -2));
        assertEquals("0100" + "0000000107" + "000000020102" + "0201" + "0000000107" + "00000000"
                + "0309" + "0000000107" + "000000020102" + "0404" + "0000000107" + "00000008fffffffffffffffe",
                HexFormat.of().formatHex(bytes));
        assertArrayEquals(bytes, bytes(BatchCodec.read(ByteBuffer.wrap(bytes))));
    }

    @Test
    void whatIsNoBatchIsRefused() {
        for (String bytes : new String[]{"0500000000000000000000", "010a0000000000000000", "0100000000ff00000000"})
            assertThrows(IllegalArgumentException.class,
                    () -> BatchCodec.read(ByteBuffer.wrap(HexFormat.of().parseHex(bytes))), bytes);
    }
}
