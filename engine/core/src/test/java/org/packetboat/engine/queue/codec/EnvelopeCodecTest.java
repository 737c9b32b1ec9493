package org.packetboat.engine.queue.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Envelope;

class EnvelopeCodecTest {
    /** As the first version wrote it, with a deliver-by. */
    private static final byte[] VERSION_1 = HexFormat.of().parseHex("0101" + "000000000000002f" + "00000003"
            + "0000019a9e8ee400" + "00000000000001f4" + "0000000474657374" + "00" + "00" + "01" + "0000000673707269"
            + "6e67"
            + "0000000c776573742e6578616d706c65" + "00" + "0000019a9e8ee400" + "01" + "0000019a9fd87d00"
            + "0000019aa1220000" + "00000000" + "0000019a9e8ee400" + "00" + "00000001"
            + "0000000e6140776573742e6578616d706c65" + "00" + "00");

    @Test
    void readsWhatTheFirstVersionWrote() {
        Envelope envelope = EnvelopeCodec.decode(VERSION_1);
        assertEquals("00001F.3", envelope.id().toString());
        assertEquals(Optional.of(DeliverBy.notify(Instant.ofEpochMilli(0x19a9fd87d00L))), envelope.deliverBy());
        assertEquals(Optional.of("spring"), envelope.message().batch());
        assertEquals(envelope, EnvelopeCodec.decode(EnvelopeCodec.encode(envelope)));
    }

    @Test
    void refusesWhatALaterVersionWrote() {
        byte[] later = VERSION_1.clone();
        later[0] = 4;
        assertEquals("envelope of version 4; expected 1 to 3",
                assertThrows(IllegalStateException.class, () -> EnvelopeCodec.decode(later)).getMessage());
    }
}
